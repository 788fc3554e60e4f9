// ui itself: the gallery of components and the sample site. usage: SAMPLE=build/dev/bin/sample node --test …
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { openBrowser, press, startServer, visitor } from "./browser.mjs";
import { NARROW, checkPage } from "./checks.mjs";

let server;
let browser;
before(async () => {
  mkdirSync("build/screenshots", { recursive: true });
  server = await startServer(process.env.SAMPLE ?? "build/dev/bin/sample", ["0"]);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in order");
});

for (const path of ["/", "/galerie", "/galerie?au=2018-07-31"]) {
  test(`${path} holds for everyone`, async () => {
    const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "accueil";
    const { problems } = await checkPage(browser, server.address + path, { screenshot: `build/screenshots/sample-${name}` });
    assert.deepEqual(problems, []);
  });
}

test("the checks see what is wrong", async () => {
  const { problems } = await checkPage(browser, `${server.address}/mauvaise`, { keyboardToo: true });
  const all = problems.join("\n");
  assert.match(all, /scrolls sideways/);
  assert.match(all, /axe label/);
  assert.match(all, /axe color-contrast/);
  assert.match(all, /request to another host/);
  assert.match(all, /first visit costs/);
  assert.match(all, /focus is not seen/);
});

test("a form works without scripts, once, and says so", async () => {
  const context = await visitor(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.address);
  await page.getByLabel("Nom").fill("Zoé <b>");
  await press(page.getByRole("button", { name: "Ajouter" }));
  assert.equal(new URL(page.url()).pathname, "/");
  assert.equal(await page.getByText("Bonjour Zoé <b>", { exact: true }).count(), 1);
  await page.reload();
  assert.equal(await page.getByText("Bonjour Zoé <b>", { exact: true }).count(), 0, "the message is shown once");
  assert.equal(await page.getByRole("link", { name: "Zoé <b>" }).count(), 1);
  await context.close();
});

test("a refused form leads from the summary to the field", async () => {
  const context = await visitor(browser);
  const page = await context.newPage();
  await page.goto(`${server.address}/galerie`);
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST"),
    page.getByRole("button", { name: "Enregistrer" }).click(),
  ]);
  assert.equal(response.status(), 422);
  await press(page.getByRole("link", { name: "Le nom manque : écrivez-le." }));
  assert.equal(await page.evaluate(() => document.activeElement.id), "champ-nom");
  await context.close();
});

test("the menu of a phone opens and closes without scripts", async () => {
  const context = await visitor(browser, { javaScriptEnabled: false, viewport: NARROW });
  const page = await context.newPage();
  await page.goto(server.address);
  const link = page.getByRole("link", { name: "Points de blocage" });
  assert.equal(await link.isVisible(), false);
  await page.getByRole("button", { name: "Menu" }).press("Enter");
  assert.equal(await link.isVisible(), true);
  await page.screenshot({ path: "build/screenshots/sample-menu-320-light.png" });
  await page.keyboard.press("Escape");
  assert.equal(await link.isVisible(), false);
  await context.close();
});

test("a form kept from another site's page is refused", async () => {
  const context = await visitor(browser);
  const page = await context.newPage();
  await page.goto(server.address);
  const status = await page.evaluate(async () => (await fetch("/bonjour", { method: "POST", body: new URLSearchParams({ nom: "x" }) })).status);
  assert.equal(status, 403);
  await context.close();
});

test("unknown pages and faults are pages too", async () => {
  const context = await visitor(browser);
  const page = await context.newPage();
  assert.equal((await page.goto(`${server.address}/nulle/part`)).status(), 404);
  assert.equal(await page.locator("h1").innerText(), "Page introuvable");
  assert.equal((await page.goto(`${server.address}/panne`)).status(), 500);
  assert.match(await page.locator("code").innerText(), /^[0-9a-f]{8}$/);
  await context.close();
});

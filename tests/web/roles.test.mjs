// The demonstration as its visitor meets it: each role by a click, its start page, what it may not open.
// usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, startServer, visitor } from "./browser.mjs";
import { checkPage } from "./checks.mjs";

let server;
let browser;
const folder = mkdtempSync(join(tmpdir(), "jalon-roles-"));
before(async () => {
  server = await startServer(process.env.JALON ?? "build/dev/bin/jalon",
    ["demo", "--data", join(folder, "data"), "--db", join(folder, "demo.db"), "--people", "120", "--port", "0"], 120);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in order");
  rmSync(folder, { recursive: true, force: true });
});

async function visiting(does) {
  const context = await visitor(browser, { baseURL: server.address, javaScriptEnabled: false });
  try {
    return await does(await context.newPage());
  } finally {
    await context.close();
  }
}
const pathOf = (page) => new URL(page.url()).pathname;
const navigation = (page) => page.locator(".site-nav li a").evaluateAll((links) => links.map((link) => link.textContent.trim()));

const ROLES = [
  { role: "Référent de parcours", start: "/dossiers", sees: ["Dossiers", "Dispositifs", "Quinzaine", "Le point"] },
  { role: "Collègue du référent", start: "/dossiers", sees: ["Dossiers", "Dispositifs", "Quinzaine", "Le point"] },
  { role: "Coordinateur de la cellule", start: "/",
    sees: ["Accueil", "Dossiers", "Points de blocage", "Cellule", "Comité", "Dispositifs", "Quinzaine", "Le point", "Import"] },
  { role: "Pilote à la préfecture", start: "/",
    sees: ["Accueil", "Dossiers", "Points de blocage", "Cellule", "Comité", "Dispositifs", "Quinzaine", "Le point", "Import"] },
  { role: "Gestionnaire de dispositif", start: "/dispositifs", sees: ["Dispositifs", "Quinzaine", "Le point"] },
  { role: "Membre du comité", start: "/comite", sees: ["Points de blocage", "Comité", "Dispositifs", "Quinzaine", "Le point"] },
  { role: "Délégué à la protection des données", start: "/point", sees: ["Quinzaine", "Le point"] },
  { role: "Administrateur des comptes", start: "/compte", sees: ["Quinzaine"] },
];

test("the page of the door holds for everyone", async () => {
  const { problems } = await checkPage(browser, `${server.address}/connexion`);
  assert.deepEqual(problems, []);
});

for (const { role, start, sees } of ROLES) {
  test(`${role}: one click from any page, to its own start, and out again`, () =>
    visiting(async (page) => {
      await page.goto("/cellule");
      assert.equal(pathOf(page), "/connexion");
      await page.getByRole("button", { name: role }).first().click();
      assert.equal(pathOf(page), start);
      assert.deepEqual(await navigation(page), sees);
      for (const link of sees) {
        await page.locator(".site-nav a", { hasText: link }).first().evaluate((anchor) => anchor.href).then((href) => page.goto(href));
        assert.equal(await page.locator("h1").count(), 1, `${role}: ${link}`);
      }
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(start);
        const [has, shows] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
        assert.ok(has <= shows, `${role}: ${start} scrolls sideways at ${width}: ${has}`);
      }
      const answer = await page.goto("/import");
      assert.equal(answer.status(), sees.includes("Import") ? 200 : 403);
      await page.getByRole("button", { name: "Se déconnecter" }).click();
      assert.equal(pathOf(page), "/connexion");
      await page.goto(start);
      assert.equal(pathOf(page), "/connexion");
    }));
}

test("a session is seen in one's account and can be closed from another", () =>
  visiting(async (one) =>
    visiting(async (two) => {
      for (const page of [one, two]) {
        await page.goto("/");
        await page.getByRole("button", { name: "Pilote à la préfecture" }).click();
      }
      await one.goto("/compte");
      assert.equal(await one.locator("#sessions tbody tr").count() >= 2, true);
      await one.getByRole("button", { name: "Fermer toutes les autres" }).click();
      assert.equal(await one.locator("#sessions tbody tr").count(), 1);
      await two.goto("/dossiers");
      assert.equal(pathOf(two), "/connexion");
    })));

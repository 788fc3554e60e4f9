// A person's file through a browser without scripts: `node tests/web/dossier.mjs build/dev/bin/jalon`.
// Makes the demonstration in a folder of its own, opens a blocked person's file, records an event in two
// clicks, sees what it changed, sees it in the history, withdraws it. Every page: no violation of axe, nothing
// wider than 320 px, no other host, less than 150 kB.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser, startServer } from "./browser.mjs";

const program = process.argv[2] ?? "build/dev/bin/jalon";
const shots = process.argv[3]; // a folder for pictures
const folder = mkdtempSync(join(tmpdir(), "jalon-dossier-"));
const database = process.env.JALON_DEMO_DB ?? join(folder, "demo.db");
if (!process.env.JALON_DEMO_DB) {
  const made = spawnSync(program, ["demo", "--no-serve", "--data", join(folder, "data"), "--db", database]);
  assert.equal(made.status, 0, String(made.stderr));
}
const server = await startServer(program, ["serve", "--db", database, "--today", "2018-10-12", "--port", "0"]);
const browser = await openBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

async function look(page, path, name) {
  const answer = await page.goto(server.address + path);
  assert.equal(answer.status(), 200, path);
  const bytes = (await answer.body()).length;
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  const violations = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
  await page.setViewportSize({ width: 320, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (shots) await page.screenshot({ path: join(shots, `${name}-320.png`) });
  await page.setViewportSize({ width: 1280, height: 900 });
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  console.log(`${name}: ${bytes} bytes, ${width} px wide at 320, ${violations.length} violations`);
  return { bytes, width, violations };
}

const problems = [];
try {
  const page = await browser.context.newPage();
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(`${server.address}/dossiers?filtre=bloques&tri=gain`);
  const file = new URL(await page.locator("#dossiers tbody th a").first().getAttribute("href"), server.address).pathname;
  const names = { "": "synthese", "/parcours": "parcours", "/menage": "menage", "/historique": "historique" };
  for (const [end, name] of Object.entries(names)) {
    const seen = await look(page, file + end, name);
    if (seen.bytes > 150_000) problems.push(`${name}: ${seen.bytes} bytes`);
    if (seen.width > 320) problems.push(`${name}: ${seen.width} px`);
    problems.push(...seen.violations.map((text) => `${name}: ${text}`));
  }
  await page.goto(server.address + file);
  const step = new URL(await page.locator(".point h3 a").first().getAttribute("href"), server.address).pathname;
  const seen = await look(page, step, "etape");
  problems.push(...seen.violations.map((text) => `etape: ${text}`));
  if (seen.width > 320) problems.push(`etape: ${seen.width} px`);
  if (seen.bytes > 150_000) problems.push(`etape: ${seen.bytes} bytes`);

  // A blocking without its cause is refused, and nothing typed is lost.
  await page.goto(server.address + step);
  await page.selectOption("#champ-evenement", "blocked");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  assert.match(await page.locator(".error-summary").innerText(), /cause/);
  assert.equal(await page.locator("#champ-evenement").inputValue(), "blocked");

  // Done today: the message says so, and what it changed.
  await page.selectOption("#champ-evenement", "done");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  const message = await page.locator("main > .alert[role=status]").innerText();
  console.log(message);
  assert.match(message, /Faite\./);
  assert.match(message, /possible|But/);
  await page.goto(`${server.address}${file}/historique`);
  await page.locator("#evenements").getByRole("button", { name: "Retirer" }).first().click();
  assert.match(await page.locator("main > .alert[role=status]").innerText(), /retirée/);
  assert.ok((await page.locator("#evenements del").count()) >= 1);
  assert.deepEqual([...hosts], [new URL(server.address).host]);
  assert.deepEqual(problems, []);
  console.log("dossier: tout va bien");
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

// Every page of jalon on the demonstration, found by its links. usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, startServer } from "./browser.mjs";
import { crawl } from "./crawl.mjs";

const program = process.env.JALON ?? "build/dev/bin/jalon";
const folder = mkdtempSync(join(tmpdir(), "jalon-web-"));
let server;
let browser;
before(async () => {
  mkdirSync("build/screenshots", { recursive: true });
  const db = join(folder, "demo.db");
  execFileSync(program, ["demo", "--no-serve", "--data", join(folder, "data"), "--db", db], { stdio: "ignore" });
  server = await startServer(program, ["serve", "--db", db, "--port", "0", "--today", "2018-10-12"]);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  const code = await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  assert.equal(code, 0, "the server stops in order");
});

test("every page holds for everyone", async (context) => {
  const found = new Set();
  await crawl(browser, `${server.address}/`, {
    limit: Number(process.env.PAGES ?? 60),
    skip: (path) => path.endsWith(".ics"),
    screenshots: process.env.SCREENSHOTS && "build/screenshots",
    seen: async (shape, result, url) => {
      found.add(shape.split("?")[0]);
      console.error(`web: ${shape} ${result.bytes} bytes${result.problems.length ? `, ${result.problems.length} problems` : ""}`);
      await context.test(shape, () => assert.deepEqual(result.problems, [], url));
    },
  });
  for (const path of ["/", "/dossiers", "/dossiers/:id", "/blocages", "/cellule", "/comite", "/dispositifs", "/quinzaine",
    "/point", "/import", "/accessibilite", "/catalogue", "/catalogue/:id"]) {
    assert.ok(found.has(path), `${path} is reached by links from the home page`);
  }
});

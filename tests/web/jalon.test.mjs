// Every page of jalon on the demonstration, found by its links. usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { serveDemonstration } from "./demonstration.mjs";

let server;
let browser;
before(async () => {
  mkdirSync("build/screenshots", { recursive: true });
  server = await serveDemonstration(process.env.JALON ?? "build/dev/bin/jalon");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in order");
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

// node tests/web/shots.mjs ADDRESS PATH...   pictures of pages, wide and narrow, light and dark, in build/screenshots/
// ROLE="Membre du comité" signs in with that fictional account first.
import { mkdirSync } from "node:fs";
import { openBrowser, visitor } from "./browser.mjs";

const [address, ...paths] = process.argv.slice(2);
mkdirSync("build/screenshots", { recursive: true });
const browser = await openBrowser();
const context = await visitor(browser);
if (process.env.ROLE) {
  const door = await context.newPage();
  await door.goto(address + "/connexion");
  await door.getByRole("button", { name: process.env.ROLE }).first().click();
  await door.close();
}
for (const path of paths) {
  const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "accueil";
  for (const [width, height] of (process.env.WIDTHS ?? "1280,320").split(",").map((width) => [Number(width), width > 600 ? 900 : 700])) {
    for (const colorScheme of (process.env.SCHEMES ?? "light,dark").split(",")) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.goto(address + path);
      const file = `build/screenshots/${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
      await page.close();
    }
  }
}
await browser.close();

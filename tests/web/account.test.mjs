// A new administrator, from the invitation to the recovery codes, with a telephone that reads the square on the screen.
// usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, press, startServer, visitor } from "./browser.mjs";
import jsQR from "jsqr";
import { axe, EVERYTHING, horizontalScroll, NARROW } from "./checks.mjs";

const program = process.env.JALON ?? "build/dev/bin/jalon";
const folder = mkdtempSync(join(tmpdir(), "jalon-account-"));
const db = join(folder, "jalon.db");
const password = "quatre mots sans rapport 7";
let server;
let browser;
let invitation;
before(async () => {
  execFileSync(program, ["import", "--db", db, "tests/fixtures/small"], { stdio: "ignore" });
  const said = execFileSync(program, ["user", "invite", "--db", db, "--email", "ada+essai@jalon.example", "--name", "Ada", "--role", "administrator"], { encoding: "utf8" });
  invitation = /\/invitation\/\S+/.exec(said)[0];
  server = await startServer(program, ["serve", "--db", db, "--port", "0"]);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in order");
  rmSync(folder, { recursive: true, force: true });
});

/** What a camera makes of the square on the page; null when it reads nothing. */
async function seenByCamera(context, page) {
  const drawing = await page.locator("svg.qr-code").evaluate((element) => {
    const copy = element.cloneNode(true);
    copy.setAttribute("width", element.getBoundingClientRect().width);
    copy.setAttribute("height", element.getBoundingClientRect().height);
    return new XMLSerializer().serializeToString(copy);
  });
  const table = await context.newPage();  // a page of no site: ours forbids what a camera does
  const picture = await table.evaluate(async (svg) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    return { width: image.width, height: image.height, pixels: [...pen.getImageData(0, 0, image.width, image.height).data] };
  }, drawing);
  await table.close();
  return jsQR(Uint8ClampedArray.from(picture.pixels), picture.width, picture.height)?.data ?? null;
}

/** RFC 6238, the present code of a secret in base 32. */
function codeOf(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac("sha1", key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

test("the telephone reads the secret from the screen, on a wide page and on a narrow one, light and dark", async () => {
  const context = await visitor(browser, { baseURL: server.address });
  try {
    const page = await context.newPage();
    await page.goto(invitation);
    await page.getByLabel("Mot de passe").fill(password);
    await page.getByLabel("Encore une fois").fill(password);
    await press(page.getByRole("button", { name: "Ouvrir le compte" }));
    assert.equal(new URL(page.url()).pathname, "/compte/code", "an administrator sets up the code before anything else");
    const written = (await page.locator(".door__secret").innerText()).replace(/\s/g, "");
    const read = new URL(await seenByCamera(context, page));
    assert.equal(read.protocol + read.host + read.pathname, "otpauth:totp/jalon:ada%2Bessai%40jalon.example");
    assert.equal(read.searchParams.get("secret"), written);
    assert.equal(read.searchParams.get("period"), "30");
    assert.deepEqual(await axe(page, EVERYTHING), []);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize(NARROW);
    assert.deepEqual(await horizontalScroll(page), []);
    assert.equal(new URL(await seenByCamera(context, page)).searchParams.get("secret"), written);

    await page.getByLabel("Code que montre l’application").fill("000000");
    await page.getByLabel("Votre mot de passe").fill(password);
    await press(page.getByRole("button", { name: "Installer le code" }));
    const again = new URL(await seenByCamera(context, page)).searchParams.get("secret");
    await page.getByLabel("Code que montre l’application").fill(codeOf(again));
    await page.getByLabel("Votre mot de passe").fill(password);
    await press(page.getByRole("button", { name: "Installer le code" }));
    assert.equal(await page.locator(".door__codes li").count(), 10);
    assert.equal(await page.locator("svg.qr-code").count(), 0, "the secret is shown no more");
  } finally {
    await context.close();
  }
});

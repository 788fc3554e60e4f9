// Starts a program that serves pages, and a browser to look at them. Chromium is Debian's; nothing is downloaded.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { chromium } from "playwright-core";

/** A port that nobody holds now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Runs `command`; resolves once its output shows an http address: {address, stop}. */
export function startServer(command, args, seconds = 60) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(`${command} ${args.join(" ")}: ${why}\n${output}`));
    };
    const timer = setTimeout(() => fail(`no address after ${seconds} s`), seconds * 1000);
    const read = (chunk) => {
      output += chunk;
      const found = /https?:\/\/[\w.[\]:]+:\d+/.exec(output);
      if (!found) return;
      clearTimeout(timer);
      resolve({
        address: found[0],
        pid: child.pid,
        output: () => output,
        stop: () =>
          new Promise((done) => {
            if (child.exitCode !== null) return done(child.exitCode);
            child.once("exit", (code) => done(code));
            child.kill("SIGTERM");
          }),
      });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
}

/** A browser with a profile of its own, in a temporary folder that goes with it. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A visitor: no cookie, no cache, French, Paris. */
export function visitor(browser, options = {}) {
  return browser.newContext({
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",  // a colour half-way between two states is no colour of ours
    viewport: { width: 1280, height: 900 },
    ...options,
  });
}

/**
 * Clicks a link or a button, and waits until the page it leads to has come whole: click() alone returns when the new page
 * begins, and what counts or lists (count, evaluateAll) would then read half of it.
 */
export async function press(locator) {
  await locator.click();
  await locator.page().waitForLoadState();
}

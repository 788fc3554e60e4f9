// What must hold of every page. Each check returns what is wrong, in words; an empty list is a pass.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { visitor } from "./browser.mjs";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 700 };
const FIRST_VISIT_BYTES = 150_000;

/** Notes what a page does that no page may do: errors, refused code, words to other hosts. */
function watch(page, origin) {
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) problems.push(`request to another host: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  return problems;
}

// Colours change with the scheme, places with the width: the whole set once, then what can differ.
export const EVERYTHING = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };
const BUT_COLOURS = { ...EVERYTHING, rules: { "color-contrast": { enabled: false } } };
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

export async function axe(page, options) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const result = await page.evaluate(
    (chosen) => window.axe.run(document, { ...chosen, resultTypes: ["violations"], preload: false, iframes: false }), options);
  return result.violations.flatMap((violation) =>
    violation.nodes.slice(0, 3).map((node) => `axe ${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

export async function horizontalScroll(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const widest = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return [`scrolls sideways: ${scrollWidth} for ${clientWidth} (${widest.join(", ")})`];
  });
}

/** Opens the page as one who comes for the first time (nothing is kept from before), and weighs it, heads included. */
async function firstVisit(context, url, origin) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const problems = watch(page, origin);
  const requests = [];
  page.on("requestfinished", (request) => requests.push(request));
  await page.goto(url, { waitUntil: "load" });
  let bytes = 0;
  for (const sizes of await Promise.all(requests.map((request) => request.sizes()))) {
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  }
  if (bytes >= FIRST_VISIT_BYTES) problems.push(`first visit costs ${bytes} bytes`);
  return { page, session, problems, bytes };
}

/** Goes through the page by Tab alone: everything that can be used is reached, and is seen to be. */
async function keyboard(page, session) {
  const { wanted, stops } = await page.evaluate(() => {
    const selector = "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary, [tabindex='0']";
    const groups = new Set();
    let count = 0;
    let more = 0;  // a date field holds several stops of its own
    for (const element of document.querySelectorAll(selector)) {
      if (!element.checkVisibility({ checkVisibilityCSS: true }) || element.closest("[inert]")) continue;
      if (element.type === "radio") {
        const group = `${element.form?.action} ${element.name}`;
        if (groups.has(group)) continue;
        groups.add(group);
      }
      if (element.type === "date") more += 4;
      element.dataset.wanted = "";
      count += 1;
    }
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    // The page notes each stop itself: asking it after each key would cost more than the keys.
    const seen = new Set();
    const record = { first: "", reached: 0, unseen: [] };
    window.keyboardRecord = record;
    document.addEventListener("focusin", ({ target }) => {
      if (seen.has(target) || target === document.body) return;
      seen.add(target);
      target.dataset.reached = "";
      const style = getComputedStyle(target);
      const name = `${target.tagName.toLowerCase()}#${target.id} ${(target.textContent ?? "").trim().slice(0, 30)}`;
      if (record.first === "") record.first = name;
      if (target.type === "radio" || target.dataset.wanted !== undefined) record.reached += 1;
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) record.unseen.push(name);
    });
    return { wanted: count, stops: count + more };
  });
  const tab = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  const keys = [];
  for (let i = 0; i < Math.min(stops, 300) + 5; i += 1) {
    keys.push(session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...tab }), session.send("Input.dispatchKeyEvent", { type: "keyUp", ...tab }));
  }
  await Promise.all(keys);
  const { first, reached, unseen } = await page.evaluate(() => window.keyboardRecord);
  const problems = unseen.map((name) => `focus is not seen on ${name}`);
  if (!/#\S* (Aller au contenu|Skip to content)/.test(first)) problems.push(`the first stop is ${first}`);
  if (stops <= 300 && reached < wanted) {
    const missed = await page.evaluate(() =>
      [...document.querySelectorAll("[data-wanted]:not([data-reached])")].slice(0, 3).map((element) => element.outerHTML.slice(0, 80)),
    );
    problems.push(`the keyboard reaches ${reached} of ${wanted}: ${missed.join(" | ")}`);
  }
  return problems;
}

const textOfMain = (page) => page.evaluate(() => document.querySelector("main")?.innerText.replace(/\s+/g, " ").trim() ?? "");

const contexts = new WeakMap();
/** One visitor with scripts and one without for all the checks of a browser. */
function visitors(browser) {
  if (!contexts.has(browser)) {
    contexts.set(browser, Promise.all([visitor(browser), visitor(browser, { javaScriptEnabled: false })]));
  }
  return contexts.get(browser);
}

/**
 * What must hold of a page that is already open, behind the door too: axe in both schemes and at both widths, nothing that
 * scrolls sideways. axe is itself a script: the page must belong to a visitor who runs them.
 */
export async function checkOpenPage(page) {
  const problems = [];
  for (const [name, size, colorScheme, options] of [
    ["wide light", WIDE, "light", EVERYTHING], ["wide dark", WIDE, "dark", COLOURS], ["narrow", NARROW, "light", BUT_COLOURS],
  ]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    for (const found of [await axe(page, options), await horizontalScroll(page)]) {
      problems.push(...found.map((problem) => `${name}: ${problem}`));
    }
  }
  await page.setViewportSize(WIDE);
  return problems;
}

/** Everything that must hold of the page at `url`. */
export async function checkPage(browser, url, { screenshot, keyboardToo = true } = {}) {
  const origin = new URL(url).origin;
  const problems = [];
  const note = (where, found) => problems.push(...found.map((problem) => `${where}: ${problem}`));

  const [context, withoutThem] = await visitors(browser);
  const { page, session, problems: first, bytes } = await firstVisit(context, url, origin);
  note("first visit", first);
  const withScripts = await textOfMain(page);
  const links = await page.evaluate(() => [...document.querySelectorAll("a[href]:not([download])")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href));  // a link inside a drawing has no plain href
  for (const [name, size] of [["wide", WIDE], ["narrow", NARROW]]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      if (screenshot) await page.screenshot({ path: `${screenshot}-${size.width}-${colorScheme}.png`, fullPage: true });
      const options = name === "wide" ? (colorScheme === "light" ? EVERYTHING : COLOURS) : colorScheme === "light" && BUT_COLOURS;
      if (options) note(`${name} ${colorScheme}`, await axe(page, options));
    }
    note(name, await horizontalScroll(page));
  }
  await page.setViewportSize(WIDE);
  if (keyboardToo) note("keyboard", await keyboard(page, session));
  await page.close();

  const still = await withoutThem.newPage();
  const answer = await still.goto(url);
  if (answer.status() !== 200) problems.push(`without scripts: ${answer.status()}`);
  const h1 = await still.locator("h1").count();
  if (h1 !== 1) problems.push(`${h1} h1`);
  const withoutScripts = await still.locator("main").innerText();
  // A button that only scripts can serve (print) may appear; nothing else may differ.
  const same = (text) => text.replace(/\s+/g, " ").replace(/Imprimer/g, "").trim();
  if (same(withoutScripts).length < same(withScripts).length * 0.98) problems.push("without scripts: a part of the text is missing");
  await still.close();
  return { problems, bytes, links };
}

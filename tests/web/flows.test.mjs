// What people do with jalon, in a browser: finding a person, recording what happened, deciding in the cell,
// printing the point. Without scripts wherever scripts are not the subject. usage: JALON=… node --test …
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, press, visitor } from "./browser.mjs";
import { serveDemonstration } from "./demonstration.mjs";

let server;
let browser;
before(async () => {
  server = await serveDemonstration(process.env.JALON ?? "build/dev/bin/jalon");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in order");
});

/** Runs `does(page)` as a visitor of its own. */
async function visiting(options, does) {
  const context = await visitor(browser, { baseURL: server.address, ...options });
  try {
    return await does(await context.newPage(), context);
  } finally {
    await context.close();
  }
}
const plainly = (does) => visiting({ javaScriptEnabled: false }, does);
const digits = (text) => Number(/[\d\s\u202f\u00a0]+/.exec(text)[0].replace(/\D/g, ""));
const message = (page) => page.locator("main > .alert[role=status]").innerText();
const pathOf = (page) => new URL(page.url()).pathname;

/** The file of the `rank`-th person who has the longest gain among those that `filter` keeps. */
async function fileOf(page, filter, rank = 0) {
  await page.goto(`/dossiers?filtre=${filter}&tri=gain`);
  await press(page.locator("#dossiers tbody th a").nth(rank));
  return pathOf(page);
}
const firstPoint = (page) => page.locator(".point h3 a").first();
/** The first step that can be begun now. */
const readyStep = (page) => page.locator("section[aria-labelledby=possibles] .step-links a").first();

test("a person is found from the home page, without accents nor capitals", () =>
  plainly(async (page) => {
    await page.goto("/dossiers?page=3");
    const name = await page.locator("#dossiers tbody th a").first().innerText();
    await page.goto("/");
    await page.getByLabel("Trouver une personne").fill(name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase());
    await press(page.getByRole("button", { name: "Rechercher" }));
    assert.equal(pathOf(page), "/dossiers");
    assert.ok((await page.getByRole("link", { name, exact: true }).count()) >= 1, `${name} is found`);
    await press(page.getByRole("link", { name, exact: true }).first());
    assert.equal(await page.locator("h1").innerText(), name);
  }));

test("each counter of the home page opens a list of as many people", () =>
  plainly(async (page) => {
    await page.goto("/");
    const counters = await page.locator(".counter").evaluateAll((links) =>
      links.map((link) => [link.getAttribute("href"), link.querySelector(".counter__value").textContent]));
    assert.ok(counters.length >= 6);
    for (const [href, value] of counters) {
      await page.goto(href);
      assert.equal(digits(await page.locator("#dossiers caption").innerText()), digits(value), href);
    }
  }));

test("filters narrow the list, say so, and are taken away one by one", () =>
  plainly(async (page) => {
    await page.goto("/dossiers");
    const all = digits(await page.locator("#dossiers caption").innerText());
    await press(page.locator("summary", { hasText: "Filtres" }));
    await page.getByLabel("Situation").selectOption("bloques");
    await page.getByLabel("Cause du blocage").selectOption({ index: 2 });
    await press(page.getByRole("button", { name: "Appliquer" }));
    const both = digits(await page.locator("#dossiers caption").innerText());
    assert.ok(both < all);
    assert.equal(await page.locator(".chip").count(), 2);
    await press(page.locator(".chip").last());
    assert.equal(await page.locator(".chip").count(), 1);
    assert.ok(digits(await page.locator("#dossiers caption").innerText()) > both);
  }));

test("a number of the blocking points opens the people behind it, and they their files", () =>
  plainly(async (page) => {
    await page.goto("/blocages");
    const number = page.locator("#blocages tbody td.num a").first();
    const people = digits(await number.innerText());
    await press(number);
    assert.equal(digits(await page.locator("#personnes caption").innerText()), people);
    const person = page.locator("#personnes tbody th a").first();
    const name = await person.innerText();
    await press(person);
    assert.equal(await page.locator("h1").innerText(), name);
  }));

test("an event is recorded in two clicks from the file, and shows at once what it changes", () =>
  plainly(async (page) => {
    const file = await fileOf(page, "retards");
    await press(firstPoint(page));                                        // one
    await press(page.getByRole("button", { name: "Faite", exact: true }));  // two
    const said = await message(page);
    assert.match(said, /Faite\./);
    assert.match(said, /possible|But/);
    await page.goto(`${file}/historique`);
    await press(page.locator("#evenements").getByRole("button", { name: "Retirer" }).first());
    assert.match(await message(page), /retirée/);
    assert.ok((await page.locator("#evenements del").count()) >= 1);
  }));

test("a blocking without its cause is refused, and what was typed is kept", () =>
  plainly(async (page) => {
    await fileOf(page, "bloques", 3);
    await press(firstPoint(page));
    await page.getByLabel("Événement").selectOption("blocked");
    await page.getByLabel("Précision").fill("à revoir");
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.getByRole("button", { name: "Enregistrer", exact: true }).click(),
    ]);
    assert.equal(answer.status(), 422);
    assert.match(await page.locator(".error-summary").innerText(), /cause/);
    assert.equal(await page.getByLabel("Événement").inputValue(), "blocked");
    assert.equal(await page.getByLabel("Précision").inputValue(), "à revoir");
  }));

test("two people who record at the same moment lose nothing", () =>
  plainly(async (one, context) => {
    await fileOf(one, "places");
    await press(readyStep(one));
    const address = one.url();
    const two = await context.newPage();
    await two.goto(address);
    await one.bringToFront();
    await Promise.all([
      one.getByRole("button", { name: "Demande faite" }).click(),
      two.getByRole("button", { name: "Commencée" }).click(),
    ]);
    const history = await context.newPage();
    await history.goto(address);
    const kinds = await history.locator("#evenements tbody tr").allInnerTexts();
    assert.equal(kinds.filter((line) => /Demande faite/.test(line)).length, 1, kinds.join(" / "));
    assert.equal(kinds.filter((line) => /Commencée/.test(line)).length, 1, kinds.join(" / "));
  }));

test("the second of two says what happened meanwhile; contradictory ends are not both taken", () =>
  visiting({ javaScriptEnabled: false }, async (one) =>
    plainly(async (two) => {
      await fileOf(one, "places", 1);
      await press(readyStep(one));
      await two.goto(one.url());
      await press(one.getByRole("button", { name: "Demande faite" }));
      await press(two.getByRole("button", { name: "Commencée" }));
      assert.match(await message(two), /Pendant ce temps.*Demande faite/s);

      await one.goto(two.url());
      await two.goto(one.url());
      await press(one.getByRole("button", { name: "Faite", exact: true }));
      await press(two.getByRole("button", { name: "Refusée" }));
      assert.match(await two.locator(".error-summary").innerText(), /Quelqu’un vient d’enregistrer autre chose/);
      assert.equal(await two.getByLabel("Événement").inputValue(), "refused");
    })));

test("the same form sent twice counts once", () =>
  plainly(async (page, context) => {
    await fileOf(page, "places", 2);
    await press(readyStep(page));
    const address = page.url();
    const form = Object.fromEntries(await page.locator("form.quick-events input[type=hidden]").evaluateAll((inputs) =>
      inputs.map((input) => [input.name, input.value])));
    form.evenement = "requested";
    const send = () => context.request.post(address, { form, headers: { origin: server.address }, maxRedirects: 0 });
    const answers = await Promise.all([send(), send()]);
    assert.deepEqual(answers.map((answer) => answer.status()), [303, 303]);
    await page.goto(address);
    assert.equal(await page.locator("#evenements tbody tr", { hasText: "Demande faite" }).count(), 1);
  }));

test("a decision without owner is refused in French with what was typed, then taken; the next cell opens with it", () =>
  plainly(async (page) => {
    await page.goto("/cellule/2018-10-19");
    const first = page.locator('a[href*="/cas/"]').first();
    const name = (await first.innerText()).trim();
    await press(first);
    await page.getByLabel("Agir").check();
    await page.getByLabel("Pour le").fill("2018-10-31");
    await page.getByLabel("En quelques mots").fill("Appeler le bailleur « Toits »");
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.getByRole("button", { name: "Enregistrer la décision" }).click(),
    ]);
    assert.equal(answer.status(), 422);
    assert.match(await page.locator(".error-summary").innerText(), /Choisissez l’organisme qui agira/);
    assert.equal(await page.getByLabel("En quelques mots").inputValue(), "Appeler le bailleur « Toits »");
    assert.equal(await page.getByLabel("Pour le").inputValue(), "2018-10-31");
    await page.getByLabel("Organisme qui agit").selectOption({ index: 1 });
    await press(page.getByRole("button", { name: "Enregistrer la décision" }));
    assert.match(await message(page), /Décision enregistrée/);

    await page.goto("/cellule/2018-11-16");
    const earlier = page.locator("section", { has: page.getByRole("heading", { name: "Ce qui a été décidé auparavant" }) });
    const line = earlier.locator("li", { hasText: name }).first();
    assert.match(await line.innerText(), /Appeler le bailleur/);
    assert.match(await line.innerText(), /En retard/);
    assert.match(await line.innerText(), /Toujours bloqué|Débloqué/);
    await press(line.getByRole("button", { name: "Faite" }));
    assert.match(await earlier.locator("li", { hasText: name }).first().innerText(), /Faite/);
  }));

test("the keyboard alone goes from the agenda to a decision", () =>
  visiting({}, async (page) => {
    await page.goto("/cellule/2018-10-19");
    const until = async (wanted) => {
      for (let i = 0; i < 200; i += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      }
      assert.fail(`Tab does not reach ${wanted}`);
    };
    await until('a[href*="/cas/"]');
    await Promise.all([page.waitForURL(/\/cas\//), page.keyboard.press("Enter")]);
    await until("input[name=decision]");
    for (let i = 0; i < 5 && (await page.locator("input[name=decision]:checked").inputValue()) !== "close"; i += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await until("textarea[name=texte]");
    await page.keyboard.type("Plus rien à faire ici");
    await until("form button[type=submit]");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cellule\/2018-10-19$/);
    assert.match(await message(page), /Décision enregistrée/);
  }));

test("the point, the agenda and the committee print: their content, without what only a screen can use", () =>
  visiting({}, async (page) => {
    for (const path of ["/point", "/cellule/2018-10-19", "/comite"]) {
      await page.goto(path);
      await page.emulateMedia({ media: "print" });
      for (const gone of [".site-nav", ".site-footer", "[data-print]"]) {
        for (const element of await page.locator(gone).all()) assert.equal(await element.isVisible(), false, `${path}: ${gone}`);
      }
      assert.equal(await page.locator("h1").isVisible(), true);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      assert.ok(pages >= 1 && pages <= (path === "/point" ? 2 : 6), `${path}: ${pages} sheets of paper`);
      await page.emulateMedia({ media: "screen" });
    }
  }));

test("another language has its frame, and says that the rest is French", () =>
  plainly(async (page) => {
    await page.goto("/point");
    const french = await page.locator("main").innerText();
    await page.goto("/point?langue=en");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator("main").getAttribute("lang"), "fr");
    assert.equal(await page.locator("main").innerText(), french, "no word of the content is half translated");
    assert.match(await page.locator(".date-banner").innerText(), /exists in French only/);
    assert.equal(await page.locator(".site-nav a[aria-current]").innerText(), "Key figures");
    await page.goto("/nulle-part");
    assert.equal(await page.locator("h1").innerText(), "Page not found");
    await page.goto("/");
    await press(page.getByRole("link", { name: "Revenir au français" }));
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  }));

// The demonstration as its visitor meets it: each role by a click, its start page, what it may not open.
// usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, press, startServer, visitor } from "./browser.mjs";
import { checkOpenPage, checkPage } from "./checks.mjs";

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

async function visiting(does, javaScriptEnabled = false) {
  const context = await visitor(browser, { baseURL: server.address, javaScriptEnabled });
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
    sees: ["Accueil", "Dossiers", "Points de blocage", "Comité", "Dispositifs", "Quinzaine", "Le point", "Import", "Données"] },
  { role: "Gestionnaire de dispositif", start: "/dispositifs", sees: ["Dispositifs", "Quinzaine", "Le point"] },
  { role: "Membre du comité", start: "/comite", sees: ["Points de blocage", "Comité", "Dispositifs", "Quinzaine", "Le point"] },
  { role: "Délégué à la protection des données", start: "/acces", sees: ["Quinzaine", "Le point", "Données"] },
  { role: "Administrateur des comptes", start: "/comptes", sees: ["Quinzaine", "Comptes"] },
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
      await press(page.getByRole("button", { name: role }).first());
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
      await press(page.getByRole("button", { name: "Se déconnecter" }));
      assert.equal(pathOf(page), "/connexion");
      await page.goto(start);
      assert.equal(pathOf(page), "/connexion");
    }));
}

/** Signs in with the account of that name, a page of its own. */
const as = (name, does, scripts = false) =>
  visiting(async (page) => {
    await page.goto("/connexion");
    await press(page.getByRole("button", { name }));
    return does(page);
  }, scripts);
const people = async (page) => Number(/[\d\u202f\u00a0]+/.exec(await page.locator("#dossiers caption").innerText())[0].replace(/\D/g, ""));
const links = (page) => page.locator("#dossiers tbody th a").evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")));

test("each referent finds the people of their own organisation, and nobody else's", async () => {
  const all = await as("Awa Delmas", async (page) => { await page.goto("/dossiers"); return people(page); });
  const [hers, count] = await as("Samia Lefort", async (page) => { await page.goto("/dossiers"); return [await links(page), await people(page)]; });
  assert.ok(count > 0 && count < all, `${count} of ${all}`);
  await as("Inès Roussel", async (page) => {
    await page.goto("/dossiers");
    const mine = await links(page);
    assert.ok(mine.length > 0);
    assert.deepEqual(mine.filter((link) => hers.includes(link)), [], "nobody is in both lists");
    assert.equal((await page.goto(hers[0])).status(), 404);
    assert.match(await page.locator("h1").innerText(), /introuvable/);
    assert.equal((await page.goto(mine[0])).status(), 200);
  });
});

test("the prefecture reads a file without health, income, work or school, and records permits alone", () =>
  as("Yann Corbier", async (page) => {
    await page.goto("/dossiers?filtre=bloques");
    const file = (await links(page))[0];
    await page.goto(`${file}/parcours`);
    const text = await page.locator("main").innerText();
    assert.match(text, /Droits et séjour/);
    for (const hidden of ["Santé", "Ressources", "Emploi et formation", "Scolarité"]) assert.doesNotMatch(text, new RegExp(hidden));
    await press(page.locator('main li a[href*="/etapes/R"]').first());
    assert.equal(await page.getByRole("button", { name: "Enregistrer", exact: true }).count(), 1);
    await page.goto(`${file}/parcours`);
    await press(page.locator('main li a[href*="/etapes/L"]').first());
    assert.equal(await page.getByRole("button", { name: "Enregistrer", exact: true }).count(), 0);
    assert.match(await page.locator("main").innerText(), /Lecture seule/);
  }));

test("each counter of the home page opens a list of as many people, whoever looks", async () => {
  for (const name of ["Awa Delmas", "Yann Corbier"]) {
    await as(name, async (page) => {
      await page.goto("/");
      const counters = await page.locator(".counter").evaluateAll((all) =>
        all.map((link) => [link.getAttribute("href"), Number(link.querySelector(".counter__value").textContent.replace(/\D/g, ""))]));
      for (const [href, value] of counters.filter((counter) => counter[1] > 0)) {
        await page.goto(href);
        assert.equal(await people(page), value, `${name}: ${href}`);
      }
    });
  }
});

test("a file that does not open is asked for, opened for a time, or opened in an emergency that the delegate reviews", async () => {
  const [href, ref] = await as("Samia Lefort", async (page) => {
    await page.goto("/dossiers");
    return [(await links(page))[0], (await page.locator("#dossiers tbody th .soft").first().innerText()).split(",")[0]];
  });
  const row = readFileSync(join(folder, "data", "people.csv"), "utf8").split("\n").find((line) => line.startsWith(`${ref},`)).split(",");
  const exactly = encodeURIComponent(`${row[2]} ${row[3]} ${row[4]}`);
  await as("Inès Roussel", async (page) => {
    await page.goto(`/dossiers?q=${encodeURIComponent(row[2])}`);
    assert.equal(await page.getByText("Un dossier existe").count(), 0, "a name alone tells nothing");
    await page.goto(`/dossiers?q=${exactly}`);
    await press(page.getByRole("link", { name: "Demander l’accès" }));
    assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(row[2], "i"));
    await page.getByLabel("Hébergement et logement").check();
    await page.getByLabel("Pendant combien de temps").selectOption({ label: "une semaine" });
    await page.getByLabel("Pourquoi").fill("Préparer son entrée dans notre résidence");
    await press(page.getByRole("button", { name: "Demander" }));
    assert.equal((await page.goto(href)).status(), 404);
  });
  await as("Samia Lefort", async (page) => {
    await page.goto("/dossiers");
    await press(page.getByRole("link", { name: "1 demande d’accès attend votre réponse" }));
    await press(page.getByRole("button", { name: "Accorder" }));
  });
  await as("Inès Roussel", async (page) => {
    assert.equal((await page.goto(href)).status(), 200);
    assert.match(await page.locator("main").innerText(), /Ouvert à vous seul par le référent/);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const [has, shows] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
      assert.ok(has <= shows, `the granted file scrolls sideways at ${width}`);
    }
    await page.goto(`${href}/acces`);
    await page.getByLabel("Motif de l’urgence").fill("Elle est aux urgences avec son enfant");
    await page.getByLabel("Je sais que").check();
    await press(page.getByRole("button", { name: "Ouvrir en urgence" }));
    assert.match(await page.locator("main").innerText(), /Ouvert à vous seul, en urgence/);
  });
  await as("Nora Besson", async (page) => {
    assert.match(await page.locator("main").innerText(), /1 accès d’urgence attend votre avis/);
    await press(page.getByRole("button", { name: "Justifié" }).first());
    assert.doesNotMatch(await page.locator("main").innerText(), /attend votre avis/);
  });
});

test("a session is seen in one's account and can be closed from another", () =>
  visiting(async (one) =>
    visiting(async (two) => {
      for (const page of [one, two]) {
        await page.goto("/");
        await press(page.getByRole("button", { name: "Pilote à la préfecture" }));
      }
      await one.goto("/compte");
      assert.equal(await one.locator("#sessions tbody tr").count() >= 2, true);
      await press(one.getByRole("button", { name: "Fermer toutes les autres" }));
      assert.equal(await one.locator("#sessions tbody tr").count(), 1);
      await two.goto("/dossiers");
      assert.equal(pathOf(two), "/connexion");
    })));

test("a note is written by the keyboard alone, read by a colleague, and by nobody else", async () => {
  const words = "Préfère les rendez-vous du matin";
  const notes = await as("Samia Lefort", async (page) => {
    await page.goto("/dossiers");
    await page.goto((await links(page))[0]);
    await page.getByRole("link", { name: "Notes", exact: true }).press("Enter");
    const field = page.getByLabel("Note", { exact: true });
    await field.focus();
    await page.keyboard.type(words);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Note enregistrée").waitFor();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const [has, shows] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
      assert.ok(has <= shows, `the notes scroll sideways at ${width}`);
    }
    return pathOf(page);
  });
  await as("Hugo Marchetti", async (page) => {
    await page.goto(notes);
    assert.match(await page.locator("main").innerText(), new RegExp(words));
    await page.getByRole("link", { name: "Corriger la note" }).press("Enter");
    await page.getByRole("heading", { name: "Corriger une note" }).waitFor();
    assert.equal(await page.getByLabel("Note", { exact: true }).inputValue(), words);
    await page.getByLabel("Note", { exact: true }).fill("Travaille de nuit");
    await page.getByRole("button", { name: "Corriger" }).press("Enter");
    await page.getByText("Note corrigée").waitFor();
    const said = await page.locator("main").innerText();
    assert.match(said, /Travaille de nuit/);
    assert.match(said, /1 version d’avant/);
  });
  for (const name of ["Inès Roussel", "Awa Delmas", "Yann Corbier", "Marc Vidalenc"]) {
    await as(name, async (page) => {
      assert.notEqual((await page.goto(notes)).status(), 200, name);
      assert.doesNotMatch(await page.locator("main").innerText(), /Travaille de nuit/);
    });
  }
});

test("axe finds nothing on the pages of notes and of health, the forms refused and filled included", async () => {
  const holds = async (page, what) => assert.deepEqual(await checkOpenPage(page), [], what);
  await as("Nora Besson", async (page) => {
    await page.goto("/sante");
    await holds(page, "health, off");
    await page.getByLabel("Hébergeur certifié", { exact: true }).fill("Hébergeur SA");
    await page.getByLabel("Référence du certificat HDS").fill("HDS-7");
    await page.getByLabel("Dernier jour du certificat").fill("2019-10-12");
    await press(page.getByRole("button", { name: "Permettre" }));
    await page.getByText("Cochez la case").first().waitFor();
    await holds(page, "health, refused");
    await page.getByLabel("Je reconnais que").check();
    await press(page.getByRole("button", { name: "Permettre" }));
    await page.getByText("Indications de santé permises jusqu’au").waitFor();
    await page.getByLabel("Nommer un compte").selectOption({ index: await page.getByLabel("Nommer un compte")
      .locator("option").evaluateAll((all) => all.findIndex((one) => one.textContent.includes("Samia Lefort"))) });
    await press(page.getByRole("button", { name: "Nommer" }));
    await page.getByText("Ce compte lit les indications").waitFor();
    await holds(page, "health, on and somebody named");
    for (const path of ["/acces", "/conservation"]) {
      await page.goto(path);
      await holds(page, path);
    }
  }, true);
  await as("Samia Lefort", async (page) => {
    await page.goto("/dossiers");
    await holds(page, "the list");
    const file = (await links(page))[0];
    await page.goto(`${file}/sante`);
    await holds(page, "the flags, none ticked");
    await page.evaluate(() => document.querySelector('label[for="champ-orientation"]').remove());
    assert.match((await checkOpenPage(page)).join("\n"), /axe label/, "a box without its label is found");
    await page.reload();
    await page.getByLabel("Orientation santé nécessaire").check();
    await press(page.getByRole("button", { name: "Enregistrer" }));
    await page.getByText("Indications enregistrées").waitFor();
    await holds(page, "the flags, one ticked");
    await page.goto(`${file}/notes`);
    await page.getByLabel("Note", { exact: true }).fill("Préfère les rendez-vous du matin, et le dit");
    await press(page.getByRole("button", { name: "Enregistrer la note" }));
    await page.getByText("Note enregistrée").waitFor();
    await holds(page, "notes, one written");
    await press(page.getByRole("link", { name: "Corriger la note" }).first());
    await holds(page, "notes, one to correct");
    await page.goto(`${file}/notes`);
    await press(page.getByRole("button", { name: "Enregistrer la note" }));
    await holds(page, "notes, the browser or the program refuses an empty one");
    await page.getByLabel("Note", { exact: true }).fill("Convertie au christianisme");
    await press(page.getByRole("button", { name: "Enregistrer la note" }));
    await holds(page, "notes, the warning of a free text");
  }, true);
  // Openings of the test before still stand in the list of whom they were given to.
  await as("Inès Roussel", async (page) => {
    await page.goto("/dossiers");
    assert.ok(await page.getByText("Ouvert à vous seul").count() > 0);
    await holds(page, "a list with a file open to the account alone");
  }, true);
});

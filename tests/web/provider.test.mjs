// Signing in through a provider of identities: a certified one on this machine, honest, then tampered with.
// usage: JALON=build/dev/bin/jalon [ENGINE=postgresql bin/with-postgres] node --test …
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { Agent } from "./agent.mjs";
import { freshDatabase } from "./database.mjs";
import { freePort, openBrowser, press, startServer, visitor } from "./browser.mjs";
import { CLIENT, Provider, forged, newKey } from "./provider.mjs";

const program = process.env.JALON ?? "build/dev/bin/jalon";
const folder = mkdtempSync(join(tmpdir(), "jalon-provider-"));
const { database: db, drop: dropDatabase } = freshDatabase(folder, process.env.ENGINE);
const keys = ["--keys", join(folder, "jalon.keys")];
const SIRET = { CECLER: "77920000000011", PREF63: "13002526500013", GRETA: "19630000000018" };
const PASSWORD = "cheval agrafe pile correct";
let provider;
let server;
let site;
let port;

/** The settings, with those that a test changes. */
function settings(name, changes = {}) {
  const lines = { issuer: provider.issuer, client_id: CLIENT.id, client_secret_file: join(folder, "secret"), site,
    scopes: ["openid", "given_name", "usual_name", "email", "uid", "siret", "idp_id"], second_factor_amr: ["mfa"],
    call_seconds: 2, sign_in_seconds: 4, ...changes };
  const text = Object.entries(lines).filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join("\n");
  const path = join(folder, `${name}.toml`);
  writeFileSync(path, `${text}\n[organisations]\n"${SIRET.PREF63}" = "PREF63"\n`);
  return path;
}
const jalon = (...words) => execFileSync(program, words, { encoding: "utf8" });
const serve = (file, at = port) => startServer(program, ["serve", "--db", db, ...keys, "--port", String(at), "--provider", file]);
/** Invites somebody; gives the link. */
function invite(email, role, organisation) {
  const said = jalon("user", "invite", "--db", db, ...keys, "--email", email, "--name", email, "--role", role, "--json",
    ...(organisation ? ["--organisation", organisation] : []));
  return new URL(JSON.parse(said).link).pathname;
}
/** Stops the server for what only the terminal does, then goes on. */
async function meanwhile(does) {
  await server.stop();
  try {
    return await does();
  } finally {
    server = await serve(join(folder, "main.toml"));
  }
}

before(async () => {
  port = await freePort();
  site = `http://127.0.0.1:${port}`;
  const data = join(folder, "data");
  cpSync("tests/fixtures/small", data, { recursive: true });
  const list = join(data, "organisations.csv");
  writeFileSync(list, readFileSync(list, "utf8").replace(/^(CECLER,.*,)$/m, `$1${SIRET.CECLER}`).replace(/^(GRETA,.*,)$/m, `$1${SIRET.GRETA}`));
  jalon("import", "--db", db, ...keys, data);
  provider = await new Provider(site).start();
  writeFileSync(join(folder, "secret"), `${CLIENT.secret}\n`, { mode: 0o600 });
  for (const name of ["lea", "noe", "eva", "tom", "zoe", "ines", "paul", "nora", "ugo", "rosa", "malo"]) {
    invite(`${name}@cecler.example`, "referent", "CECLER");
  }
  invite("coralie@pref.example", "coordinator", "PREF63");
  invite("ada@jalon.example", "administrator");
  links.local = invite("local@cecler.example", "referent", "CECLER");
  invite("ferme@cecler.example", "referent", "CECLER");
  jalon("user", "disable", "--db", db, ...keys, "--email", "ferme@cecler.example");
  server = await serve(settings("main"));
});
after(async () => {
  assert.equal(await server?.stop(), 0, "the server stops in order");
  await provider?.stop();
  dropDatabase();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => provider.honest());
const links = {};

/** Somebody of CECLER whom the provider knows. */
const person = (name, more = {}) => ({ sub: more.sub ?? `sub-${name}`, amr: more.amr, acr: more.acr,
  claims: { email: `${name}@cecler.example`, given_name: name, usual_name: "Essai", uid: name, siret: SIRET.CECLER, idp_id: "idp-1", ...more.claims } });
const isReturn = (address) => address.startsWith(`${site}/connexion/retour`);
/** Leaves for the provider and comes back as `who`, stopping before our own return page is asked. */
async function returning(agent, who, back = "/dossiers") {
  provider.person = who;
  const answer = await agent.follow(`/connexion/fournisseur?retour=${encodeURIComponent(back)}`, isReturn);
  assert.ok(answer.to && isReturn(answer.to), `came back: ${answer.status} ${answer.url} ${answer.text.slice(0, 300)}`);
  return answer.to;
}
async function signIn(who, agent = new Agent(site)) {
  return { agent, answer: await agent.ask(await returning(agent, who)) };
}
const reason = (answer) => /Motif, pour l’administrateur des comptes\s*: ([\w.]+)/.exec(answer.text)?.[1];
async function nobodyIn(agent) {
  assert.equal(agent.cookie("jalon_session"), undefined);
  assert.equal((await agent.ask("/dossiers")).status, 303);
}
async function isRefused(who, why, status, agent = new Agent(site)) {
  const { answer } = await signIn(who, agent);
  assert.equal(reason(answer), why, answer.text.slice(0, 2000));
  assert.equal(answer.status, status);
  assert.match(answer.text, /Que faire/);
  await nobodyIn(agent);
  return answer;
}
async function isIn({ agent, answer }) {
  assert.equal(answer.status, 303, `${reason(answer)} ${answer.text.slice(0, 400)}`);
  assert.equal(answer.to, `${site}/dossiers`);
  assert.equal((await agent.ask("/dossiers")).status, 200);
  return agent;
}

test("in a browser without scripts: the button, the page that was asked, the account tied, out of both", async () => {
  const browser = await openBrowser();
  try {
    const context = await visitor(browser, { baseURL: site, javaScriptEnabled: false });
    const page = await context.newPage();
    provider.person = person("lea");
    await page.goto("/dispositifs");
    await press(page.getByRole("link", { name: "S’identifier avec ProConnect" }));
    assert.equal(new URL(page.url()).href, `${site}/dispositifs`);
    assert.match(await page.locator("main").innerText(), /Votre compte est relié à ProConnect/);
    await page.goto("/compte");
    assert.match(await page.locator("main").innerText(), /Ce compte s’ouvre par ProConnect/);
    assert.equal(await page.getByRole("link", { name: "Changer de mot de passe" }).count(), 0);
    await press(page.getByRole("button", { name: "Se déconnecter" }));
    await page.waitForURL(/session\/end/);
    assert.ok(page.url().startsWith(`${provider.issuer}/session/end?`));
    const asked = new URL(page.url()).searchParams;
    assert.deepEqual([...asked.keys()].sort(), ["id_token_hint", "post_logout_redirect_uri", "state"]);
    await press(page.getByRole("button", { name: "Quitter" }));
    assert.equal(new URL(page.url()).pathname, "/connexion");
    assert.match(await page.locator("body").innerText(), /Vous êtes déconnecté, de ProConnect aussi/);
    assert.equal((await page.goto("/compte")).request().redirectedFrom() !== null, true);
  } finally {
    await browser.close();
  }
});

test("what is asked is what ProConnect lists and nothing else; with PKCE, its challenge besides", async () => {
  const asked = async (changes) => {
    const other = await freePort();
    const one = await serve(settings("asked", changes), other).catch((error) => { throw error; });
    try {
      const answer = await new Agent(`http://127.0.0.1:${other}`).ask("/connexion/fournisseur");
      assert.equal(answer.status, 303, answer.text.slice(0, 500));
      return new URL(answer.to).searchParams;
    } finally {
      await one.stop();
    }
  };
  await meanwhileStopped(async () => {
    const plain = await asked({ pkce: false });
    assert.deepEqual([...plain.keys()].sort(), ["claims", "client_id", "nonce", "redirect_uri", "response_type", "scope", "state"]);
    assert.ok(plain.get("state").length >= 32 && plain.get("nonce").length >= 32 && plain.get("state") !== plain.get("nonce"));
    assert.equal(plain.get("redirect_uri"), `${site}/connexion/retour`);
    assert.equal(plain.get("response_type"), "code");
    assert.deepEqual(JSON.parse(plain.get("claims")), { id_token: { amr: { essential: true } } });
    const more = await asked({ acr: ["eidas2"] });
    assert.deepEqual(JSON.parse(more.get("claims")).id_token.acr, { essential: true, values: ["eidas2"] });
    assert.equal(more.get("code_challenge_method"), "S256");
    assert.equal(more.get("code_challenge").length, 43);
  });
});
async function meanwhileStopped(does) { await meanwhile(does); }

test("the identity is the provider's subject: the address may change, another subject does not take the account", async () => {
  const agent = await isIn(await signIn(person("noe")));
  assert.equal(new URL((await agent.ask("/connexion")).to).pathname, "/");
  const moved = await isIn(await signIn(person("noe", { claims: { email: "autre@cecler.example" } })));
  assert.match((await moved.ask("/compte")).text, /noe@cecler\.example/);
  await isRefused(person("noe", { sub: "sub-imposteur" }), "provider.other_identity", 403);
});

test("each signing in gives a new session and ends the one before", async () => {
  const agent = await isIn(await signIn(person("eva")));
  const first = agent.cookie("jalon_session");
  await isIn(await signIn(person("eva"), agent));
  assert.notEqual(agent.cookie("jalon_session"), first);
  const thief = new Agent(site);
  assert.equal((await thief.ask("/dossiers", { headers: { cookie: `jalon_session=${first}` } })).status, 303);
});

test("unknown people and organisations, closed accounts: a page that says what to do", async () => {
  const unknown = await isRefused(person("inconnu"), "provider.account_unknown", 403);
  assert.match(unknown.text, /inconnu@cecler\.example/);
  assert.match(unknown.text, /Se déconnecter de ProConnect/);
  const elsewhere = await isRefused(person("tom", { claims: { siret: "99999999999999" } }), "provider.organisation_unknown", 403);
  assert.match(elsewhere.text, /99999999999999/);
  await isRefused(person("tom", { claims: { siret: undefined } }), "provider.organisation_unknown", 403);
  await isRefused(person("tom", { claims: { siret: SIRET.GRETA } }), "provider.organisation_other", 403);
  await isRefused(person("ferme"), "provider.account_disabled", 403);
  await isRefused(person("tom", { claims: { email_verified: false } }), "provider.email_unverified", 403);
  await isIn(await signIn(person("tom")));
  await isRefused(person("tom", { claims: { siret: SIRET.GRETA } }), "provider.organisation_other", 403);
});

test("a coordinator and an administrator need two factors, and then no code of ours", async () => {
  const coralie = (amr) => person("coralie", { amr, claims: { email: "coralie@pref.example", siret: SIRET.PREF63 } });
  await isRefused(coralie(["pwd"]), "provider.second_factor", 403);
  await isIn(await signIn(coralie(["pwd", "mfa"])));
  await isRefused(coralie(["pwd"]), "provider.second_factor", 403);
  const ada = (amr) => person("ada", { amr, claims: { email: "ada@jalon.example", siret: SIRET.CECLER } });
  await isRefused(ada(["pwd", "mail"]), "provider.second_factor", 403);
  const { agent, answer } = await signIn(ada(["mfa"]));
  assert.equal(answer.status, 303);
  assert.equal((await agent.ask("/compte")).status, 200);
});

test("an account with a password is tied from one's own account only, by who is signed in", async () => {
  const agent = new Agent(site);
  assert.equal((await agent.post(links.local, { motdepasse: PASSWORD, encore: PASSWORD })).status, 303);
  await isRefused(person("local"), "provider.not_linked", 403);
  const on = await agent.post("/compte/fournisseur", {}, "/compte");
  assert.equal(on.status, 200, on.text.slice(0, 500));
  const there = /url=(.*)/.exec(on.headers.refresh)[1];
  assert.ok(there.startsWith(`${provider.issuer}/auth?`));
  provider.person = person("local", { claims: { email: "autre-adresse@cecler.example" } });
  const back = await agent.follow(there, isReturn);
  // Somebody else cannot finish what this account began, even with the cookie of the departure.
  const other = new Agent(site);
  const cookie = `jalon_fournisseur=${agent.cookie("jalon_fournisseur")}`;
  assert.equal(reason(await other.ask(back.to, { headers: { cookie } })), "provider.state");
  assert.equal((await agent.ask(back.to)).to, `${site}/compte`);
  await isIn(await signIn(person("local")));
});

const tampered = {
  "signed by another key of the same name": ["oidc.signature", () => provider.tamperToken(undefined, {}, () => ({ ...newKey("RS256", "x"), kid: provider.key.kid }))],
  "signed by a key that nobody publishes": ["oidc.key_unknown", () => provider.tamperToken(undefined, {}, () => newKey("RS256", "intruse"))],
  "changed after it was signed": ["oidc.signature", () => provider.tamper("/token", (body) => {
    const [head, , signature] = body.id_token.split(".");
    return { ...body, id_token: [head, forged(body.id_token, provider.key, (claims) => ({ ...claims, sub: "sub-lea" })).split(".")[1], signature].join(".") };
  })],
  "without signature (alg none)": ["oidc.token", () => provider.tamperToken(undefined, { alg: "none" })],
  "signed with the public key as a secret (HS256)": ["oidc.token", () => provider.tamperToken(undefined, { alg: "HS256" })],
  "with another nonce": ["oidc.nonce", () => provider.tamperToken((claims) => ({ ...claims, nonce: "0".repeat(64) }))],
  "without a nonce": ["oidc.nonce", () => provider.tamperToken((claims) => ({ ...claims, nonce: undefined }))],
  "of another issuer": ["oidc.issuer", () => provider.tamperToken((claims) => ({ ...claims, iss: "https://autre.example" }))],
  "for another client": ["oidc.audience", () => provider.tamperToken((claims) => ({ ...claims, aud: "autre-client" }))],
  "for several clients, without saying which": ["oidc.audience", () => provider.tamperToken((claims) => ({ ...claims, aud: [CLIENT.id, "autre"] }))],
  "without a way of signing in (amr)": ["oidc.amr", () => provider.tamperToken((claims) => ({ ...claims, amr: undefined }))],
  "tied to another access token": ["oidc.access_token", () => provider.tamperToken((claims) => ({ ...claims, at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }))],
};
for (const [what, [why, tamper]] of Object.entries(tampered)) {
  test(`a token ${what} lets nobody in`, async () => {
    tamper();
    await isRefused(person("ines"), why, why === "oidc.amr" ? 403 : 400);
  });
}
test("the same person comes in once the provider is honest again", async () => { await isIn(await signIn(person("ines"))); });

test("user-info is believed when signed, for us, of the same person", async () => {
  provider.tamper("/me", (body) => forged(body, { ...newKey("RS256", "x"), kid: provider.key.kid }));
  await isRefused(person("paul"), "oidc.signature", 400);
  provider.tamper("/me", (body) => forged(body, provider.key, (claims) => ({ ...claims, sub: "sub-lea" })));
  await isRefused(person("paul"), "oidc.subject", 400);
  provider.tamper("/me", (body) => forged(body, provider.key, (claims) => ({ ...claims, aud: "autre" })));
  await isRefused(person("paul"), "oidc.audience", 400);
  provider.tamper("/me", (body, ctx) => {
    ctx.type = "application/json";
    return JSON.parse(Buffer.from(body.split(".")[1], "base64url"));
  });
  await isRefused(person("paul"), "oidc.user_info_unsigned", 400);
  provider.honest();
  await isIn(await signIn(person("paul")));
});

test("clocks may differ by less than thirty seconds, either way", async () => {
  const shifted = (seconds) => provider.tamperToken((claims) => ({ ...claims, iat: claims.iat + seconds, exp: claims.iat + seconds + 60 }));
  shifted(25);
  await isIn(await signIn(person("nora")));
  shifted(40);
  await isRefused(person("nora"), "oidc.early", 400);
  shifted(-80);  // expired 20 s ago
  await isIn(await signIn(person("nora")));
  shifted(-95);  // 35 s ago
  await isRefused(person("nora"), "oidc.expired", 400);
});

test("a code that expired, a code used before: refused by the provider, said by us", async () => {
  provider.codesLive(1);
  const agent = new Agent(site);
  const late = await returning(agent, person("ugo"));
  await new Promise((resolve) => { setTimeout(resolve, 2100); });
  assert.equal(reason(await agent.ask(late)), "oidc.code");
  await nobodyIn(agent);
  provider.honest();
  const used = await returning(agent, person("ugo"));
  assert.equal((await agent.ask(used)).to, `${site}/dossiers`);
  // The code of then with the state of now.
  const again = new Agent(site);
  const now = new URL(await returning(again, person("ugo")));
  now.searchParams.set("code", new URL(used).searchParams.get("code"));
  assert.equal(reason(await again.ask(now.href)), "oidc.code");
  await nobodyIn(again);
});

test("a return is taken once, even by a provider that would take its code again", async () => {
  let kept;
  provider.tamper("/token", (body, ctx) => {
    if (body.id_token) kept = body;
    ctx.status = 200;
    return kept;
  });
  const agent = new Agent(site);
  const address = await returning(agent, person("rosa"));
  const cookie = `jalon_fournisseur=${agent.cookie("jalon_fournisseur")}`;
  assert.equal((await agent.ask(address)).status, 303);
  assert.equal(agent.cookie("jalon_fournisseur"), undefined);
  assert.equal(reason(await agent.ask(address)), "provider.state");
  const thief = new Agent(site);
  assert.equal(reason(await thief.ask(address, { headers: { cookie } })), "provider.used");
  await nobodyIn(thief);
});

test("a return belongs to the browser that left, with its state; another provider's is refused", async () => {
  const agent = new Agent(site);
  const address = await returning(agent, person("rosa"));
  const victim = new Agent(site);
  assert.equal(reason(await victim.ask(address)), "provider.state");
  await nobodyIn(victim);
  const other = new URL(address);
  other.searchParams.set("state", "f".repeat(64));
  const kept = agent.cookie("jalon_fournisseur");
  assert.equal(reason(await agent.ask(other.href)), "provider.state");
  assert.equal(agent.cookie("jalon_fournisseur"), kept, "a forged return does not end the sign-in that is under way");
  await isIn({ agent, answer: await agent.ask(address) });
  await agent.post("/deconnexion", {}, "/compte");
  const mixed = new URL(await returning(agent, person("rosa")));
  mixed.searchParams.set("iss", "https://autre.example");
  assert.equal(reason(await agent.ask(mixed.href)), "oidc.issuer");
  const silent = new URL(await returning(agent, person("rosa")));
  silent.searchParams.delete("iss");
  assert.equal(reason(await agent.ask(silent.href)), "oidc.issuer");
  const broken = await returning(agent, person("rosa"));
  const torn = agent.cookie("jalon_fournisseur").replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  assert.equal(reason(await new Agent(site).ask(broken, { headers: { cookie: `jalon_fournisseur=${torn}` } })), "provider.state");
  await nobodyIn(agent);
});

test("who gives up at the provider finds a page of ours, without a word of what it sent", async () => {
  const answer = await isRefused({ ...person("rosa"), declines: true }, "provider.declined", 403);
  assert.doesNotMatch(answer.text, /abandon<|access_denied|&lt;b&gt;/);
});

test("keys that changed are read again; the first key opens nothing any more", async () => {
  await isIn(await signIn(person("malo")));
  const old = provider.key;
  provider.rotate();
  await isIn(await signIn(person("malo")));
  provider.tamperToken(undefined, {}, () => old);
  await isRefused(person("malo"), "oidc.key_unknown", 400);
});

test("a provider that signs with ES256 is believed too", async () => {
  provider.rotate("ES256");
  await isIn(await signIn(person("malo")));
  provider.tamperToken(undefined, {}, () => ({ ...newKey("ES256", "x"), kid: provider.key.kid }));
  await isRefused(person("malo"), "oidc.signature", 400);
  provider.honest();
  provider.rotate("RS256");
  await isIn(await signIn(person("malo")));
});

test("a slow provider holds a few, the others are told to wait, everybody else is served", async () => {
  const agents = Array.from({ length: 12 }, () => new Agent(site));
  const returns = [];
  for (const agent of agents) returns.push(await returning(agent, person("malo")));
  provider.delays.set("/token", 20000);
  const begun = Date.now();
  const waiting = agents.map((agent, i) => agent.ask(returns[i]).then((answer) => [reason(answer), answer, Date.now() - begun]));
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  const asked = Date.now();
  assert.equal((await new Agent(site).ask("/connexion")).status, 200);
  const local = new Agent(site);
  const inside = await local.post("/connexion", { adresse: "local@cecler.example", motdepasse: PASSWORD });
  assert.equal(inside.status, 303, "signing in with a password works meanwhile");
  assert.ok(Date.now() - asked < 1500, `others waited ${Date.now() - asked} ms`);
  const answers = await Promise.all(waiting);
  const count = (why) => answers.filter(([one]) => one === why).length;
  assert.equal(count("oidc.provider_silent"), 3);
  assert.equal(count("provider.busy"), 9);
  for (const [why, answer, ms] of answers) {
    assert.equal(answer.status, 503);
    assert.ok(ms < 4000, `${why} after ${ms} ms`);
    if (why === "provider.busy") assert.equal(answer.headers.refresh, "2");
  }
  // Who was told to wait kept their return.
  provider.delays.clear();
  const told = answers.findIndex(([why]) => why === "provider.busy");
  assert.equal((await agents[told].ask(returns[told])).status, 303);
});

test("a dead provider: said at once, the password still opens", async () => {
  const agent = new Agent(site);
  const address = await returning(agent, person("malo"));
  provider.silent = true;
  const answer = await agent.ask(address);
  assert.equal(reason(answer), "oidc.provider_down");
  assert.equal(answer.status, 503);
  assert.match(answer.text, /mot de passe fonctionne/);
  const local = new Agent(site);
  assert.equal((await local.post("/connexion", { adresse: "local@cecler.example", motdepasse: PASSWORD })).status, 303);
});

test("no redirection is followed, no endless answer is read", async () => {
  let asked = 0;
  const other = await new Provider(site).start();
  other.handler = (request, response) => { ++asked; response.end("{}"); };
  provider.tamper("/token", (body, ctx) => { ctx.status = 307; ctx.set("Location", `${other.issuer}/vol`); return ""; });
  await isRefused(person("malo"), "oidc.provider_answer", 503);
  assert.equal(asked, 0, "the code and the secret went nowhere else");
  await other.stop();
  provider.tamper("/token", (body) => ({ ...body, remplissage: "x".repeat(200000) }));
  await isRefused(person("malo"), "oidc.provider_answer", 503);
});

test("endpoints on a host that is not declared are refused before anything is sent there", async () => {
  provider.tamper("/.well-known/openid-configuration", (body) => ({ ...body, token_endpoint: "https://voleur.example/token" }));
  await meanwhile(async () => {});
  const answer = await new Agent(site).ask("/connexion/fournisseur");
  assert.equal(reason(answer), "oidc.discovery");
  provider.tamper("/.well-known/openid-configuration", (body) => ({ ...body, issuer: "https://autre.example" }));
  assert.equal(reason(await new Agent(site).ask("/connexion/fournisseur")), "oidc.discovery");
  provider.honest();
  await isIn(await signIn(person("malo")));
});

test("the secret, the codes, the tokens and who signs in are in no line of the log", async () => {
  const agent = new Agent(site);
  const address = await returning(agent, person("malo"));
  provider.tamper("/token", (body) => ({ ...body, id_token: forged(body.id_token, newKey("RS256", "x")) }));
  await agent.ask(address);
  const log = server.output();
  assert.match(log, /sign-in refused: oidc\.key_unknown/);
  for (const hidden of [CLIENT.secret, new URL(address).searchParams.get("code"), new URL(address).searchParams.get("state"), "sub-malo", "malo@", "eyJ"]) {
    assert.ok(!log.includes(hidden), hidden);
  }
  assert.ok(!jalon("serve", "--help").includes("secret="));
});

test("settings that would be unsafe are refused, with the line and without the secret", async () => {
  const refusal = (file) => {
    const run = spawnSync(program, ["serve", "--db", db, ...keys, "--port", "0", "--provider", file], { encoding: "utf8", timeout: 20000 });
    assert.equal(run.status, 1, run.stdout + run.stderr);
    assert.ok(!run.stderr.includes(CLIENT.secret));
    return run.stderr;
  };
  await meanwhile(async () => {
    assert.match(refusal(settings("bad", { client_secret: CLIENT.secret })), /ligne \d+, client_secret.*ne s’écrit pas ici/);
    assert.match(refusal(settings("bad", { issuer: "http://proconnect.example/api/v2" })), /issuer.*https/);
    assert.match(refusal(settings("bad", { algorithms: ["HS256"] })), /RS256 et ES256 seuls/);
    assert.match(refusal(settings("bad", { couleur: "bleu" })), /ligne \d+, couleur.*inconnu/);
    assert.match(refusal(settings("bad", { client_secret_file: undefined })), /l’un des deux/);
    chmodSync(join(folder, "secret"), 0o644);
    assert.match(refusal(settings("bad")), /lisible par tous/);
    chmodSync(join(folder, "secret"), 0o600);
  });
});

test("over TLS the certificate of the provider is checked, its name too", async () => {
  const make = (name) => {
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout",
      join(folder, `${name}.key`), "-out", join(folder, `${name}.pem`), "-subj", "/CN=essai", "-addext", `subjectAltName=${name}`], { stdio: "ignore" });
    return { key: readFileSync(join(folder, `${name}.key`)), cert: readFileSync(join(folder, `${name}.pem`)) };
  };
  const outcome = async (tls, changes) => {
    const far = await new Provider(site, { tls }).start();
    try {
      return await meanwhile(async () => {
        const other = await freePort();
        const one = await serve(settings("tls", { issuer: far.issuer, ...changes }), other);
        try {
          const answer = await new Agent(`http://127.0.0.1:${other}`).ask("/connexion/fournisseur");
          return answer.to ? "leaves" : reason(answer);
        } finally {
          await one.stop();
        }
      });
    } finally {
      await far.stop();
    }
  };
  const ours = make("IP:127.0.0.1");
  assert.equal(await outcome(ours, {}), "oidc.provider_down", "nobody vouches for it");
  assert.equal(await outcome(ours, { ca_file: join(folder, "IP:127.0.0.1.pem") }), "leaves");
  const another = make("DNS:autre.example");
  assert.equal(await outcome(another, { ca_file: join(folder, "DNS:autre.example.pem") }), "oidc.provider_down", "another name");
});

// The server beyond loopback: refused without accounts and TLS, then reached over TLS as a browser would.
// usage: JALON=build/dev/bin/jalon node --test …
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:https";
import { connect } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startServer } from "./browser.mjs";

const program = process.env.JALON ?? "build/dev/bin/jalon";
const folder = mkdtempSync(join(tmpdir(), "jalon-tls-"));
const db = join(folder, "jalon.db");
const certificate = join(folder, "certificate.pem");
const key = join(folder, "key.pem");
const tls = ["--tls-cert", certificate, "--tls-key", key];
before(() => {
  execFileSync(program, ["import", "--db", db, "tests/fixtures/small"], { stdio: "ignore" });
  makeCertificate(2);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What `jalon serve` says when it refuses. */
function refusal(words) {
  const run = spawnSync(program, ["serve", "--db", db, "--port", "0", ...words], { encoding: "utf8", timeout: 20000 });
  assert.equal(run.status, 1, run.stdout);
  return run.stderr;
}
const ask = (address, path) =>
  new Promise((resolve, reject) => {
    get(address + path, { ca: readFileSync(certificate) }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => { body += chunk; });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    }).once("error", reject);
  });

test("without accounts nobody from elsewhere is answered, TLS or not", () => {
  assert.match(refusal(["--address", "0.0.0.0", ...tls]), /tant que les comptes n’existent pas/);
  assert.match(refusal(["--behind-proxy", "127.0.0.1"]), /tant que les comptes n’existent pas/);
});

test("on this machine TLS needs no account; a certificate without its key, or no certificate, is said", () => {
  assert.match(refusal(["--tls-cert", certificate]), /vont ensemble/);
  assert.match(refusal(["--tls-cert", key, "--tls-key", certificate]), /ne conviennent pas/);
  assert.match(refusal(["--tls-cert", join(folder, "none.pem"), "--tls-key", key]), /ne peut pas être lu/);
});

/** One that ended in 2020: openssl gives past days through its authority only. */
function makeExpired() {
  const at = (name) => join(folder, name);
  writeFileSync(at("ca.cnf"), `[ca]\ndefault_ca=d\n[d]\ndatabase=${at("index")}\nserial=${at("serial")}\nnew_certs_dir=${folder}\n` +
    "default_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n");
  writeFileSync(at("index"), "");
  writeFileSync(at("serial"), "01\n");
  const openssl = (...words) => execFileSync("openssl", words, { stdio: "ignore" });
  openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
    "-out", at("request.pem"), "-subj", "/CN=expired");
  openssl("ca", "-batch", "-notext", "-selfsign", "-config", at("ca.cnf"), "-keyfile", key, "-in", at("request.pem"),
    "-out", certificate, "-startdate", "20200101000000Z", "-enddate", "20200201000000Z");
}
/** A certificate for localhost. */
function makeCertificate(days, name = "localhost") {
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", String(days),
    "-keyout", key, "-out", certificate, "-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
  { stdio: "ignore" });
}
async function until(what, ms = 10000) {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) if (what()) return;
  assert.fail("it did not come");
}

test("a certificate that expired is said; a renewed one is met without a restart, a bad one is refused and the old stays", async () => {
  const server = await startServer(program, ["serve", "--db", db, "--port", "0", ...tls]);
  try {
    await until(() => /expire le .*, dans 1\sjour/.test(server.output()));
    const kept = new Agent({ keepAlive: true, maxSockets: 1, ca: readFileSync(certificate) });
    const served = (agent) =>
      new Promise((resolve) => {
        get(`${server.address}/connexion`, agent ? { agent } : { ca: readFileSync(certificate) }, (answer) => {
          const { subject } = answer.socket.getPeerCertificate();
          answer.resume().on("end", () => resolve(subject?.CN ?? "kept"));
        }).once("error", (error) => resolve(error.code));
      });
    assert.equal(await served(kept), "localhost");
    const reload = async (said) => {
      const before = server.output().length;
      process.kill(server.pid, "SIGHUP");
      await until(() => said.test(server.output().slice(before)));
    };
    makeCertificate(90, "renewed");
    await reload(/certificat TLS relu, valable jusqu’au \d\d\/\d\d\/\d{4}/);
    assert.equal(await served(), "renewed");
    assert.equal(await served(kept), "localhost", "what was connected goes on");
    const good = readFileSync(certificate);
    writeFileSync(certificate, readFileSync(key));
    await reload(/ne conviennent pas.*Le certificat d’avant reste/);
    writeFileSync(certificate, "");
    await reload(/ne peut pas être lu.*Le certificat d’avant reste/);
    writeFileSync(certificate, good);
    assert.equal(await served(), "renewed");
    makeExpired();
    await reload(/a expiré le .* les navigateurs refusent ce serveur/);
    assert.equal(await served(), "CERT_HAS_EXPIRED");
    makeCertificate(2, "localhost");
    await reload(/certificat TLS relu/);
    assert.equal(await served(), "localhost", "it is reached again");
    kept.destroy();
  } finally {
    assert.equal(await server.stop(), 0, "the server stops in order");
  }
});

test("with accounts and TLS it is reached from elsewhere, asks to sign in, and keeps its cookies on TLS", async () => {
  execFileSync(program, ["user", "invite", "--db", db, "--email", "ada@jalon.example", "--name", "Ada", "--role", "administrator"]);
  assert.match(refusal(["--address", "0.0.0.0"]), /ne passent que par TLS/);
  const server = await startServer(program, ["serve", "--db", db, "--port", "0", "--address", "0.0.0.0", ...tls]);
  try {
    const address = server.address.replace("0.0.0.0", "localhost");
    assert.match(address, /^https:/);
    const away = await ask(address, "/dossiers");
    assert.equal(away.status, 303);
    assert.equal(away.headers.location, "/connexion?retour=%2Fdossiers");
    const door = await ask(address, "/connexion");
    assert.equal(door.status, 200);
    assert.match(door.headers["strict-transport-security"], /max-age=31536000/);
    for (const cookie of door.headers["set-cookie"]) assert.match(cookie, /HttpOnly.*Secure/);
    const { port } = new URL(address);
    const protocol = (version) =>
      new Promise((resolve) => {
        const socket = connect({ host: "localhost", port, ca: readFileSync(certificate), minVersion: version, maxVersion: version,
          ciphers: "DEFAULT@SECLEVEL=0" }, () => { resolve(socket.getProtocol()); socket.end(); });
        socket.once("error", () => resolve("refused"));
      });
    assert.equal(await protocol("TLSv1.3"), "TLSv1.3");
    assert.equal(await protocol("TLSv1.2"), "TLSv1.2");
    assert.equal(await protocol("TLSv1.1"), "refused");
  } finally {
    assert.equal(await server.stop(), 0, "the server stops in order");
  }
});

// A backup made while people write, restored in another folder with the keys: whole, readable, and everything that was
// acknowledged before it began. And the drill, one command, that says so or says what is missing.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { startPostgres } from "./postgres.mjs";
import * as jalon from "./program.mjs";

/** Starts the program beside the writers, without holding them up. */
async function beside(args) {
  const { spawn } = await import("node:child_process");
  const child = spawn(jalon.program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  const code = await new Promise((done) => child.once("close", done));
  return { code, text };
}

async function backUpWhileWriting(db, folder) {
  const keys = `${folder}/keys`;
  jalon.importRecords(jalon.writeRecords(folder, 60), db, keys);
  const server = await jalon.serve(["--db", db, "--keys", keys, "--today", jalon.today]);
  const sent = [];
  const acknowledged = [];
  let writing = true;
  const writers = Array.from({ length: 8 }, async (_, i) => {
    const client = new jalon.Client(server.address);
    for (let n = 0; writing; ++n) {
      const form = jalon.projectForm(`B${i}x${n}`);
      sent.push(form.fields.titre);
      assert.equal((await client.post(form.path, form.fields)).status, 303);
      acknowledged.push(form.fields.titre);
      await jalon.pause(5);
    }
    client.close();
  });
  while (acknowledged.length < 20) await jalon.pause(10);
  const before = [...acknowledged];
  const drilled = await beside(["drill", "--db", db, "--keys", keys]);
  assert.equal(drilled.code, 0, drilled.text);
  assert.match(drilled.text, /Exercice réussi/);
  assert.match(drilled.text, /Noms\s: (\d+) lisibles sur \1, 0 clés détruites/);
  const made = await beside(["backup", "--db", db, "--to", `${folder}/copy.db`]);
  assert.equal(made.code, 0, made.text);
  const during = acknowledged.length - before.length;
  assert.ok(during > 0, "nobody wrote meanwhile");
  writing = false;
  await Promise.all(writers);
  assert.equal(await server.stop(), 0);

  // Another machine: the copy and the keys, and nothing else.
  const other = `${folder}/other`;
  mkdirSync(other);
  copyFileSync(`${folder}/copy.db`, `${other}/jalon.db`);
  for (const suffix of ["", ".kek"]) copyFileSync(keys + suffix, `${other}/keys${suffix}`);
  assert.ok(jalon.verify(`${other}/jalon.db`).clean);
  const restored = await jalon.serve(["--db", `${other}/jalon.db`, "--keys", `${other}/keys`, "--today", jalon.today]);
  const client = new jalon.Client(restored.address);
  const later = sent.filter((title) => !before.includes(title));
  assert.deepEqual(await jalon.brokenProjects(client, before, later), []);
  assert.match((await client.get("/dossiers?q=Essai7")).body, /Essai7/, "names are read with the keys");
  assert.equal((await client.post(...Object.values(jalon.projectForm("On the other machine")))).status, 303);
  client.close();
  assert.equal(await restored.stop(), 0);
  return `${during} writes acknowledged during drill and backup; ${/Copie restaurée.*\n/.exec(drilled.text)[0].trim()}`;
}

test("a backup made while people write is restored elsewhere, from SQLite", { timeout: 300_000 }, async (t) => {
  const place = jalon.scratch();
  try {
    const db = `${place.folder}/jalon.db`;
    t.diagnostic(await backUpWhileWriting(db, place.folder));
    // The drill fails where restoring would: keys lost, or those of another database.
    const drill = () => jalon.run(["drill", "--db", db, "--keys", `${place.folder}/keys`]);
    assert.equal(drill().code, 0);
    copyFileSync(`${place.folder}/keys.kek`, `${place.folder}/kept.kek`);
    rmSync(`${place.folder}/keys.kek`);
    assert.equal(drill().code, 3, "without the master key");
    writeFileSync(`${place.folder}/keys.kek`, Buffer.alloc(32, 7), { mode: 0o600 });
    assert.notEqual(drill().code, 0, "with the key of somebody else");
    copyFileSync(`${place.folder}/kept.kek`, `${place.folder}/keys.kek`);
    assert.equal(drill().code, 0);
  } finally {
    place.remove();
  }
});

test("a backup made while people write is restored elsewhere, from PostgreSQL", { timeout: 300_000 }, async (t) => {
  const place = jalon.scratch();
  const postgres = await startPostgres();
  try {
    t.diagnostic(await backUpWhileWriting(postgres.address, place.folder));
  } finally {
    await postgres.remove();
    place.remove();
  }
});

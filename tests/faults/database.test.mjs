// PostgreSQL goes away and comes back: stopped, crashed, gone for good at the start. The server says so on a page and
// goes on alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startPostgres } from "./postgres.mjs";
import * as jalon from "./program.mjs";

test("PostgreSQL stopped, crashed and started again under a server that stays", { timeout: 600_000 }, async (t) => {
  const place = jalon.scratch();
  const postgres = await startPostgres();
  try {
    const db = postgres.address;
    const keys = `${place.folder}/keys`;
    jalon.importRecords(jalon.writeRecords(place.folder, 12), db, keys);
    const args = ["--db", db, "--keys", keys, "--today", jalon.today];
    const server = await jalon.serve(args);
    const client = new jalon.Client(server.address);
    const titles = [];
    const write = async (form) => {
      const answer = await client.post(form.path, form.fields);
      if (answer.status === 303) titles.push(form.fields.titre);
      return answer;
    };
    const [person] = await jalon.everybody(client);
    assert.equal((await write(jalon.projectForm("Before"))).status, 303);
    let slowest = 0;
    for (const [name, end] of [["stopped", postgres.stop], ["crashed", postgres.crash]]) {
      await end();
      const form = jalon.projectForm(name);
      for (const answer of [await write(form), await client.get("/comite"), await client.get(`/dossiers/${person}`)]) {
        assert.equal(answer.status, 503, name);
        assert.match(answer.body, /Service momentanément indisponible/);
        assert.ok(!/postgres|socket|psql/i.test(answer.body), "the cause stays in the log");
      }
      await jalon.logged(server, /le serveur PostgreSQL ne répond pas/);
      await postgres.start();
      const back = Date.now();
      let answer = await write(form);
      while (answer.status === 503 && Date.now() - back < 30_000) {
        await jalon.pause(100);
        answer = await write(form);
      }
      assert.equal(answer.status, 303, `the same form once it is back: ${answer.body}`);
      slowest = Math.max(slowest, Date.now() - back);
      assert.equal((await client.get(`/dossiers/${person}`)).status, 200);
      assert.equal((await client.get("/")).status, 200);
    }
    assert.deepEqual(await jalon.brokenProjects(client, titles), []);
    client.close();
    assert.equal(await server.stop(), 0);
    assert.ok(jalon.verify(db).clean);
    // Without a database the server does not start, and says what to look at.
    await postgres.stop();
    const refused = await jalon.serve(args).catch((failed) => failed);
    assert.equal(refused.code, 3);
    assert.match(refused.log, /vérifiez l’adresse et qu’il est lancé/);
    await postgres.start();
    t.diagnostic(`writes again ${slowest} ms after PostgreSQL answers, at the latest`);
  } finally {
    await postgres.remove();
    place.remove();
  }
});

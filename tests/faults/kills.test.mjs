// `kill -9` while eight clients write, again and again: what was acknowledged is there, once, and nothing is half done.
// A client whose answer was lost sends the same form again, as people do. KILLS says how many; 5 unless told.
// (That what was acknowledged is on the disk and not only in the kernel's memory is the power-loss test of the store.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { startPostgres } from "./postgres.mjs";
import * as jalon from "./program.mjs";

const kills = Number(process.env.KILLS ?? 5);
const clients = 8;

/** Writes until told to stop; at once when there is no answer, later again with the same form. */
async function write(state, work) {
  while (!state.stopping) {
    const form = work.pending ?? work.next();
    if (form === undefined) return;
    work.pending = form;
    let answer;
    try {
      answer = await work.client.post(form.path, form.fields);
    } catch {
      return;  // killed
    }
    if (answer.status === 503 && state.stopping) return;
    assert.equal(answer.status, 303, `${form.path}: ${answer.body}`);
    work.acknowledged.push(form);
    work.pending = undefined;
    ++state.writes;
  }
}

async function killInALoop(db, folder) {
  const keys = `${folder}/keys`;
  const people = Math.max(40, Math.ceil((kills * 40) / jalon.steps.length));
  jalon.importRecords(jalon.writeRecords(folder, people), db, keys);
  const before = jalon.verify(db);
  assert.ok(before.clean, before.text);

  const open = () => jalon.serve(["--db", db, "--keys", keys, "--today", jalon.today]);
  let server = await open();
  const ids = await jalon.everybody(new jalon.Client(server.address));
  assert.ok(ids.length >= people, `${ids.length} people`);

  const works = [];
  for (let i = 0; i < clients; ++i) {
    const mine = ids.filter((_, index) => index % clients === i);
    let number = 0;
    works.push({
      client: new jalon.Client(server.address),
      acknowledged: [],
      next: () => {
        const n = number++;
        if (n % 4 === 3) return jalon.projectForm(`P${i}x${n}`);
        const step = jalon.steps[Math.floor(n / mine.length) % jalon.steps.length];
        const turn = Math.floor(n / (mine.length * jalon.steps.length));
        return jalon.eventForm(mine[n % mine.length], step, turn % 2 ? "started" : "requested", `2018-09-${String(1 + (turn % 28)).padStart(2, "0")}`);
      },
    });
  }

  let slowest = 0;
  let restarts = 0;
  let lost = 0;
  for (let i = 0; i < kills; ++i) {
    const state = { writes: 0, stopping: false };
    const running = works.map((work) => write(state, work));
    while (state.writes === 0) await jalon.pause(5);
    await jalon.pause(20 + Math.random() * 250);
    await server.kill();
    await Promise.all(running);
    lost += works.filter((work) => work.pending).length;
    const asked = Date.now();
    server = await open();
    slowest = Math.max(slowest, Date.now() - asked);
    ++restarts;
    for (const work of works) work.client.move(server.address);
    if (i % 25 === 24) {
      const checked = jalon.verify(db);
      assert.ok(checked.clean, `after ${i + 1} kills: ${checked.text}`);
    }
  }
  // The last answers that were lost.
  for (const work of works) {
    if (!work.pending) continue;
    const answer = await work.client.post(work.pending.path, work.pending.fields);
    assert.equal(answer.status, 303);
    work.acknowledged.push(work.pending);
    work.pending = undefined;
  }
  const acknowledged = works.flatMap((work) => work.acknowledged);
  const titles = acknowledged.filter((form) => form.fields.titre).map((form) => form.fields.titre);
  const events = acknowledged.length - titles.length;
  const reader = new jalon.Client(server.address);
  assert.deepEqual(await jalon.brokenProjects(reader, titles), [], "projects that are not whole, or not once");
  // The judge sees a project that is missing, and one that nobody asked for.
  assert.equal((await jalon.brokenProjects(reader, [...titles, "absent"])).length, 1);
  assert.equal((await jalon.brokenProjects(reader, titles.slice(1))).length, titles.length > 0 ? 1 : 0);
  assert.equal(await server.stop(), 0);
  const after = jalon.verify(db);
  assert.ok(after.clean, after.text);
  assert.equal(after.events - before.events, events, "events on file are those acknowledged, once each");
  reader.close();
  for (const work of works) work.client.close();
  return `${restarts} kills, ${acknowledged.length} writes acknowledged (${events} events, ${titles.length} projects), ` +
    `${lost} answers lost and sent again, slowest restart ${slowest} ms, verify clean: ${after.lines} audit lines`;
}

test("kill -9 while eight clients write, on SQLite", { timeout: 3_600_000 }, async (t) => {
  const place = jalon.scratch();
  try {
    t.diagnostic(await killInALoop(`${place.folder}/jalon.db`, place.folder));
  } finally {
    place.remove();
  }
});

test("kill -9 while eight clients write, on PostgreSQL", { timeout: 3_600_000 }, async (t) => {
  const place = jalon.scratch();
  const postgres = await startPostgres();
  try {
    t.diagnostic(await killInALoop(postgres.address, place.folder));
  } finally {
    await postgres.remove();
    place.remove();
  }
});

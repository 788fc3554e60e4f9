// The machine fails: no room on the disk, a disk that becomes read-only or does not sync, a clock that steps back.
// A clear page while it lasts; what was acknowledged is there; the server recovers alone, or stops where going on would
// be a lie (after a failed sync nobody knows what is on the disk).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import * as jalon from "./program.mjs";

/** A served département on a machine that takes orders. */
async function served({ folder, env = {}, clock = ["--today", jalon.today] }) {
  const db = `${folder}/jalon.db`;
  const keys = `${folder}/keys`;
  jalon.importRecords(jalon.writeRecords(folder, 12), db, keys);
  rmSync(`${folder}/records`, { recursive: true });
  const args = ["--db", db, "--keys", keys, ...clock];
  const server = await jalon.serve(args, { env });
  const client = new jalon.Client(server.address);
  const [person] = await jalon.everybody(client);
  let number = 0;
  const acknowledged = [];
  const uncertain = new Set();
  const send = async (form) => {
    const answer = await client.post(form.path, form.fields);
    const title = form.fields.titre;
    if (answer.status === 303 && title) acknowledged.push(title), uncertain.delete(title);
    if (answer.status !== 303 && title) uncertain.add(title);
    return answer;
  };
  return {
    db, args, server, client, person, acknowledged, send,
    write: () => send(jalon.projectForm(`P${number++}`)),
    check: async (address) => {
      const reader = new jalon.Client(address);
      assert.deepEqual(await jalon.brokenProjects(reader, acknowledged, [...uncertain]), []);
      reader.close();
    },
    finish: async (live) => {
      client.close();
      assert.equal(await live.stop(), 0);
      const after = jalon.verify(db);
      assert.ok(after.clean, after.text);
    },
  };
}

/** The page of a store that does not answer: its number, its words, its reference, when to come back. */
function isClear(answer) {
  assert.equal(answer.status, 503, answer.body);
  assert.match(answer.body, /Service momentanément indisponible/);
  assert.match(answer.body, /<code>[0-9a-f]{8}<\/code>/);
  assert.equal(answer.headers["retry-after"], "5");
  assert.ok(!/SQLITE|sqlite|disk I\/O|errno/.test(answer.body), "the cause stays in the log");
}

/** Full, in the way that `fill` fills; `free` makes room. */
async function full(site, fill, free) {
  assert.equal((await site.write()).status, 303);
  fill();
  let refused;
  for (let i = 0; i < 400 && refused?.status !== 503; ++i) refused = await site.write();
  isClear(refused);
  await jalon.logged(site.server, /fault [0-9a-f]{8} in POST \/comite\/projets: /);
  const pending = jalon.projectForm("Pending");
  isClear(await site.send(pending));
  for (const path of ["/", "/dossiers", "/comite", "/point"]) {
    assert.equal((await site.client.get(path)).status, 200, `${path} is read`);
  }
  free();
  assert.equal((await site.send(pending)).status, 303, "the same form, once there is room");
  assert.equal((await site.write()).status, 303);
  assert.equal((await site.client.get(`/dossiers/${site.person}`)).status, 200);
  await site.check(site.server.address);
  await site.finish(site.server);
  return `${site.acknowledged.length} writes acknowledged, all there`;
}

test("a disk without room refuses, reads, and goes on once there is room", { timeout: 300_000 }, async (t) => {
  const place = jalon.scratch();
  const machine = jalon.faultyMachine(place.folder);
  try {
    const site = await served({ folder: place.folder, env: machine.env });
    t.diagnostic(await full(site, () => machine.diskIsFull(true), () => machine.diskIsFull(false)));
  } finally {
    machine.close();
    place.remove();
  }
});

/** A small disk in memory, or why there is none. */
function smallDisk(folder, size) {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "pipe" });
    return undefined;
  } catch (failed) {
    return `needs the right to mount a small disk: ${String(failed.stderr).trim()}`;
  }
}

test("a real small disk, filled to its last block", { timeout: 300_000 }, async (t) => {
  const place = jalon.scratch();
  const disk = `${place.folder}/disk`;
  mkdirSync(disk);
  const why = smallDisk(disk, "24m");
  if (why) {
    place.remove();
    return t.skip(why);
  }
  try {
    const site = await served({ folder: disk });
    const ballast = `${disk}/ballast`;
    const fill = () => {
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - 16) * bsize));
    };
    t.diagnostic(await full(site, fill, () => rmSync(ballast)));
  } finally {
    execFileSync("umount", ["-l", disk]);
    place.remove();
  }
});

test("after a failed sync the server answers 503, says why and stops with 3", { timeout: 300_000 }, async () => {
  const place = jalon.scratch();
  const machine = jalon.faultyMachine(place.folder);
  try {
    const site = await served({ folder: place.folder, env: machine.env });
    assert.equal((await site.write()).status, 303);
    machine.syncsFail(true);
    isClear(await site.write());
    assert.equal(await site.server.ended, 3, "its guardian starts it again");
    await jalon.logged(site.server, /Le serveur s’arrête/);
    machine.syncsFail(false);
    const again = await jalon.serve(site.args);
    await site.check(again.address);
    await site.finish(again);
  } finally {
    machine.close();
    place.remove();
  }
});

test("a disk that becomes read-only stops it with 3, and it does not start until mended", { timeout: 300_000 }, async (t) => {
  const place = jalon.scratch();
  const machine = jalon.faultyMachine(place.folder);
  try {
    const site = await served({ folder: place.folder, env: machine.env });
    assert.equal((await site.write()).status, 303);
    machine.diskIsReadOnly(true);
    isClear(await site.write());
    assert.equal(await site.server.ended, 3);
    machine.diskIsReadOnly(false);
    const again = await jalon.serve(site.args);
    await site.check(again.address);
    await site.finish(again);
  } finally {
    machine.close();
    place.remove();
  }
  const other = jalon.scratch();
  const disk = `${other.folder}/disk`;
  mkdirSync(disk);
  const why = smallDisk(disk, "24m");
  if (why) {
    other.remove();
    return t.diagnostic(`the start on a read-only disk was not tried: ${why}`);
  }
  try {
    const site = await served({ folder: disk });
    assert.equal((await site.write()).status, 303);
    await site.finish(site.server);
    execFileSync("mount", ["-o", "remount,ro", disk]);
    const refused = await jalon.serve(site.args).catch((failed) => failed);
    assert.equal(refused.code, 3, refused.log);
    assert.match(refused.log, /défaillance [0-9a-f]{8}.*vérifiez le dossier et les droits/);
    execFileSync("mount", ["-o", "remount,rw", disk]);
    const again = await jalon.serve(site.args);
    await site.check(again.address);
    assert.equal(await again.stop(), 0);
  } finally {
    execFileSync("umount", ["-l", disk]);
    other.remove();
  }
});

test("a clock that steps back an hour, then a day, changes nothing of the order", { timeout: 300_000 }, async () => {
  const place = jalon.scratch();
  const machine = jalon.faultyMachine(place.folder);
  try {
    const site = await served({ folder: place.folder, env: machine.env, clock: [] });
    const events = [];
    const record = async (step) => {
      const form = jalon.eventForm(site.person, step, "requested", "2018-10-01");
      events.push(await site.send(form));
      return events.at(-1).status;
    };
    assert.equal((await site.write()).status, 303);
    assert.equal(await record("R04"), 303);
    for (const [hours, step] of [[-1, "R05"], [-25, "C06"], [0, "L01"]]) {
      machine.clockMoves(hours * 3_600_000);
      assert.equal((await site.write()).status, 303, `${hours} h`);
      assert.equal(await record(step), 303, `${hours} h`);
      for (const path of ["/", `/dossiers/${site.person}`, `/dossiers/${site.person}/historique`, "/comite"]) {
        assert.equal((await site.client.get(path)).status, 200, `${path} at ${hours} h`);
      }
    }
    await site.check(site.server.address);
    await site.finish(site.server);
  } finally {
    machine.close();
    place.remove();
  }
});

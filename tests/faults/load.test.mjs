// 256 connections, half of them slow: the others get right answers, memory stays bounded, and a graceful stop finishes
// what was accepted. LOAD_SECONDS says how long; 10 unless told.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { test } from "node:test";
import * as jalon from "./program.mjs";

const seconds = Number(process.env.LOAD_SECONDS ?? 10);

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** Sends its head drop by drop, or its body, or does not read the answer; comes back when it is thrown out. */
function slow(address, kind, until, count) {
  const { port } = new URL(address);
  return new Promise((done) => {
    const again = () => {
      if (Date.now() >= until) return done();
      const socket = connect(Number(port), "127.0.0.1");
      let timer;
      const drip = () => {
        if (Date.now() >= until) return socket.destroy();
        if (kind !== "deaf") socket.write("x");
      };
      socket.on("connect", () => {
        ++count.opened;
        if (kind === "head") socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
        if (kind === "body") {
          socket.write("POST /comite/projets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n" +
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
        }
        if (kind === "deaf") {
          socket.pause();
          socket.write("GET /dossiers HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));
        }
        timer = setInterval(drip, 500);
      });
      socket.on("error", () => {});
      socket.on("close", () => {
        clearInterval(timer);
        ++count.closed;
        setTimeout(again, 50);
      });
    };
    again();
  });
}

test("256 connections, half of them slow", { timeout: 600_000 }, async (t) => {
  const place = jalon.scratch();
  try {
    const db = `${place.folder}/jalon.db`;
    const keys = `${place.folder}/keys`;
    jalon.importRecords(jalon.writeRecords(place.folder, 60), db, keys);
    const server = await jalon.serve(["--db", db, "--keys", keys, "--today", jalon.today]);
    const first = new jalon.Client(server.address);
    const people = await jalon.everybody(first);
    // What each page must say, whoever else is there.
    const pages = [["/", /<main/], ["/dossiers?q=Essai7", /Essai7/], ["/blocages", /<main/], ["/accessibilite", /<main/],
      ["/dossiers?q=Rahimi", /Rahimi/]];
    const idle = memory(server.pid);
    const until = Date.now() + seconds * 1000;
    const count = { opened: 0, closed: 0 };
    const slows = Array.from({ length: 128 }, (_, i) => slow(server.address, ["head", "body", "deaf"][i % 3], until, count));
    let answers = 0;
    let writes = 0;
    const titles = [];
    const times = [];
    const quick = Array.from({ length: 128 }, async (_, i) => {
      const client = new jalon.Client(server.address);
      for (let n = 0; Date.now() < until; ++n) {
        const asked = Date.now();
        if (i % 16 === 0 && n % 4 === 3) {
          const form = jalon.projectForm(`L${i}x${n}`);
          assert.equal((await client.post(form.path, form.fields)).status, 303);
          titles.push(form.fields.titre);
          ++writes;
        } else {
          const [path, expected] = pages[(i + n) % pages.length];
          const { status, body } = await client.get(path);
          assert.equal(status, 200, path);
          assert.match(body, expected, path);
          assert.match(body, /<\/html>\s*$/, `${path} is whole`);
        }
        times.push(Date.now() - asked);
        ++answers;
      }
      client.close();
    });
    let most = idle;
    const watch = setInterval(() => (most = Math.max(most, memory(server.pid))), 250);
    await Promise.all(quick);
    await Promise.all(slows);
    clearInterval(watch);
    times.sort((a, b) => a - b);
    assert.ok(answers >= 128 * 2, `${answers} answers`);
    assert.ok(count.opened >= 128, `${count.opened} slow connections`);
    assert.ok(most - idle < 150, `memory went from ${idle.toFixed(0)} to ${most.toFixed(0)} MB`);
    assert.deepEqual(await jalon.brokenProjects(first, titles), []);

    // A graceful stop: 64 requests under way, all of them answered, then nobody is let in.
    const clients = Array.from({ length: 64 }, () => new jalon.Client(server.address));
    await Promise.all(clients.map((client) => client.get("/accessibilite")));  // connected, and kept so
    const underWay = clients.map((client, i) => client.get(`/dossiers/${people[i % people.length]}/parcours`));
    await Promise.race(underWay);  // the others are sent by now
    const stopped = server.stop();
    const outcome = await Promise.allSettled(underWay);
    assert.equal(await stopped, 0);
    const whole = outcome.filter((one) => one.status === "fulfilled" && one.value.status === 200);
    assert.ok(whole.every((one) => /<\/html>\s*$/.test(one.value.body)));
    assert.equal(whole.length, 64, `${64 - whole.length} requests were accepted and not answered`);
    assert.ok(jalon.verify(db).clean);
    for (const client of [first, ...clients]) client.close();
    t.diagnostic(`${seconds} s: ${answers} right answers (${writes} writes), median ${times[times.length >> 1]} ms, ` +
      `99 % under ${times[Math.floor(times.length * 0.99)]} ms; ${count.opened} slow connections opened; ` +
      `memory ${idle.toFixed(0)} MB idle, ${most.toFixed(0)} MB at most; stop: 64 of 64 answered`);
  } finally {
    place.remove();
  }
});

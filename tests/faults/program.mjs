// The program under trial: a small département made for it, the server as a process, forms sent as a browser would.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const program = process.env.JALON;
export const today = "2018-10-12";
export const steps = ["R04", "R05", "R06", "R07", "R09", "H01", "H02", "I01", "I02", "C06", "L01", "E01"];

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const living = new Set();

/** A folder of the test's own. It goes with the servers that a test which failed left behind. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "jalon-faults-"));
  const remove = () => {
    for (const child of living) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, remove };
}

/** The fixture, with `people` more heads of household. */
export function writeRecords(folder, people) {
  const records = join(folder, "records");
  cpSync("tests/fixtures/small", records, { recursive: true });
  const path = join(records, "people.csv");
  let text = readFileSync(path, "utf8");
  if (!text.endsWith("\n")) text += "\n";
  for (let i = 0; i < people; ++i) {
    text += `F${i},MF${i},Essai${i},Prénom${i},1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER,,,,\n`;
  }
  writeFileSync(path, text);
  return records;
}

/** Runs a command of the program to its end: {code, out, err}. */
export function run(args, options = {}) {
  try {
    return { code: 0, out: execFileSync(program, args, { encoding: "utf8", stdio: "pipe", ...options }), err: "" };
  } catch (failed) {
    return { code: failed.status, out: failed.stdout ?? "", err: failed.stderr ?? "" };
  }
}

export function importRecords(records, db, keys) {
  const made = run(["import", "--db", db, "--keys", keys, "--today", today, records]);
  if (made.code !== 0) throw new Error(`import: ${made.code}\n${made.out}${made.err}`);
}

/** A server under way: {address, kill, stop, ended, log}. `env` is added to ours. */
export function serve(args, { env = {}, seconds = 60 } = {}) {
  const child = spawn(program, ["serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  living.add(child);
  child.once("exit", () => living.delete(child));
  let log = "";
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`no address after ${seconds} s\n${log}`));
    }, seconds * 1000);
    const read = (chunk) => {
      log += chunk;
      if (log.length > 400_000) log = log.slice(-200_000);
      const found = /http:\/\/[\d.]+:\d+/.exec(log);
      if (!found || child.told) return;
      child.told = true;
      clearTimeout(timer);
      resolve({
        address: found[0],
        pid: child.pid,
        ended,
        log: () => log,
        kill: () => (child.kill("SIGKILL"), ended),
        stop: () => (child.kill("SIGTERM"), ended),
      });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    ended.then((code) => {
      clearTimeout(timer);
      if (!child.told) reject(Object.assign(new Error(`ended with ${code}\n${log}`), { code, log }));
    });
  });
}

const token = randomBytes(16).toString("hex");

/** One client with a connection of its own. */
export class Client {
  constructor(address) {
    this.move(address);
  }
  move(address) {
    this.agent?.destroy();
    this.address = address;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }
  close() {
    this.agent.destroy();
  }
  get(path) {
    return this.ask("GET", path);
  }
  post(path, fields) {
    return this.ask("POST", path, new URLSearchParams({ csrf: token, ...fields }).toString());
  }
  /** {status, location, body}; throws when there is no answer. */
  ask(method, path, body, seconds = 60) {
    return new Promise((resolve, reject) => {
      const headers = { Cookie: `jalon_csrf=${token}` };
      if (body !== undefined) {
        headers["Content-Type"] = "application/x-www-form-urlencoded";
        headers["X-CSRF-Token"] = token;
        headers["Content-Length"] = Buffer.byteLength(body);
      }
      const sent = httpRequest(this.address + path, { method, headers, agent: this.agent }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => (text += chunk));
        answer.once("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
        answer.once("error", reject);
        answer.once("close", () => reject(new Error("cut")));
      });
      sent.setTimeout(seconds * 1000, () => sent.destroy(new Error("no answer")));
      sent.once("error", reject);
      sent.end(body);
    });
  }
}

/** The ids of everybody on file, from the list of files. */
export async function everybody(client) {
  const ids = new Set();
  for (let page = 1; ; ++page) {
    const { body } = await client.get(`/dossiers?page=${page}`);
    const before = ids.size;
    for (const [, id] of body.matchAll(/\/dossiers\/([0-9a-f]{8}-[0-9a-f-]{27})/g)) ids.add(id);
    if (ids.size === before) return [...ids];
  }
}

/** The log comes by a pipe: what it must hold may be on its way. */
export async function logged(server, pattern) {
  for (let i = 0; i < 100 && !pattern.test(server.log()); ++i) await pause(50);
  if (!pattern.test(server.log())) throw new Error(`${pattern} is not in the log:\n${server.log().slice(-4000)}`);
}

/** What `jalon verify` says: {clean, events, lines, text}. */
export function verify(db) {
  const { code, out, err } = run(["verify", "--db", db]);
  const number = (pattern) => Number(pattern.exec(out)?.[1] ?? NaN);
  return { clean: code === 0, events: number(/(\d+) événements/), lines: number(/: (\d+) lignes/), text: out + err };
}

/** A form of a step: `{path, fields}`, always the same however often it is sent. */
export function eventForm(person, step, kind = "requested", date = "2018-10-01") {
  return {
    path: `/dossiers/${person}/etapes/${step}`,
    fields: { evenement: kind, date, vu: "0", command: randomUUID() },
  };
}

/** A common project of the committee: three rows in one action. */
export function projectForm(title) {
  return {
    path: "/comite/projets",
    fields: {
      titre: title, causes: "B01", partenaires: "CAF", jalons: `Jalon un de ${title}\nJalon deux de ${title}`,
      command: randomUUID(),
    },
  };
}

/**
 * How often the page of the committee shows each project and its milestones: those that are not once each.
 * `uncertain`: sent without an answer that says what became of it; there once and whole, or not at all.
 */
export async function brokenProjects(client, titles, uncertain = []) {
  const { status, body } = await client.get("/comite");
  if (status !== 200) return [`the page answers ${status}`];
  const shown = new Map();
  for (const [, heading] of body.matchAll(/<h3>([^<]*)<\/h3>/g)) shown.set(heading, (shown.get(heading) ?? 0) + 1);
  const milestones = new Map();
  for (const [, title] of body.matchAll(/<li>Jalon (?:un|deux) de ([^<]*?)\s*[<]/g)) {
    milestones.set(title.trim(), (milestones.get(title.trim()) ?? 0) + 1);
  }
  const broken = titles.filter((title) => shown.get(title) !== 1 || milestones.get(title) !== 2);
  for (const title of uncertain) {
    const [times, halves] = [shown.get(title) ?? 0, milestones.get(title) ?? 0];
    if (times > 1 || halves !== 2 * times) broken.push(title);
  }
  const asked = new Set([...titles, ...uncertain]);
  for (const title of milestones.keys()) if (!asked.has(title)) broken.push(title);
  return broken;
}

/** The file by which a faulty machine takes its orders. */
export function faultyMachine(folder) {
  const path = join(folder, "orders");
  writeFileSync(path, Buffer.alloc(16));
  const file = openSync(path, "r+");
  const put = (at, bytes) => writeSync(file, bytes, 0, bytes.length, at);
  return {
    env: { LD_PRELOAD: process.env.FAULTY_LIBRARY, FAULTY_MACHINE: path },
    syncsFail: (on) => put(0, Buffer.from([on ? 1 : 0])),
    diskIsFull: (on) => put(1, Buffer.from([on ? 1 : 0])),
    diskIsReadOnly: (on) => put(2, Buffer.from([on ? 1 : 0])),
    clockMoves: (ms) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(ms));
      put(8, bytes);
    },
    close: () => closeSync(file),
  };
}

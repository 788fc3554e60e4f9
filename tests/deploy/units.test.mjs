// The units of docs/deploy: systemd reads them without a word, and each line that starts the program runs, in a folder that
// stands for /var/lib/jalon. Lines of systemctl are systemd's own trade and are not played.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const program = process.env.JALON;
const units = readdirSync("docs/deploy").filter((name) => /\.(service|timer)$/.test(name));
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "jalon-units-"));
  for (const name of ["state", "state/backups", "state/reports", "units"]) mkdirSync(join(folder, name));
  execFileSync(program, ["import", "--db", join(folder, "state/jalon.db"), "tests/fixtures/small"], { stdio: "pipe" });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const here = (text) =>
  text.replaceAll("/var/lib/jalon", join(folder, "state")).replaceAll("/usr/local/bin/jalon", program);

/** What a unit runs, as systemd would give it to the system. */
function commands(name) {
  const lines = readFileSync(join("docs/deploy", name), "utf8").split("\n");
  return lines
    .filter((line) => /^ExecStart=(?!\+)/.test(line))
    .map((line) => here(line.slice("ExecStart=".length)).replaceAll("%%", "%"));
}

const play = (command) => spawnSync("/bin/sh", ["-c", command], { encoding: "utf8" });

test("systemd reads each unit and finds nothing to say", { skip: existsSync("/usr/bin/systemd-analyze") ? false : "no systemd here" }, () => {
  const paths = units.map((name) => {
    const path = join(folder, "units", name);
    writeFileSync(path, here(readFileSync(join("docs/deploy", name), "utf8")).replace(/^(User|Group)=.*$/gm, ""));
    return path;
  });
  const said = spawnSync("/usr/bin/systemd-analyze", ["verify", "--man=no", ...paths], { encoding: "utf8" });
  const ours = said.stderr.split("\n").filter((line) => line.includes("jalon"));
  assert.deepEqual(ours, []);
});

test("each timer has its service, and each service but the server its timer", () => {
  const names = units.filter((name) => name.endsWith(".timer")).map((name) => name.replace(".timer", ".service"));
  assert.deepEqual(names.sort(), units.filter((name) => /^jalon-.*\.service$/.test(name)).sort());
});

test("the backup makes a copy that opens", () => {
  for (const command of commands("jalon-backup.service")) assert.equal(play(command).status, 0);
  const copies = readdirSync(join(folder, "state/backups"));
  assert.equal(copies.filter((name) => name.endsWith(".db")).length, 1);
  assert.equal(spawnSync(program, ["verify", "--db", join(folder, "state/backups", copies[0])]).status, 0);
});

test("retention is rehearsed first, then done, and keeps both reports and the heads of the chains", () => {
  const said = commands("jalon-retention.service").map((command) => {
    const played = play(command);
    assert.equal(played.status, 0, command + played.stderr);
    return { command, out: played.stdout };
  });
  assert.match(said[0].command, /--dry-run/);
  assert.doesNotMatch(said[1].command, /--dry-run/);
  const reports = readdirSync(join(folder, "state/reports")).sort();
  assert.equal(reports.length, 2);
  const [made, rehearsed] = reports.map((name) => readFileSync(join(folder, "state/reports", name), "utf8"));
  assert.match(rehearsed, /sans rien écrire/);
  assert.match(made, /Annoncés ce jour/);
  assert.match(made, /Segments partis/);
  assert.match(said[2].out, /^chain,territory,seq,hash\naudit,.*,\d+,[0-9a-f]{64}/m);
  writeFileSync(join(folder, "heads.csv"), said[2].out);
  const verified = spawnSync(program, ["verify", "--db", join(folder, "state/jalon.db"), "--heads", join(folder, "heads.csv")]);
  assert.equal(verified.status, 0);
});

test("the server that the unit starts is one that the program knows", () => {
  const [command] = commands("jalon.service");
  const help = execFileSync(program, ["serve", "--help"], { encoding: "utf8" });
  for (const option of command.match(/--[a-z-]+/g)) assert.ok(help.includes(option), option);
});

// A PostgreSQL server of the test's own, which it may stop, kill and start. Unlike that of bin/with-postgres it syncs.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { pause } from "./program.mjs";

const root = process.getuid() === 0;
const folderOfPrograms = () => {
  for (const version of readdirSync("/usr/lib/postgresql").sort().reverse()) {
    const folder = `/usr/lib/postgresql/${version}/bin`;
    if (existsSync(`${folder}/initdb`)) return folder;
  }
  throw new Error("PostgreSQL is not installed: run bin/setup");
};

export async function startPostgres() {
  const programs = folderOfPrograms();
  const home = mkdtempSync("/tmp/jalon-fpg.");  // short: the path of a socket holds 107 characters at most
  const options = { cwd: home, env: { PATH: process.env.PATH, HOME: home }, stdio: "pipe" };
  if (root) {
    const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    options.uid = id("-u");
    options.gid = id("-g");
    chownSync(home, options.uid, options.gid);
  }
  execFileSync(`${programs}/initdb`, ["-D", `${home}/data`, "-U", "jalon", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
    "--no-sync"], options);
  appendFileSync(`${home}/data/postgresql.conf`,
    `listen_addresses = ''\nunix_socket_directories = '${home}'\nmax_connections = 60\nshared_buffers = 64MB\n`);

  let child;
  let ended;
  const start = async () => {
    child = spawn(`${programs}/postgres`, ["-D", `${home}/data`], { ...options, stdio: "ignore" });
    ended = new Promise((done) => child.once("exit", done));
    for (let i = 0; i < 600; ++i) {
      try {
        execFileSync(`${programs}/psql`, ["-h", home, "-U", "jalon", "-d", "postgres", "-Atc", "SELECT 1"], options);
        return;
      } catch {
        if (child.exitCode !== null) throw new Error("PostgreSQL does not start");
        await pause(100);
      }
    }
    throw new Error("PostgreSQL does not answer");
  };
  await start();
  return {
    address: `postgresql://jalon@/postgres?host=${home}`,
    start,
    stop: () => (child.kill("SIGINT"), ended),     // "fast": ends open sessions
    crash: () => (child.kill("SIGQUIT"), ended),   // "immediate": recovers from its log when started again
    remove: async () => {
      child.kill("SIGQUIT");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

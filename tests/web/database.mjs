// A database of the test's own: a file in its folder, or one on the PostgreSQL of JALON_TEST_POSTGRES (bin/with-postgres).
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export function freshDatabase(folder, engine = "sqlite") {
  if (engine !== "postgresql") return { database: join(folder, "jalon.db"), drop: () => {} };
  const server = process.env.JALON_TEST_POSTGRES;
  if (!server) throw new Error("JALON_TEST_POSTGRES names no server: run by bin/with-postgres");
  const name = `web_${process.pid}`;
  const ask = (text) => execFileSync("psql", [server, "-q", "-c", text], { stdio: ["ignore", "ignore", "inherit"] });
  ask(`CREATE DATABASE ${name}`);
  const address = server.replace(/\/[^/?]*\?/, `/${name}?`);  // postgresql://user@/NAME?host=…
  return { database: address, drop: () => ask(`DROP DATABASE ${name} WITH (FORCE)`) };
}

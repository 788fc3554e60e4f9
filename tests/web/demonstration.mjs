// The demonstration of a program, made in a folder of its own and served: {address, stop}.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "./browser.mjs";

export const TODAY = "2018-10-12";

export async function serveDemonstration(program) {
  const folder = mkdtempSync(join(tmpdir(), "jalon-web-"));
  const db = join(folder, "demo.db");
  execFileSync(program, ["demo", "--no-serve", "--data", join(folder, "data"), "--db", db], { stdio: "ignore" });
  const server = await startServer(program, ["serve", "--db", db, "--port", "0", "--today", TODAY]);
  return {
    address: server.address,
    stop: async () => {
      const code = await server.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

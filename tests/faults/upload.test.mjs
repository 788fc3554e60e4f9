// 256 MB come by the form of the import: while they come they go to disk, and memory stays what it was. Rows of next to nothing
// are refused before they fill it. From somebody whom the gate keeps out nothing is kept at all.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { test } from "node:test";
import * as jalon from "./program.mjs";

const size = 256 * 1024 * 1024 - 4096;
const bounds = "limite";
// Long lines: what is measured is the coming, not the judging.
const line = `${"x".repeat(9000)}\n`;
const token = "0123456789abcdef0123456789abcdef";
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** Sends a file of `bytes`; {status, body, peak while it came, peak until the answer}. `text`: what the file repeats. */
function upload(server, bytes, text) {
  const head = Buffer.from(`--${bounds}\r\nContent-Disposition: form-data; name="fichiers"; filename="people.csv"\r\nContent-Type: text/csv\r\n\r\n`);
  const end = Buffer.from(`\r\n--${bounds}--\r\n`);
  const piece = Buffer.from(text.repeat(Math.ceil((1024 * 1024) / text.length)).slice(0, 1024 * 1024));
  let coming = true;
  const peaks = { while: 0, after: 0 };
  const watch = setInterval(() => {
    const key = coming ? "while" : "after";
    peaks[key] = Math.max(peaks[key], memory(server.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    const sent = request(`${server.address}/import`, {
      method: "POST",
      headers: { Cookie: `jalon_csrf=${token}`, "X-CSRF-Token": token, "Content-Type": `multipart/form-data; boundary=${bounds}`,
        "Content-Length": head.length + bytes + end.length },
    }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => (body += chunk));
      answer.once("end", () => { clearInterval(watch); resolve({ status: answer.statusCode, body, peaks }); });
    });
    sent.once("error", (error) => { clearInterval(watch); reject(error); });
    sent.write(head);
    let left = bytes;
    const more = () => {
      while (left > 0) {
        const part = left >= piece.length ? piece : piece.subarray(0, left);
        left -= part.length;
        if (!sent.write(part)) return sent.once("drain", more);
      }
      sent.end(end, () => (coming = false));
    };
    more();
  });
}

test("256 MB come to disk, not to memory; a stranger's are kept nowhere", async () => {
  const { folder, remove } = jalon.scratch();
  try {
    const db = `${folder}/jalon.db`;
    const keys = `${folder}/keys`;
    jalon.importRecords(jalon.writeRecords(folder, 20), db, keys);
    const args = ["--db", db, "--keys", keys, "--today", jalon.today];
    let server = await jalon.serve(args, { env: { TMPDIR: folder } });
    const idle = memory(server.pid);
    const taken = await upload(server, size, line);
    console.log(`open: idle ${idle.toFixed(0)} MB, while it came ${taken.peaks.while.toFixed(0)} MB, while judged ${taken.peaks.after.toFixed(0)} MB, ${taken.status}`);
    assert.ok(taken.status === 200 || taken.status === 422, `${taken.status}`);
    assert.ok(taken.peaks.while < idle + 32, `${taken.peaks.while} MB from ${idle}`);
    const tiny = await upload(server, size, "1;2\n");
    console.log(`tiny rows: while it came ${tiny.peaks.while.toFixed(0)} MB, while judged ${tiny.peaks.after.toFixed(0)} MB, ${tiny.status}`);
    assert.equal(tiny.status, 200);
    assert.match(tiny.body, /plus de 40\s000\s000 valeurs, partagez ce fichier en plusieurs/);
    assert.ok(tiny.peaks.after < idle + 800, `${tiny.peaks.after} MB from ${idle}`);
    assert.equal(await server.stop(), 0);
    const invited = jalon.run(["user", "invite", "--db", db, "--keys", keys, "--email", "ada@jalon.example", "--name", "Ada", "--role", "administrator"]);
    assert.equal(invited.code, 0, invited.err);
    server = await jalon.serve(args, { env: { TMPDIR: folder } });
    const before = readdirSync(folder).length;
    const guarded = memory(server.pid);
    let most = before;
    const look = setInterval(() => (most = Math.max(most, readdirSync(folder).length)), 20);
    const kept = await upload(server, size, line);
    clearInterval(look);
    console.log(`kept out: idle ${guarded.toFixed(0)} MB, while it came ${kept.peaks.while.toFixed(0)} MB, ${kept.status}`);
    assert.equal(kept.status, 303);
    assert.ok(kept.peaks.while < guarded + 32, `${kept.peaks.while} MB from ${guarded}`);
    assert.equal(most, before, "no file is made for a stranger");
    assert.equal(await server.stop(), 0);
  } finally {
    remove();
  }
});

// Finds the pages of a site by its links: one page for each shape of address (/dossiers/<id> counts once).
import { checkPage } from "./checks.mjs";

// Folders whose names are records: the people behind a cause, a step or an organisation are one kind of page each.
const RECORDS = /^\/blocages\/[^/]+$/;

/** `/dossiers/0192…?page=2` → `/dossiers/:id?page` */
export function shapeOf(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .split("/")
    .map((part, i, all) => (RECORDS.test(all.slice(0, i).join("/")) || /^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$|^\d{4}-\d\d-\d\d$|\d{2,}/i.test(part) ? ":id" : part))
    .join("/");
  const query = [...new Set(searchParams.keys())].sort().join("&");
  return query ? `${path}?${query}` : path;
}

/**
 * Checks pages reached from `start`, at most `limit`, one per shape, `abreast` at a time; calls
 * `seen(shape, result, url)` for each.
 */
export async function crawl(browser, start, { limit = 40, skip = () => false, screenshots, seen, abreast = 2 }) {
  const { origin } = new URL(start);
  const waiting = [start];
  const shapes = new Map([[shapeOf(start), start]]);
  const paths = new Map();  // how many shapes of one path: filters would multiply them
  let taken = 0;
  let running = 0;
  let wake = () => {};
  const follow = (link) => {
    const target = new URL(link);
    target.hash = "";
    if (target.origin !== origin || target.pathname.startsWith("/static/") || skip(target.pathname)) return;
    const found = shapeOf(target.href);
    const path = found.split("?")[0];
    if (shapes.has(found) || (paths.get(path) ?? 0) >= 2) return;
    shapes.set(found, target.href);
    paths.set(path, (paths.get(path) ?? 0) + 1);
    waiting.push(target.href);
  };
  const one = async (url) => {
    const shape = shapeOf(url);
    const name = shape.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "accueil";
    const result = await checkPage(browser, url, { screenshot: screenshots && `${screenshots}/${name}` });
    await seen(shape, result, url);
    result.links.forEach(follow);
  };
  const worker = async () => {
    while (taken < limit) {
      if (waiting.length === 0) {
        if (running === 0) break;
        await new Promise((resolve) => { const before = wake; wake = () => { before(); resolve(); }; });
        continue;
      }
      taken += 1;
      running += 1;
      try {
        await one(waiting.shift());
      } finally {
        running -= 1;
        const waiters = wake;
        wake = () => {};
        waiters();
      }
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
  return taken;
}

// Finds the pages of a site by its links: one page for each shape of address (/dossiers/<id> counts once).
import { checkPage } from "./checks.mjs";

/** `/dossiers/0192…?page=2` → `/dossiers/:id?page` */
export function shapeOf(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .split("/")
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$|^\d{4}-\d\d-\d\d$|\d{2,}/i.test(part) ? ":id" : part))
    .join("/");
  const query = [...new Set(searchParams.keys())].sort().join("&");
  return query ? `${path}?${query}` : path;
}

/** Checks pages reached from `start`, at most `limit`, one per shape; calls `seen(shape, result)` for each. */
export async function crawl(browser, start, { limit = 40, skip = () => false, screenshots, seen }) {
  const { origin } = new URL(start);
  const waiting = [start];
  const shapes = new Map([[shapeOf(start), start]]);
  const paths = new Map();  // how many shapes of one path: filters would multiply them
  let done = 0;
  while (waiting.length > 0 && done < limit) {
    const url = waiting.shift();
    const shape = shapeOf(url);
    const name = shape.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "accueil";
    const result = await checkPage(browser, url, { screenshot: screenshots && `${screenshots}/${name}` });
    done += 1;
    await seen(shape, result, url);
    for (const link of result.links) {
      const target = new URL(link);
      target.hash = "";
      if (target.origin !== origin || target.pathname.startsWith("/static/") || skip(target.pathname)) continue;
      const found = shapeOf(target.href);
      const path = found.split("?")[0];
      if (shapes.has(found) || (paths.get(path) ?? 0) >= 2) continue;
      shapes.set(found, target.href);
      paths.set(path, (paths.get(path) ?? 0) + 1);
      waiting.push(target.href);
    }
  }
  return done;
}

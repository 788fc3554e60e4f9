// A browser without pages: cookies per host, redirections followed one by one, forms sent with their token.
// Not `fetch`: the one of Node 18 cannot read several cookies of one answer.
import { request as ask } from "node:http";
import { request as askTls } from "node:https";

/** {status, headers, text}; an answer that does not come within 30 s is an error. */
function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? askTls : ask)(url, { ...options, agent: false, timeout: 30000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => { text += part; });
      answer.on("end", () => { resolve({ status: answer.statusCode, headers: answer.headers, text }); });
      answer.on("error", reject);
    });
    sent.on("timeout", () => { sent.destroy(new Error(`no answer within 30 s: ${url}`)); });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : String(body));
  });
}

export class Agent {
  constructor(base) {
    this.base = base;
    this.jar = new Map();
  }
  #cookies(url) {
    return [...(this.jar.get(url.host) ?? new Map())].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  async ask(address, { method = "GET", headers = {}, body } = {}) {
    const url = new URL(address, this.base);
    const answer = await send(url, { method, headers: { cookie: this.#cookies(url), ...headers } }, body);
    const kept = this.jar.get(url.host) ?? new Map();
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0(;|$)/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
    this.jar.set(url.host, kept);
    const { location } = answer.headers;
    return { ...answer, url: url.href, to: location && new URL(location, url).href };
  }
  /** Follows until a page, or until `stop(address)`: then {to} holds the address that was not asked for. */
  async follow(address, stop = () => false) {
    let answer = await this.ask(address);
    for (let i = 0; answer.to && !stop(answer.to) && i < 20; ++i) answer = await this.ask(answer.to);
    return answer;
  }
  async post(path, fields, page = path) {
    const form = await this.ask(page);
    const csrf = /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? "";
    return this.ask(path, { method: "POST", body: new URLSearchParams({ csrf, ...fields }),
      headers: { "content-type": "application/x-www-form-urlencoded" } });
  }
  cookie(name, host = new URL(this.base).host) { return this.jar.get(host)?.get(name); }
  title(answer) { return /<h1[^>]*>([^<]*)/.exec(answer.text)?.[1]; }
}

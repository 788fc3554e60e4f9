// A browser without pages: cookies per host, redirections followed one by one, forms sent with their token.
export class Agent {
  constructor(base) {
    this.base = base;
    this.jar = new Map();
  }
  #cookies(url) {
    return [...(this.jar.get(url.host) ?? new Map())].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  async ask(address, options = {}) {
    const url = new URL(address, this.base);
    const answer = await fetch(url, { redirect: "manual", ...options,
      headers: { cookie: this.#cookies(url), ...options.headers }, signal: AbortSignal.timeout(30000) });
    const kept = this.jar.get(url.host) ?? new Map();
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0(;|$)/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
    this.jar.set(url.host, kept);
    const text = await answer.text();
    const location = answer.headers.get("location");
    return { status: answer.status, url: url.href, text, headers: answer.headers, to: location && new URL(location, url).href };
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

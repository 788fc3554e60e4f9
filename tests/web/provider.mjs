// A provider of identities as ProConnect is one, on this machine: the certified `oidc-provider`, user-info signed, the
// person chosen by the test. What it answers can be tampered with, delayed, cut: see `Provider` below.
import { createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Provider as Certified } from "oidc-provider";

export const CLIENT = { id: "jalon-essai", secret: "un-secret-qui-ne-sort-jamais-0123456789" };
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decode = (part) => JSON.parse(Buffer.from(part, "base64url"));

/** A key to sign with, of a name of its own. */
export function newKey(algorithm, kid) {
  const { privateKey } = algorithm === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, algorithm, privateKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, alg: algorithm, use: "sig" } };
}

/** The token with other claims, or signed otherwise: the hand of somebody who stands between. */
export function forged(token, key, change = (claims) => claims, head = {}) {
  const [, body] = token.split(".");
  const header = { alg: key.algorithm, kid: key.kid, ...head };
  const text = `${encode(header)}.${encode(change(decode(body)))}`;
  if (header.alg === "none") return `${text}.`;
  if (header.alg === "HS256") {
    const published = createPublicKey(key.privateKey).export({ type: "spki", format: "pem" });
    return `${text}.${createHmac("sha256", published).update(text).digest("base64url")}`;
  }
  const how = key.algorithm === "ES256" ? { key: key.privateKey, dsaEncoding: "ieee-p1363" } : key.privateKey;
  return `${text}.${sign("sha256", Buffer.from(text), how).toString("base64url")}`;
}

export class Provider {
  /** Who signs in, whatever the browser: change it between two sign-ins. */
  person = {};
  /** path → what to do with the answer: (body, ctx) => body; see `tamper`. */
  #tampering = new Map();
  /** path → milliseconds before it answers. */
  delays = new Map();
  /** path → bodies received, for the tests to look at. */
  received = new Map();
  silent = false;  // connections are cut at once
  codeSeconds = 30;

  constructor(site, options = {}) {
    this.site = site;
    this.key = newKey(options.algorithm ?? "RS256", "premiere");
    this.tls = options.tls;
    this.authentication = options.authentication ?? "client_secret_post";
  }

  async start() {
    const listener = (request, response) => {
      if (this.silent) return void request.socket.destroy();
      this.handler(request, response);
    };
    this.server = this.tls ? createTlsServer(this.tls, listener) : createServer(listener);
    await new Promise((resolve) => { this.server.listen(0, "127.0.0.1", resolve); });
    this.issuer = `${this.tls ? "https" : "http"}://127.0.0.1:${this.server.address().port}`;
    this.#build();
    return this;
  }
  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  /** The next answers at `path` go through `change`, until `honest()`. */
  tamper(path, change) { this.#tampering.set(path, change); }
  /** The id_token of the next sign-ins. */
  tamperToken(change, head, key = () => this.key) {
    this.tamper("/token", (body) => ({ ...body, id_token: forged(body.id_token, key(), change, head) }));
  }
  honest() {
    this.#tampering.clear();
    this.delays.clear();
    this.silent = false;
    if (this.codeSeconds !== 30) { this.codeSeconds = 30; this.#build(); }
  }
  codesLive(seconds) { this.codeSeconds = seconds; this.#build(); }
  /** Other keys from now on; those before are not published any more. */
  rotate(algorithm = this.key.algorithm) {
    this.key = newKey(algorithm, `clef-${Date.now()}`);
    this.#build();
  }

  #build() {
    const certified = new Certified(this.issuer, {
      clients: [{
        client_id: CLIENT.id, client_secret: CLIENT.secret, token_endpoint_auth_method: this.authentication,
        redirect_uris: [`${this.site}/connexion/retour`], post_logout_redirect_uris: [`${this.site}/deconnexion/retour`],
        response_types: ["code"], grant_types: ["authorization_code"],
        id_token_signed_response_alg: this.key.algorithm, userinfo_signed_response_alg: this.key.algorithm,
      }],
      jwks: { keys: [this.key.jwk] },
      cookies: { keys: ["essai"] },
      acrValues: ["eidas1", "eidas2"],
      claims: { openid: ["sub"], email: ["email", "email_verified"], given_name: ["given_name"], usual_name: ["usual_name"],
        uid: ["uid"], siret: ["siret"], idp_id: ["idp_id"], amr: null, acr: null },
      scopes: ["openid", "email", "given_name", "usual_name", "uid", "siret", "idp_id"],
      features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true }, jwtUserinfo: { enabled: true },
        userinfo: { enabled: true }, rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource } },
      pkce: { required: () => false, methods: ["S256"] },
      ttl: { AuthorizationCode: this.codeSeconds, AccessToken: 60, IdToken: 60, Session: 3600, Grant: 3600, Interaction: 600 },
      interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ ...this.person.claims, sub: id }) }),
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope("openid email given_name usual_name uid siret idp_id");
        grant.addOIDCClaims(["amr", "acr"]);
        await grant.save();
        return grant;
      },
    });
    certified.use(async (ctx, next) => {
      const wait = this.delays.get(ctx.path);
      if (wait) await new Promise((resolve) => { setTimeout(resolve, wait); });
      const uid = /^\/interaction\/(.+)$/.exec(ctx.path)?.[1];
      if (uid) {
        // Nobody types here: the person of the test is let through at once, or gives up.
        const result = this.person.declines ? { error: "access_denied", error_description: "<b>abandon</b>" }
          : { login: { accountId: this.person.sub, amr: this.person.amr ?? ["pwd"], acr: this.person.acr ?? "eidas1", remember: false } };
        await certified.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
        ctx.respond = false;
        return;
      }
      await next();
      const change = this.#tampering.get(ctx.path);
      if (change) ctx.body = await change(ctx.body, ctx);
    });
    this.handler = certified.callback();
    this.certified = certified;
  }
}

// The pages of signing out, without the library's questions: it is the protocol that is tried here.
async function logoutSource(ctx, form) {
  ctx.body = `<!doctype html><title>Sortie</title>${form}<button form="op.logoutForm" name="logout" value="yes">Quitter</button>`;
}
async function postLogoutSuccessSource(ctx) {
  ctx.body = "<!doctype html><title>Sortie</title><p>Sorti.";
}

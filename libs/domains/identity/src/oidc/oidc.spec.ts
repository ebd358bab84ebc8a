/// <reference path="./oidc-provider.types.d.ts" />
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { Browser, CookieJar, personId, startApi, STAFF_PASSWORD, startMailbox, type Api, type Mailbox } from '@dossier/kernel/testing';

const BASE = 'https://dossier.example.com';
const SECRET = 'a secret that only the two of them know';
const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }';
const ME = '{ me { id } }';
const STATE = '{ mySecondFactor { providers { id issuer } } }';

/** Whom the product believes it can sign in; the issuer changes from part to part of this file. */
let api: Api;
let box: Mailbox;
const listen = (server: Server): Promise<number> => new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));
const closed = (server: Server): Promise<void> => new Promise((done) => void (server.closeAllConnections(), server.close(() => done())));

/** Follows a link of the product; it always leads on. */
async function go(browser: Browser, path: string): Promise<string> {
  const { status, to } = await browser.go(path);
  expect(status).toBe(302);
  return to;
}
async function signedIn(email: string): Promise<Browser> {
  const browser = new Browser(api);
  await browser.ask(SIGN_IN, { e: email, p: STAFF_PASSWORD });
  return browser;
}

const pathOf = (url: string): string => url.replace(BASE, '');

describe('signing in by a provider', () => {
  let server: Server;
  let issuer: string;

  beforeAll(async () => {
    // It warns of what it uses by default: that it is no provider for production.
    for (const way of ['warn', 'info'] as const) jest.spyOn(console, way).mockImplementation(() => undefined);
    box = await startMailbox();
    let handle: (request: never, response: never) => void = () => undefined;
    server = createServer((request, response) => handle(request as never, response as never));
    issuer = `http://127.0.0.1:${await listen(server)}`;
    const provider = new Provider(issuer, {
      clients: [{ client_id: 'dossier', client_secret: SECRET, redirect_uris: [`${BASE}/api/sign-in/oidc/callback`], response_types: ['code'], grant_types: ['authorization_code'] }],
      features: { devInteractions: { enabled: true } },
      cookies: { keys: ['spec'] },
    });
    provider.on('server_error', () => undefined);
    handle = provider.callback() as never;
    api = await startApi({ publicUrl: BASE, mail: { url: box.url, from: 'dossier@example.com' }, signOn: { issuer, clientId: 'dossier', clientSecret: SECRET, name: '公司账号' } });
  });
  afterAll(async () => {
    await api?.close();
    await closed(server);
    await box?.close();
  });
  beforeEach(() => api.db.query('delete from sign_in_throttle'));

  /** What somebody does at the provider: name, password, consent; ends at the address it leads back to. */
  async function atProvider(url: string, login: string): Promise<string> {
    const jar = new CookieJar();
    let at = url;
    let form: URLSearchParams | null = null;
    for (let hop = 0; hop < 12; hop += 1) {
      const answer: Response = await fetch(at, { redirect: 'manual', headers: { cookie: String(jar), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(form ? { method: 'POST', body: form } : {}) });
      jar.take(answer.headers.getSetCookie());
      form = null;
      const next = answer.headers.get('location');
      if (next?.startsWith(BASE)) return next;
      if (next) {
        at = new URL(next, issuer).href;
        continue;
      }
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (!prompt || !action) throw new Error(`Stuck at ${at}: ${answer.status} ${page.slice(0, 300)}`);
      at = new URL(action, at).href;
      form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
    }
    throw new Error('The provider never led back');
  }

  async function linked(email: string, login: string): Promise<Browser> {
    const browser = await signedIn(email);
    const { linkProvider } = (await browser.ask('mutation { linkProvider }')).data;
    expect(await go(browser, pathOf(await atProvider(linkProvider, login)))).toBe('/profile');
    return browser;
  }

  it('is offered where it is set up', async () => {
    expect((await new Browser(api).ask('{ signInProvider { name } }')).data).toEqual({ signInProvider: { name: '公司账号' } });
  });

  it('opens nothing for an account that nobody linked, whatever address it claims', async () => {
    const browser = new Browser(api);
    const url = await go(browser, '/api/sign-in/oidc');
    expect(url).toMatch(new RegExp(`^${issuer}/auth\\?`));
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(`${BASE}/api/sign-in/oidc/callback`);
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
    expect(browser.lines[0]).toMatch(/^dossier-provider=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    expect(await go(browser, pathOf(await atProvider(url, 'admin@example.com')))).toBe('/?sso=PROVIDER_UNKNOWN');
    expect((await browser.ask(ME)).data['me']).toBeNull();
  });

  it('opens the account that linked it from inside', async () => {
    const owner = await linked('sales@example.com', 'zhao');
    expect((await owner.ask(STATE)).data['mySecondFactor'].providers).toEqual([{ id: expect.any(String), issuer }]);
    const browser = new Browser(api);
    expect(await go(browser, pathOf(await atProvider(await go(browser, '/api/sign-in/oidc'), 'zhao')))).toBe('/');
    expect((await browser.ask(ME)).data['me'].id).toBe(personId('SALES'));
    expect(browser.jar.get('dossier-provider') !== undefined).toBe(false);
    const { rows } = await api.db.query(`select outcome, object_id from audit_entry where action = 'signInByProvider' and actor_id = $1 and outcome = 'DONE'`, [personId('SALES')]);
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });

  it('opens one account only, and none that is suspended', async () => {
    const other = await signedIn('analyst@example.com');
    const { linkProvider } = (await other.ask('mutation { linkProvider }')).data;
    expect(await go(other, pathOf(await atProvider(linkProvider, 'zhao')))).toBe('/profile?sso=PROVIDER_TAKEN');
    await linked('marketer@example.com', 'li');
    await api.db.query(`with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) update app_user set status = 'SUSPENDED', rights_version = rights_version + 1 from context where id = $1`, [personId('MARKETER')]);
    const browser = new Browser(api);
    expect(await go(browser, pathOf(await atProvider(await go(browser, '/api/sign-in/oidc'), 'li')))).toBe('/?sso=SIGN_IN_FAILED');
  });

  it('is bound to the browser that began, and good once', async () => {
    const [victim, attacker] = [new Browser(api), new Browser(api)];
    const back = pathOf(await atProvider(await go(attacker, '/api/sign-in/oidc'), 'zhao'));
    expect(await go(victim, back)).toBe('/?sso=PROVIDER_REFUSED');
    await go(victim, '/api/sign-in/oidc');
    expect(await go(victim, back)).toBe('/?sso=PROVIDER_REFUSED');
    const cookie = attacker.jar.get('dossier-provider')!;
    expect(await go(attacker, back)).toBe('/');
    attacker.jar.set('dossier-provider', cookie);
    expect(await go(attacker, back)).toBe('/profile?sso=PROVIDER_REFUSED');
  });

  it('links to no session but the one that began', async () => {
    const [one, other] = [await signedIn('auditor@example.com'), await signedIn('analyst@example.com')];
    const { linkProvider } = (await one.ask('mutation { linkProvider }')).data;
    const back = pathOf(await atProvider(linkProvider, 'somebody'));
    other.jar.set('dossier-provider', one.jar.get('dossier-provider')!);
    expect(await go(other, back)).toBe('/profile?sso=PROVIDER_REFUSED');
    expect((await other.ask(STATE)).data['mySecondFactor'].providers).toEqual([]);
  });

  it('proves again who one is, by the linked account alone', async () => {
    const browser = await linked('sales.south@example.com', 'sun');
    const prove = async (login: string) => go(browser, pathOf(await atProvider((await browser.ask('mutation { proveByProvider }')).data['proveByProvider'], login)));
    expect(await prove('sun')).toBe('/proven');
    expect(await prove('zhao')).toBe('/profile?sso=PROOF_FAILED');
  });

  it('accepts an invitation once, and is then the only way in, which cannot be unlinked', async () => {
    const admin = await signedIn('admin@example.com');
    await admin.ask('mutation($i: InviteInput!) { inviteUser(input: $i) { expiresAt } }', { i: { name: 'Nia', email: 'nia@example.com', language: 'en' } });
    const token = /#([\w-]{43})/.exec((await box.next('nia@example.com')).text)![1];
    const browser = new Browser(api);
    const { acceptInvitationByProvider } = (await browser.ask('mutation($t: String!) { acceptInvitationByProvider(token: $t) }', { t: token })).data;
    expect(await go(browser, pathOf(await atProvider(acceptInvitationByProvider, 'nia')))).toBe('/');
    expect((await browser.ask('{ me { email } }')).data['me']).toEqual({ email: 'nia@example.com' });
    expect((await browser.ask('mutation($t: String!) { acceptInvitationByProvider(token: $t) }', { t: token })).errors?.[0]?.extensions.code).toBe('LINK_SPENT');
    const [{ id }] = (await browser.ask(STATE)).data['mySecondFactor'].providers;
    expect((await browser.ask('mutation($id: ID!) { unlinkProvider(id: $id) }', { id })).errors?.[0]?.extensions.code).toBe('PASSWORD_STANDS_ALONE');
  });

  it('is unlinked by its owner alone', async () => {
    const owner = await linked('manager@example.com', 'zhou');
    const [{ id }] = (await owner.ask(STATE)).data['mySecondFactor'].providers;
    const other = await signedIn('analyst@example.com');
    expect((await other.ask('mutation($id: ID!) { unlinkProvider(id: $id) }', { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await owner.ask('mutation($id: ID!) { unlinkProvider(id: $id) }', { id })).data).toEqual({ unlinkProvider: true });
    const browser = new Browser(api);
    expect(await go(browser, pathOf(await atProvider(await go(browser, '/api/sign-in/oidc'), 'zhou')))).toBe('/?sso=PROVIDER_UNKNOWN');
  });
});

const half = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a forged identity token', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let server: Server;
  let issuer: string;
  /** What the token endpoint gives; a spec sets it before the browser comes back. */
  let token = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const answer = (body: object): void => void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      if (request.url?.startsWith('/.well-known')) {
        return answer({
          issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'],
          // A provider that allows everything: the refusals must be our own.
          subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        });
      }
      if (request.url === '/jwks') return answer({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] });
      return answer({ access_token: 'x', token_type: 'bearer', id_token: token });
    });
    issuer = `http://127.0.0.1:${await listen(server)}`;
    api = await startApi({ publicUrl: BASE, signOn: { issuer, clientId: 'dossier', clientSecret: SECRET, name: 'Forger' } });
    await api.db.query(
      `with context as (select set_config('app.request_id', 'spec', true) a, set_config('app.entry_id', gen_random_uuid()::text, true) b)
       insert into provider_link (id, user_id, issuer, subject) select gen_random_uuid(), $1, $2, 'zhao' from context where a is not null and b is not null`, [personId('SALES'), issuer]);
  });
  afterAll(async () => {
    await api?.close();
    await closed(server);
  });
  afterEach(() => void (token = ''));

  const signed = (header: object, claims: object, key: KeyObject = privateKey): string => {
    const text = `${half(header)}.${half(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
  };
  const now = (): number => Math.floor(Date.now() / 1000);

  /** Comes back from the provider with a token made of the claims that would be right. */
  async function returnsWith(forge: (claims: Record<string, unknown>) => string): Promise<string> {
    const browser = new Browser(api);
    const { searchParams } = new URL(await go(browser, '/api/sign-in/oidc'));
    token = forge({ iss: issuer, aud: 'dossier', sub: 'zhao', iat: now(), exp: now() + 300, nonce: searchParams.get('nonce') });
    const to = await go(browser, `/api/sign-in/oidc/callback?code=any&state=${searchParams.get('state')}`);
    const { me } = (await browser.ask(ME)).data;
    return me ? `in as ${me.id}` : to;
  }
  const right = { alg: 'RS256', kid: 'k1' };
  const refused = '/?sso=PROVIDER_REFUSED';

  it('would open the account if everything in it were right', async () => {
    expect(await returnsWith((claims) => signed(right, claims))).toBe(`in as ${personId('SALES')}`);
  });

  it('is refused without a signature', async () => {
    expect(await returnsWith((claims) => `${half({ alg: 'none' })}.${half(claims)}.`)).toBe(refused);
    expect(await returnsWith((claims) => `${half({ alg: 'RS256', kid: 'k1' })}.${half(claims)}.`)).toBe(refused);
  });

  it('is refused when it is signed with what everybody knows, or the client knows', async () => {
    const hmac = (secret: string) => (claims: object) => {
      const text = `${half({ alg: 'HS256', kid: 'k1' })}.${half(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    expect(await returnsWith(hmac(publicKey.export({ format: 'pem', type: 'spki' }).toString()))).toBe(refused);
    expect(await returnsWith(hmac(JSON.stringify(publicKey.export({ format: 'jwk' }))))).toBe(refused);
    expect(await returnsWith(hmac(SECRET))).toBe(refused);
  });

  it('is refused when another key signed it', async () => {
    expect(await returnsWith((claims) => signed(right, claims, stranger))).toBe(refused);
    expect(await returnsWith((claims) => signed({ ...right, jwk: stranger.export({ format: 'jwk' }) }, claims, stranger))).toBe(refused);
  });

  it.each<[string, Record<string, unknown>]>([
    ['for another client', { aud: 'somebody-else' }],
    ['by another issuer', { iss: 'https://elsewhere.example' }],
    ['for another sign-in', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['expired', { exp: 1 }],
    ['from the future', { iat: 32_503_680_000, nbf: 32_503_680_000 }],
    ['without a subject', { sub: undefined }],
  ])('is refused when it was made %s', async (_, change) => {
    expect(await returnsWith((claims) => signed(right, { ...claims, ...change }))).toBe(refused);
  });

  it('leaves neither token nor code in the trail', async () => {
    const { rows } = await api.db.query(`select 1 from audit_entry e where e::text ~ 'eyJ' or e::text ~ 'code=any'`);
    expect(rows).toEqual([]);
  });
});

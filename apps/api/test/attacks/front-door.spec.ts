import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { serveWeb } from '../../src/http/web';
import { codeOf, keyOf, ADMINISTRATOR_ROLE, ME } from '../third-party';

let api: Api;
let admin: Client;
let key: string;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  key = await keyOf(api, ADMINISTRATOR_ROLE);
});
afterAll(() => api?.close());

const headers: [string, RegExp][] = [
  ['content-security-policy', /default-src 'self'.*media-src 'self' blob:;.*frame-ancestors 'none'/], ['x-content-type-options', /^nosniff$/], ['referrer-policy', /^same-origin$/], ['permissions-policy', /^camera=\(\), microphone=\(self\), geolocation=\(\)$/], ['x-request-id', /^[0-9A-F]{12}$/],
];

describe('what anybody can see from outside', () => {
  it('every answer bears the headers, the refused ones too, and says nothing of what it is made of', async () => {
    const stranger = request(api.app.getHttpServer());
    for (const answer of [await stranger.get('/'), await stranger.get('/healthz'), await stranger.post('/graphql').send({}), await admin.post('/graphql').send({ query: ME }), await stranger.get('/api/nothing'), await stranger.get('/embed.js'), await stranger.get('/%'), await stranger.put('/graphql')]) {
      for (const [name, like] of headers) expect([answer.request.url, name, answer.headers[name]]).toEqual([answer.request.url, name, expect.stringMatching(like)]);
      expect(answer.headers['x-powered-by']).toBeUndefined();
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.text ?? '').not.toMatch(/\bat .*\.(ts|js|mjs):\d|node_modules|Nest|Express|Apollo/);
    }
  });

  it('no path of debugging, of tools or of files is there', async () => {
    for (const path of ['/debug', '/debug/pprof', '/console', '/actuator', '/actuator/env', '/graphiql', '/playground', '/altair', '/voyager', '/.well-known/apollo/server-health', '/server-status', '/swagger', '/api/docs', '/docs', '/admin', '/phpmyadmin', '/.env', '/.git/config', '/.git/HEAD', '/package.json', '/dossier.key', '/api/../dossier.key', '/..%2f..%2fetc%2fpasswd'])
      for (const client of [api.anonymous(), api.withKey(key)]) expect([path, [401, 403, 404].includes((await client.get(path)).status)]).toEqual([path, true]);
    expect((await api.anonymous().get('/metrics')).status).toBe(401);
  });

  it('a browser that asks whether it may come from elsewhere is not told that it may', async () => {
    for (const path of ['/graphql', '/api/imports']) {
      const answer = await request(api.app.getHttpServer()).options(path).set({ Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-requested-with,content-type' });
      expect([path, answer.headers['access-control-allow-origin'], answer.headers['access-control-allow-credentials']]).toEqual([path, undefined, undefined]);
    }
  });

  it('a request by two lengths, or with a method of proxies, is not served', async () => {
    await api.app.listen(0, '127.0.0.1').catch(() => undefined);
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND']) {
      const status = await new Promise<number>((resolve) => {
        const asking = plainRequest({ host: '127.0.0.1', port, path: '/graphql', method }, (response) => (response.resume(), resolve(response.statusCode!)));
        asking.on('connect', (response, socket) => (socket.destroy(), resolve(response.statusCode!)));
        asking.on('error', () => resolve(400));
        asking.end();
      });
      expect([method, status >= 400]).toEqual([method, true]);
    }
  });
});

describe('forms of requests that other sites can send', () => {
  const routes: [string, string][] = [['/api/imports?kind=customers', 'name\nx\n'], ['/api/imports/0199dead-0000-7000-8000-000000000000/commit', '']];
  it.each(routes)('REST too is refused to a session without the header of our pages: %s', async (path, body) => {
    const cookie = (await admin.get('/healthz')).request.get('Cookie') as unknown as string;
    for (const more of [{}, { Origin: 'https://evil.example', 'X-Requested-With': 'dossier' }, { 'X-Requested-With': 'dossier', 'Sec-Fetch-Site': 'same-site' }, { 'X-Requested-With': 'XMLHttpRequest', 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'null', 'X-Requested-With': 'dossier' }]) {
      const answer = await request(api.app.getHttpServer()).post(path).set('Cookie', cookie).set(more as Record<string, string>).type('text/plain').send(body);
      expect([answer.status, codeOf(answer)]).toEqual([403, 'CROSS_SITE']);
    }
    expect((await api.db.query('select 1 from import')).rowCount).toBe(0);
  });

  it('a link that only reads changes nothing, and a verb does not answer to GET', async () => {
    for (const path of ['/api/imports', '/api/imports/0199dead-0000-7000-8000-000000000000/commit', '/api/imports/0199dead-0000-7000-8000-000000000000/check']) expect([path, (await admin.get(path)).status]).toEqual([path, 404]);
  });

  it('a cookie beside a key is not looked at, and a key beside nothing needs no header', async () => {
    const cookie = (await admin.get('/healthz')).request.get('Cookie') as unknown as string;
    const both = await request(api.app.getHttpServer()).post('/graphql').set({ Cookie: cookie, Authorization: `Bearer ${key.slice(0, -2)}xx` }).send({ query: ME });
    expect([both.status, codeOf(both)]).toEqual([401, 'KEY_REFUSED']);
  });
});

describe('ids without end', () => {
  it('a hundred thousand are refused before anything is looked for', async () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => `0199dead-0000-7000-8000-${String(at).padStart(12, '0')}`);
    const asked: [string, object][] = [
      ['query($f: CustomerFilter) { customers(filter: $f) { nodes { id } } }', { f: { owner: { in: ids } } }], ['mutation($ids: [ID!]!) { markNotificationsRead(ids: $ids) }', { ids }],
      ['mutation($s: CustomerSelection!) { bulkEditCustomers(selection: $s, change: { stage: LOST }) { id } }', { s: { ids } }],
    ];
    for (const client of [admin, api.withKey(key)]) for (const [query, variables] of asked) {
      const { status, body } = await client.post('/graphql').send({ query, variables });
      expect([status, body.data, codeOf({ body })]).toEqual([400, undefined, 'INVALID_INPUT']);
    }
    const fewer = ids.slice(0, 20_000);
    for (const [query, variables] of asked) expect((await admin.raw(query, JSON.parse(JSON.stringify(variables).replace(JSON.stringify(ids), JSON.stringify(fewer))) as object)).errors![0]!.extensions.code).toBe('INVALID_INPUT');
  });

  it('values nested without end are refused without a fault', async () => {
    for (const deep of ['['.repeat(100_000) + ']'.repeat(100_000), `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`]) {
      const answer = await admin.post('/graphql').set('Content-Type', 'application/json').send(`{"query":"mutation($i: SavedViewInput!) { saveView(input: $i) { id } }","variables":{"i":{"list":"customers","name":"x","state":{"a":${deep}}}}}`);
      expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_LIMIT']);
    }
  });
});

describe('the files of the pages', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dossier-pages-'));
    for (const name of ['web/assets', 'web/.git']) mkdirSync(join(folder, name), { recursive: true });
    for (const [name, text] of [['web/index.html', '<title>page</title>'], ['web/assets/a.js', 'js'], ['web/.env', 'SECRET'], ['web/.git/config', 'SECRET'], ['outside.txt', 'SECRET']] as const) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are served, and nothing beside or hidden among them', async () => {
    const app = express();
    serveWeb(app as never, join(folder, 'web'));
    expect((await request(app).get('/assets/a.js')).text).toBe('js');
    expect((await request(app).get('/customers')).text).toContain('page');
    for (const path of ['/.env', '/.git/config', '/.git%2fconfig', '/../outside.txt', '/%2e%2e/outside.txt', '/assets/../../outside.txt', '/assets/..%2f..%2foutside.txt', '/..%5coutside.txt']) expect([path, (await request(app).get(path)).text.includes('SECRET')]).toEqual([path, false]);
  });

  it('put no text into the page as code: only articles of the build itself are inserted as they are', () => {
    const sources = (from: string): string[] => readdirSync(from, { recursive: true }).map((name) => join(from, String(name))).filter((path) => /\.tsx?$/.test(path) && !/\.spec\./.test(path) && statSync(path).isFile());
    const found = ['apps/web/src', 'libs/ui/src', 'libs/client/src'].flatMap(sources).filter((path) => /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcDoc|javascript:/.test(readFileSync(path, 'utf8')));
    expect(found.sort()).toEqual(['apps/web/src/features/help/ArticleText.tsx', 'apps/web/src/features/keys/GuideScreen.tsx']);
    expect(readFileSync('apps/web/vite.config.ts', 'utf8')).toContain('sourcemap: false');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse, print } from 'graphql';
import { readFileSync } from 'node:fs';
import request, { type Test } from 'supertest';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { boundsOf } from '@dossier/kernel/graphql';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { restRoutes } from '../src/http/openapi';
import { routeTexts } from '../src/http/openapi.texts';
import { ADMINISTRATOR_ROLE, codeOf, keyOf, MANAGER_ROLE, ME } from './third-party';

type Answer = Awaited<ReturnType<Client['post']>>;

let api: Api;
let admin: Client;
let key: string;
const asKey = async (secret: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => api.withKey(secret).post('/graphql').set(headers).send(body);

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  key = await keyOf(api, ADMINISTRATOR_ROLE);
});
afterAll(() => api?.close());

describe('what another site, a form or a batch can send', () => {
  const forms: [string, (test: Test) => Test][] = [
    ['a form', (test) => test.type('form').send('query=%7Bme%7Bid%7D%7D')],
    ['plain text', (test) => test.set('Content-Type', 'text/plain').send('{"query":"{me{id}}"}')],
    ['multipart', (test) => test.field('operations', '{"query":"{me{id}}"}').field('map', '{}')],
    ['an odd type', (test) => test.set('Content-Type', 'application/graphql+json').send('{"query":"{me{id}}"}')],
    ['no type', (test) => test.set('Content-Type', '').send('{"query":"{me{id}}"}')],
  ];
  it.each(forms)('%s is refused before it is read, with a session and with a key', async (_, dressed) => {
    const session = await dressed(admin.post('/graphql'));
    expect([session.status, codeOf(session)]).toEqual([403, 'CROSS_SITE']);
    const program = await dressed(api.withKey(key).post('/graphql'));
    expect([program.status, codeOf(program)]).toEqual([403, 'CROSS_SITE']);
  });
  it('a GET of GraphQL is refused', async () => {
    for (const answer of [await admin.get('/graphql?query=%7Bme%7Bid%7D%7D'), await api.withKey(key).get('/graphql?query=%7Bme%7Bid%7D%7D')])
      expect([answer.status, codeOf(answer)]).toEqual([403, 'CROSS_SITE']);
  });
  it('a list of questions is refused', async () => {
    for (const answer of [await admin.post('/graphql').send([{ query: ME }, { query: ME }] as never), await asKey(key, [{ query: ME }] as never)]) expect([answer.status, codeOf(answer)]).toEqual([400, 'QUERY_LIMIT']);
  });
  it('a foreign origin is refused for a session, whatever else it says', async () => {
    const cookie = (await admin.post('/graphql').send({ query: ME })).request.get('Cookie') as unknown as string;
    for (const headers of [{ Origin: 'https://evil.example', 'X-Requested-With': 'dossier' }, { 'X-Requested-With': 'dossier', 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'http://127.0.0.1' }, {}]) {
      const answer = await request(api.app.getHttpServer()).post('/graphql').set('Cookie', cookie).set(headers as Record<string, string>).send({ query: ME });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'CROSS_SITE']);
    }
  });
});

describe('the bounds of a document', () => {
  const deep = `{ customers ${'{ nodes { latestOrders { customer '.repeat(4)}{ id }${' } } }'.repeat(4)} }`;
  const bomb = `query { ...F0 } ${Array.from({ length: 40 }, (_, at) => `fragment F${at} on Query { ${at === 39 ? '__typename' : `...F${at + 1} ...F${at + 1}`} }`).join(' ')}`;
  const broken: [string, string, string][] = [
    ['depth', deep, 'QUERY_LIMIT'],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, at) => `a${at}: __typename`).join(' ')} }`, 'QUERY_LIMIT'],
    ['root fields', `{ ${'me { id } '.repeat(21)} }`, 'QUERY_LIMIT'],
    ['directives', `{ me { id ${'@include(if: true) '.repeat(6)} } }`, 'QUERY_LIMIT'],
    ['tokens', `{ me { ${'id '.repeat(2_001)} } }`, 'QUERY_LIMIT'],
    ['operations', 'query A { me { id } } query B { me { id } }', 'QUERY_LIMIT'],
    ['cost', `{ customers(first: 200) { nodes { ${Array.from({ length: 26 }, (_, at) => `a${at}: latestOrders { id }`).join(' ')} } } }`, 'QUERY_LIMIT'],
    ['fragments that double', bomb, 'QUERY_LIMIT'],
    ['attempts', 'mutation { a: signIn(email: "a", password: "b") { id } b: signIn(email: "a", password: "c") { id } }', 'QUERY_LIMIT'],
    ['one attempt on two secrets', 'mutation { signIn(email: "a", password: "b") { id } changeMyPassword(current: "a", next: "b") { id } }', 'QUERY_LIMIT'],
  ];
  it.each(broken)('%s: one error, status 400, in a tenth of a second, for people and programs', async (_, query, code) => {
    for (const ask of [() => admin.post('/graphql').send({ query }), () => asKey(key, { query })]) {
      const answer = await ask();
      expect([answer.status, codeOf(answer as never), answer.body.errors.length, answer.body.data]).toEqual([400, code, 1, undefined]);
    }
    // Processor time: what else this machine does meanwhile does not count.
    const begun = process.cpuUsage();
    expect(() => boundsOf({ query: `${query} ` })).toThrow();
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(100);
  });
  it('a circle of fragments is refused without a fault', async () => {
    const answer = await asKey(key, { query: 'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
  it('says what a question has cost, to programs', async () => {
    const answer = await asKey(key, { query: '{ customers(first: 10) { nodes { id tags { name } } } }' });
    expect(answer.body.extensions.cost.asked).toBe(Number(answer.headers['x-query-cost']));
    expect((await admin.post('/graphql').send({ query: ME })).body.extensions).toBeUndefined();
  });
});

describe('the schema', () => {
  const everything = getIntrospectionQuery();
  it('tells itself to whoever may read it, and is an unknown name to others', async () => {
    for (const answer of [await admin.post('/graphql').send({ query: everything }), await asKey(key, { query: everything })]) expect(answer.body.data.__schema.types.length).toBeGreaterThan(100);
    const other = await keyOf(api, MANAGER_ROLE);
    const sales = await api.as('SALES');
    const hidden = 'query { ...F } fragment F on Query { x: __type(name: "Customer") { name } }';
    for (const query of [everything, '{ __schema { types { name } } }', hidden])
      for (const answer of [await sales.post('/graphql').send({ query }), await asKey(other, { query }), await api.anonymous().post('/graphql').send({ query })]) {
        expect([answer.status, codeOf(answer as never)]).toEqual([400, 'UNKNOWN_NAME']);
        expect(JSON.stringify(answer.body)).not.toContain('CustomerConnection');
      }
  });
  it('is printed for the same readers', async () => {
    const sdl = await admin.get('/api/schema.graphql').buffer(true);
    expect(print(parse(sdl.text))).toBe(print(parse(readFileSync('apps/api/schema.graphql', 'utf8'))));
    expect((await (await api.as('SALES')).get('/api/schema.graphql')).status).toBe(403);
    expect((await api.anonymous().get('/api/schema.graphql')).status).toBe(401);
  });
  it('never suggests a name', async () => {
    const answer = await asKey(key, { query: '{ customrs { id } }' });
    expect(JSON.stringify(answer.body)).not.toMatch(/did you mean|"customers"/i);
  });
});

describe('the description of REST', () => {
  it('has every route with its word, and no other', async () => {
    const routes = restRoutes(api.app.get(DiscoveryService, { strict: false }), api.app.get(Reflector));
    expect(routes.filter((route) => route.word === '')).toEqual([]);
    expect(routes.map(({ method, path }) => `${method} ${path}`).filter((name) => !(name in routeTexts))).toEqual([]);
    const names = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    expect(Object.keys(routeTexts).filter((name) => !names.has(name))).toEqual([]);
    const { body } = await api.withKey(key).get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const { method, path, word } of routes) expect([path, body.paths[path][method.toLowerCase()]['x-access']]).toEqual([path, word]);
    expect((await api.anonymous().get('/api/openapi.json')).status).toBe(401);
  });
});

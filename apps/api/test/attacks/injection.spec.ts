import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import { startApi, type Api, type Client, type GraphQLAnswer } from '@dossier/kernel/testing';
import { operationsOf, sampleOf } from '../matrix/operations';
import { keyOf, ADMINISTRATOR_ROLE } from '../third-party';

let api: Api;
let admin: Client;
let program: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  program = api.withKey(await keyOf(api, ADMINISTRATOR_ROLE));
});
afterAll(() => api?.close());

/** Texts that mean something to PostgreSQL, to its patterns, casts, arrays, JSON and time zones, or to nobody. */
/** Longer than any name. */
const LONG = 'a b c'.repeat(300);
const hostile = [
  `'`, `''`, `"`, `\\`, `'; drop table customer; --`, `1' or '1'='1`, `") or 1=1 --`, `$1`, `$$x$$`, `:name`, `%`, `_%\\`, `{`, `{"a":`, `(1,2)`, `{1,2}`, `null`, `NaN`, `1e999`, `-0`, `\u0000`, `a\u0000b`, `\ud800`, `\uffff`,
  `pg_sleep(10)`, `' || pg_sleep(10) || '`, `E'\\x00'`, `Asia/Shanghai'; select 1`, `ASC; select pg_sleep(1)`, `& | ! ( ) : * <->`, `-"`, `a:*b & !`, `*`, LONG, '𠮷'.repeat(90), `../../etc/passwd`, `javascript:alert(1)`, `<script>alert(1)</script>`, `\r\nSet-Cookie: a=b`,
];

const isFault = ({ status, errors }: GraphQLAnswer): boolean => status >= 500 || (errors ?? []).some(({ extensions }) => extensions.code === 'INTERNAL' || extensions.code === 'DATABASE_AWAY');

interface Place {
  operation: string;
  path: string;
  ask(client: Client, text: string): Promise<GraphQLAnswer>;
}

/** Every argument and every field of an input that takes a text of its own choosing, each with a request that carries it there. */
function placesOf(): Place[] {
  const schema = api.app.get(GraphQLSchemaHost).schema;
  const operations = new Map(operationsOf(api).map((one) => [one.name, one]));
  const texts = (type: GraphQLInputType, depth: number): { path: string; build: (text: string) => unknown }[] => {
    if (isNonNullType(type)) return texts(type.ofType, depth);
    if (isListType(type)) return texts(type.ofType, depth).map(({ path, build }) => ({ path, build: (text) => [build(text)] }));
    if (['String', 'ID', 'Day', 'DateTime'].includes(getNamedType(type).name)) return [{ path: '', build: (text) => text }];
    if (getNamedType(type).name === 'Json') return [{ path: '', build: (text) => ({ [text]: text, nested: [text, { [text]: [text] }] }) }];
    if (!isInputObjectType(type) || depth === 0) return [];
    return Object.values(type.getFields()).filter(({ name }) => !['and', 'or', 'not'].includes(name)).flatMap((field) =>
      texts(field.type, depth - 1).map(({ path, build }) => ({ path: `.${field.name}${path}`, build: (text) => ({ ...(sampleOf(type) as object), [field.name]: build(text) }) })));
  };
  return ([['query', schema.getQueryType()!], ['mutation', schema.getMutationType()!]] as const).flatMap(([kind, root]) =>
    Object.values(root.getFields()).flatMap((field) => field.args.flatMap((argument) =>
      texts(argument.type, 3).map(({ path, build }) => {
        const given = field.args.filter((one) => one === argument || isNonNullType(one.type));
        const below = / \{ __typename \} \}$/.test(operations.get(field.name)!.document) ? ' { __typename }' : '';
        const document = `${kind}(${given.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')}) { ${field.name}(${given.map((one) => `${one.name}: $${one.name}`).join(', ')})${below} }`;
        return {
          operation: field.name, path: `${argument.name}${path}`,
          ask: (client, text) => client.raw(document, Object.fromEntries(given.map((one) => [one.name, one === argument ? build(text) : sampleOf(one.type)]))),
        };
      }))));
}

/** What would end the session of the one who asks, or make the product's own state another. */
const left = new Set(['signOut', 'signOutEverywhere', 'leaveDemo', 'changeMyPassword', 'actFor', 'updateCompany', 'setForgottenPassword']);

describe('texts that mean something to a database', () => {
  it('are texts and nothing else, in every place of every operation: answered or refused, never a fault', async () => {
    const places = placesOf().filter(({ operation }) => !left.has(operation));
    expect(places.length).toBeGreaterThan(250);
    const faults: string[] = [];
    for (const [nth, { operation, path, ask }] of places.entries())
      // Each place meets the worst ones, and some of the rest by turns.
      for (const text of [`'`, 'a\u0000b', '\ud800', LONG, hostile[nth % hostile.length]!, hostile[(nth * 7 + 3) % hostile.length]!]) if (isFault(await ask(admin, text))) faults.push(`${operation} ${path} ${JSON.stringify(text).slice(0, 40)}`);
    expect(faults).toEqual([]);
  }, 400_000);

  it('do nothing in what people type to find, in filters and in places of a page, by session and by key', async () => {
    const faults: string[] = [];
    for (const client of [admin, program]) for (const text of hostile) {
      const asked: [string, object][] = [
        ['query($t: String!) { search(text: $t) { customers { id } orders { id } products { id } users { id } } }', { t: text }],
        ...['name', 'companyName', 'city', 'region', 'archiveNo', 'externalKey'].flatMap((field) => ['contains', 'equals', 'startsWith'].map((how): [string, object] => ['query($f: CustomerFilter) { customers(filter: $f) { nodes { id } totalCount } }', { f: { [field]: { [how]: text } } }])).filter((_, at) => (at + text.length) % 3 === 0),
        ['query($f: CustomerFilter) { customers(filter: $f) { nodes { id } } }', { f: { search: text } }], ['query($f: CustomerFilter) { customers(filter: $f) { nodes { id } } }', { f: { stage: { in: [text] } } }],
        ['query($a: String) { customers(after: $a) { nodes { id } } }', { a: text }], ['query($a: String) { customers(after: $a, sort: NAME) { nodes { id } } }', { a: Buffer.from(JSON.stringify([text, text])).toString('base64url') }],
        ['query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', { f: { orderNo: { startsWith: text } } }],
      ];
      for (const [document, variables] of asked) if (isFault(await client.raw(document, variables))) faults.push(`${document} ${JSON.stringify(variables).slice(0, 60)}`);
    }
    expect(faults).toEqual([]);
    expect((await api.db.query('select 1 from customer limit 0')).rowCount).toBe(0);
  }, 200_000);

  it('are no name of a sort, a direction, a scope, a zone or a language', async () => {
    for (const text of hostile.filter((one) => one.length < 60)) {
      for (const document of ['query($s: CustomerSort) { customers(sort: $s) { nodes { id } } }', 'query($s: SortOrder) { customers(order: $s) { nodes { id } } }']) expect((await admin.raw(document, { s: text })).status).toBe(400);
      for (const input of [{ timeZone: text }, { language: text }, { currency: text }]) expect(['INVALID_INPUT', 'INVALID_TIME_ZONE', 'UNKNOWN_NAME']).toContain(await admin.refusal('mutation($i: CompanyInput!) { updateCompany(input: $i) { id } }', { i: input }));
    }
  });

  it('do nothing in headers, paths and addresses', async () => {
    for (const text of hostile.filter((one) => /^[\x20-\x7e]+$/.test(one) && one.length < 60)) {
      const at = encodeURIComponent(text);
      for (const path of [`/api/imports/${at}`, `/api/exports/${at}/file`, `/api/imports/${at}/failed`, `/api/hooks/${at}`, `/api/${at}`]) expect([path, (await admin.get(path)).status < 500]).toEqual([path, true]);
      const headed = await admin.post('/api/imports?kind=' + at).set({ 'X-File-Name': at, 'Idempotency-Key': text, 'Accept-Language': text, 'User-Agent': text }).set('Content-Type', 'application/octet-stream').send(Buffer.from('a,b\n1,2\n'));
      expect([text, headed.status < 500]).toEqual([text, true]);
      expect((await admin.get('/healthz').set({ 'User-Agent': text, 'Accept-Language': text, Cookie: `__Host-dossier=${at}; dossier=${at}` })).status).toBeLessThan(500);
    }
  });
});

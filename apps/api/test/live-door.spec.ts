import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { stageOf, update, type Stage } from './live-stage';
import { changes, errorsOf, signIn, sockets } from './sockets';

let api: Api;
let line: Awaited<ReturnType<typeof sockets>>;
let admin: Client;
let stage: Stage;

beforeAll(async () => {
  api = await startApi();
  line = await sockets(api);
  admin = await api.as('ADMINISTRATOR');
  stage = stageOf(api, admin);
});
afterEach(() => line?.all.splice(0).forEach((ear) => ear.close()));
afterAll(() => api?.close());

describe('Who may open a socket', () => {
  const refusals: Record<string, Record<string, string>> = {
    'from a page of somebody else': { origin: 'https://evil.example' },
    'from an origin that is none': { origin: 'null' },
    'by a browser that says it is another site': { 'sec-fetch-site': 'cross-site' },
  };
  for (const [name, headers] of Object.entries(refusals))
    it(`refuses one ${name}`, async () => {
      const ear = line.ear(await line.cookieOf('SALES'), headers);
      await ear.until(() => ear.closed);
      expect(ear.refused).toBe(403);
    });

  it('closes one that nobody signed in on, that fails to, or that brings a cookie without saying from where', async () => {
    const cookie = await line.cookieOf('SALES');
    for (const ear of [line.ear(null), line.ear('dossier=nobody'), line.ear(cookie, { origin: '' })]) {
      await ear.init();
      await ear.until(() => ear.closed);
      expect(ear.closed?.code).toBe(4403);
      expect(ear.messages).toEqual([]);
    }
    const keyed = await line.ear(null).init({ authorization: 'Bearer dsr_0_nothing' });
    await keyed.until(() => keyed.closed);
    expect(keyed.closed?.code).toBe(4403);
  });

  it('takes a key in its first message or its header, tells by the rights of the key, and ends with it', async () => {
    const MANAGER_ROLE = '0199a000-0000-7000-8000-000000000002';
    const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: '网店', roleIds: [MANAGER_ROLE], teamIds: [teamId('SOUTH')] } });
    const { createKey: { secret, key } } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret key { id } } }', { id: createClient.id, i: { name: 'server' } });
    const [east, south] = [await stage.makeFor('EAST', 'SALES'), await stage.makeFor('SOUTH', 'SALES_SOUTH')];
    const ears = [line.ear(null, { origin: '' }), line.ear(null, { origin: '', authorization: `Bearer ${secret}` })];
    await (await ears[0]!.init({ authorization: `Bearer ${secret}` })).listen(['Customer']);
    await (await ears[1]!.init()).listen(['Customer']);
    for (const { id, version } of [east, south]) await admin.mutate(update, { id, version, input: { city: '厦门' } });
    for (const ear of ears) {
      await ear.until(() => ear.heard.length > 0);
      expect((await ear.rest()).map(({ id }) => id)).toEqual([south.id]);
    }
    await admin.mutate('mutation($id: ID!) { revokeKey(id: $id) { id } }', { id: key.id });
    for (const ear of ears) {
      await ear.until(() => ear.closed);
      expect(ear.closed?.code).toBe(4403);
    }
  });

  it('closes one that listens before it has signed in, or does not sign in at all', async () => {
    const cookie = await line.cookieOf('SALES');
    const early = await line.ear(cookie).opened();
    early.say({ id: '1', type: 'subscribe', payload: { query: changes, variables: { types: ['Customer'] } } });
    const silent = await line.ear(cookie).opened();
    await early.until(() => early.closed);
    await silent.until(() => silent.closed, 4_500);
    expect([early.closed?.code, silent.closed?.code]).toEqual([4401, 4408]);
  });

  it('closes one that listens to too much, and the windows of one account beyond their number', async () => {
    const cookie = await line.cookieOf('SALES_SOUTH');
    const ear = await line.ear(cookie).init();
    for (let at = 0; at < 21; at += 1) ear.say({ id: `s${at}`, type: 'subscribe', payload: { query: changes, variables: { types: ['Customer'] } } });
    await ear.until(() => ear.closed);
    const ears = await Promise.all(Array.from({ length: 51 }, () => line.ear(cookie).init()));
    await ears[0]!.until(() => ears.filter(({ closed }) => closed).length === 1);
    expect([ear.closed?.code, ears.find(({ closed }) => closed)?.closed?.code]).toEqual([1013, 1013]);
  });

  it('answers what is no subscription, too deep, misspelt or of an unknown type with the codes of everywhere', async () => {
    const ear = await line.ear(await line.cookieOf('SALES')).init();
    const aliases = Array.from({ length: 40 }, (_, at) => `a${at}: type`).join(' ');
    const asked = ['{ me { id } }', 'mutation { signOut }', '{ __schema { types { name } } }', `subscription { changes(types: ["Customer"]) { ${aliases} } }`, 'subscription { changes(types: ["Customer"]) { nmae } }', 'subscription { changes(types: ["Customr"]) { id } }', 'subscription {'];
    for (const [at, query] of asked.entries()) ear.say({ id: String(at), type: 'subscribe', payload: { query } });
    const codes = (): string[] => ear.messages.flatMap(({ payload }) => errorsOf(payload).map((error) => error.extensions.code));
    await ear.until(() => codes().length === asked.length);
    expect(codes().sort()).toEqual(['GRAPHQL_PARSE_FAILED', 'QUERY_LIMIT', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME', 'UNKNOWN_NAME']);
    expect(JSON.stringify(ear.messages)).not.toContain('Did you mean');
  });
});

describe('Where sessions run the documents of our pages alone', () => {
  it('listens by hash, and to no text of its own', async () => {
    const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
    const strict = await startApi({ documents: { [hashOf(signIn)]: signIn, [hashOf(changes)]: changes } });
    try {
      const strictLine = await sockets(strict, { signInHash: hashOf(signIn) });
      const ear = await strictLine.ear(await strictLine.cookieOf('ADMIN')).init();
      ear.say({ id: 'text', type: 'subscribe', payload: { query: changes, variables: { types: ['Notification'] } } });
      ear.say({ id: 'other', type: 'subscribe', payload: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: hashOf('another') } } } });
      ear.say({ id: 'hash', type: 'subscribe', payload: { query: '', variables: { types: ['Notification'] }, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(changes) } } } });
      await ear.until(() => ear.messages.filter(({ type }) => type === 'error').length === 2);
      expect(ear.messages.flatMap(({ payload }) => errorsOf(payload).map(({ extensions }) => extensions.code)).sort()).toEqual(['DOCUMENT_NOT_TRUSTED', 'DOCUMENT_UNKNOWN']);
      await strict.db.query(
        `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true))
         insert into notification (id, user_id, kind) select gen_random_uuid(), $1, 'spec' from context`, [personId('ADMIN')],
      );
      await ear.until(() => ear.heard.length > 0);
      ear.close();
    } finally {
      await strict.close();
    }
  });
});

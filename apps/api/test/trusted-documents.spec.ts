import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { TrustedDocuments } from '@dossier/kernel/graphql';
import { personId, startApi, STAFF_PASSWORD, type Api, type Client } from '@dossier/kernel/testing';
import { ADMINISTRATOR_ROLE, codeOf, ME } from './third-party';

const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const SIGN_IN = 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }';
const documents = { [hashOf(SIGN_IN)]: SIGN_IN, [hashOf(ME)]: ME };
type Answer = Awaited<ReturnType<Client['post']>>;

describe('trusted documents', () => {
  let strict: Api;
  let strictKey: string;
  const asBrowser = (body: object, cookie = ''): Promise<Answer> => {
    const test = request(strict.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin');
    return (cookie ? test.set('Cookie', cookie) : test).send(body) as never;
  };
  let cookie: string;

  beforeAll(async () => {
    strict = await startApi({ documents });
    const answer = await asBrowser({ documentId: hashOf(SIGN_IN), variables: { email: 'admin@example.com', password: STAFF_PASSWORD } });
    cookie = ([answer.headers['set-cookie'] ?? []].flat() as string[]).map((one) => one.split(';')[0]).join('; ');
    await strict.db.query(`begin; select set_config('app.request_id','s',true), set_config('app.entry_id',gen_random_uuid()::text,true), set_config('app.scope','ALL',true);
      insert into app_user (id, kind, name) values ('0199a000-0000-7000-8000-0000000000e1', 'CLIENT', 'program');
      insert into user_role (user_id, role_id) values ('0199a000-0000-7000-8000-0000000000e1', '${ADMINISTRATOR_ROLE}');
      insert into api_key (id, client_id, name, public_id, secret_hash, expires_at, rate_per_minute) values (gen_random_uuid(), '0199a000-0000-7000-8000-0000000000e1', 'k', 'aaaabbbbcccc', sha256('${'s'.repeat(43)}'), now() + interval '1 day', 600); commit`);
    strictKey = `dsr_aaaabbbbcccc_${'s'.repeat(43)}`;
  });
  afterAll(() => strict?.close());

  it('knows them from the first moment on, whoever asks at the same time', async () => {
    const cold = await startApi({ documents });
    const ask = () => request(cold.app.getHttpServer()).post('/graphql').set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').send({ documentId: hashOf(ME) });
    const answers = await Promise.all(Array.from({ length: 8 }, ask)).finally(() => cold.close());
    expect(answers.map(({ status, body }) => [status, body.data])).toEqual(answers.map(() => [200, { me: null }]));
  });
  it('lets a session run a known hash, in both ways of naming it', async () => {
    expect(cookie).not.toBe('');
    for (const named of [{ documentId: hashOf(ME) }, { documentId: hashOf(ME).slice(7) }, { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(ME).slice(7) } } }])
      expect((await asBrowser(named, cookie)).body.data.me.id).toBe(personId('ADMIN'));
  });
  it('refuses an unknown hash, and a text, also that of a known document, also from nobody', async () => {
    const unknown = await asBrowser({ documentId: hashOf('{ users { nodes { id } } }') }, cookie);
    expect([unknown.status, codeOf(unknown)]).toEqual([400, 'DOCUMENT_UNKNOWN']);
    for (const body of [{ query: ME }, { query: '{ users { nodes { email } } }' }, {}])
      for (const one of [cookie, '']) expect(codeOf(await asBrowser(body, one))).toBe('DOCUMENT_NOT_TRUSTED');
  });
  it('registers nothing: a hash with its text is run neither now nor later', async () => {
    const query = '{ users { nodes { email } } }';
    for (const body of [{ query, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(query).slice(7) } } }, { query, documentId: hashOf(query) }, { documentId: hashOf(query) }]) expect(codeOf(await asBrowser(body, cookie))).toBe('DOCUMENT_UNKNOWN');
    expect((await strict.db.query('select hash from trusted_document')).rowCount).toBe(2);
    // The hash decides, not the text beside it.
    expect((await asBrowser({ documentId: hashOf(ME), query }, cookie)).body.data).toEqual({ me: expect.any(Object) });
  });
  it('lets a key write its own, and use ours', async () => {
    for (const body of [{ query: '{ me { name } }' }, { documentId: hashOf(ME) }]) expect((await strict.withKey(strictKey).post('/graphql').send(body)).body.data.me.name).toBe('program');
  });
  it('holds names and variables to the document, and its bounds', async () => {
    expect((await asBrowser({ documentId: hashOf(SIGN_IN), operationName: 'Other', variables: {} }, cookie)).status).toBe(400);
  });
  it('serves what a newer build has brought meanwhile, and forgets what nobody has brought for a month', async () => {
    const fresh = 'query Fresh { me { language } }';
    await strict.db.query('insert into trusted_document (hash, body) values ($1, $2)', [hashOf(fresh).slice(7), fresh]);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect((await asBrowser({ documentId: hashOf(fresh) }, cookie)).body.data.me.language).toBe('zh');
    expect(strict.app.get(TrustedDocuments).isEnforced).toBe(true);
  });
});

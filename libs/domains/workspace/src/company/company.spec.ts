import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const UPDATE = 'mutation($i: CompanyInput!) { updateCompany(input: $i) { version name timeZone currency phoneTailSearch } }';
const SET_UP = 'mutation($i: SetUpInput!) { setUpOwner(input: $i) { id name permissions company { name timeZone currency } setupNeeded demo } }';
const input = {
  companyName: '星河 贸易', timeZone: 'Europe/Berlin', currency: 'EUR', language: 'en', name: 'Ada Byron', email: 'Ada@Example.org', password: 'ambry lichen tugboat', requireSecondFactor: false,
};

let api: Api;
let admin: Client;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

/** Does something as the owner of the database that no verb does. */
const behind = (statement: string) => api.db.query(`begin; select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true); ${statement}; commit`);

describe('company settings', () => {
  it('are seen by everybody and changed by whoever may', async () => {
    const { updateCompany } = await admin.mutate(UPDATE, { i: { version: 1, name: '晴川', timeZone: 'Europe/London', currency: 'GBP', phoneTailSearch: true } });
    expect(updateCompany).toEqual({ version: 2, name: '晴川', timeZone: 'Europe/London', currency: 'GBP', phoneTailSearch: true });
    expect((await (await api.as('SALES')).query('{ company { name timeZone can } }')).company).toEqual({ name: '晴川', timeZone: 'Europe/London', can: [] });
  });

  it('take the word', async () => expect(await (await api.as('SALES')).refusal(UPDATE, { i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('are nothing to a stranger', async () => expect(await api.anonymous().refusal('{ company { name } }')).toBe('NOT_SIGNED_IN'));

  it('refuse a zone that does not exist, and a change that somebody else made before', async () => {
    expect(await admin.refusal(UPDATE, { i: { timeZone: 'Mars/Olympus' } })).toBe('INVALID_INPUT');
    await admin.mutate(UPDATE, { i: { name: '晴川二' } });
    expect(await admin.refusal(UPDATE, { i: { version: 2, name: '晴川三' } })).toBe('CONFLICT');
  });
});

describe('the first set-up', () => {
  it('is refused while anybody can sign in', async () => {
    expect((await api.anonymous().query('{ setup { needed demo } me { id } }'))).toEqual({ setup: { needed: false, demo: false }, me: null });
    expect(await api.anonymous().refusal(SET_UP, { i: input })).toBe('SET_UP_DONE');
  });

  it('refuses a password made of the company and the owner', async () => {
    await behind('update app_user set archived_at = now(), rights_version = rights_version + 1');
    expect((await api.anonymous().query('{ setup { needed } }')).setup.needed).toBe(true);
    expect(await api.anonymous().refusal(SET_UP, { i: { ...input, companyName: 'Galaxytrade', password: 'Galaxytrade-Byron-1' } })).toBe('PASSWORD_GUESSABLE');
    expect(await api.anonymous().refusal(SET_UP, { i: { ...input, timeZone: 'Mars/Olympus' } })).toBe('INVALID_INPUT');
  });

  it('makes one owner, whoever asks at the same time, and signs them in', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => api.anonymous().post('/graphql').send({ query: SET_UP, variables: { i: input } })));
    const made = answers.filter((answer) => answer.body.data?.setUpOwner);
    expect(made).toHaveLength(1);
    expect(made[0]!.body.data.setUpOwner).toMatchObject({ name: 'Ada Byron', company: { name: '星河 贸易', timeZone: 'Europe/Berlin', currency: 'EUR' }, setupNeeded: false, demo: false });
    expect(made[0]!.body.data.setUpOwner.permissions).toEqual(expect.arrayContaining(['user.manage', 'role.assign', 'customer.export']));
    const cookie = ([made[0]!.headers['set-cookie'] ?? []].flat() as string[])[0]!.split(';')[0]!;
    const me = await api.anonymous().post('/graphql').set('Cookie', cookie).send({ query: '{ me { email } setup { needed } }' });
    expect(me.body.data).toEqual({ me: { email: 'ada@example.org' }, setup: { needed: false } });
  });

  it('asks the owner for a second factor before anything else, unless told otherwise', async () => {
    await behind('update app_user set archived_at = now(), rights_version = rights_version + 1');
    const { requireSecondFactor: _, ...plain } = input;
    const answer = await api.anonymous().post('/graphql').send({ query: SET_UP, variables: { i: plain } });
    expect(answer.body).toEqual({ data: { setUpOwner: null } });
    const step = ([answer.headers['set-cookie'] ?? []].flat() as string[])[0]!.split(';')[0]!;
    const asked = await api.anonymous().post('/graphql').set('Cookie', step).send({ query: '{ signInStep { kind } me { id } setup { needed } }' });
    expect(asked.body.data).toEqual({ signInStep: { kind: 'ENROLMENT' }, me: null, setup: { needed: false } });
  });
});

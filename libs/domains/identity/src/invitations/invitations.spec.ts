import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, startMailbox, STAFF_PASSWORD, teamId, type Api, type Client, type Mailbox } from '@dossier/kernel/testing';

const INVITE = 'mutation($i: InviteInput!) { inviteUser(input: $i) { link expiresAt user { id status email roles { id } teams { id } can } } }';
const RESEND = 'mutation($id: ID!) { resendInvitation(userId: $id) { link expiresAt } }';
const CANCEL = 'mutation($id: ID!) { cancelInvitation(userId: $id) }';
const ACCEPT = 'mutation($t: String!, $p: String!) { acceptInvitation(token: $t, password: $p) { id email permissions } }';
const STATE = 'query($id: ID!) { accountState(userId: $id) { sessionCount secondFactorAt invitation { expiresAt mailState } } }';
const LINK = 'query($t: String!) { accountLink(token: $t) { purpose name email } }';
const ASK = 'mutation($e: String!) { askPasswordReset(email: $e) }';
const SET = 'mutation($t: String!, $p: String!) { setForgottenPassword(token: $t, password: $p) }';
const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }';
const GOOD = 'ambry lichen tugboat';
const BETTER = 'nine paper herons asleep';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const SALES_ROLE = '0199a000-0000-7000-8000-000000000004';
const ADMINISTRATOR = '0199a000-0000-7000-8000-000000000001';
const BASE = 'https://dossier.example.com';

let api: Api;
let clock: FixedClock;
let box: Mailbox;
let admin: Client;
let sales: Client;

beforeAll(async () => {
  box = await startMailbox();
  clock = new FixedClock(new Date());
  api = await startApi({ clock, publicUrl: BASE, mail: { url: box.url, from: 'Dossier <dossier@example.com>' } });
});
afterAll(async () => {
  await api?.close();
  await box?.close();
});
beforeEach(async () => {
  box.behave('TAKE');
  await api.db.query('delete from sign_in_throttle');
  // The clock moves on from sentence to sentence: earlier sessions may be over.
  admin = await reentered('admin@example.com');
  sales = await reentered('sales@example.com');
});

let count = 0;
const fresh = (): string => `new${(count += 1)}@example.com`;
const tokenIn = (text: string, path: string): string => {
  const found = new RegExp(`${BASE}${path}#([\\w-]{43})`).exec(text)?.[1];
  if (!found) throw new Error(`No link to ${path} in: ${text}`);
  return found;
};
async function invited(email = fresh(), language = 'en') {
  const { inviteUser } = await admin.mutate(INVITE, { i: { name: 'Nia Okoye', email, language, roles: [{ roleId: SALES_ROLE }], teamIds: [teamId('EAST')] } });
  const mail = await box.next(email);
  return { id: inviteUser.user.id as string, email, mail, token: tokenIn(mail.text, '/welcome'), inviteUser };
}
async function asked(email: string, from = api.anonymous()) {
  const before = box.mails.length;
  await from.mutate(ASK, { e: email });
  const mail = await box.next(email, before);
  return { mail, token: tokenIn(mail.text, '/new-password') };
}
const settled = async (query: string, values: unknown[], wanted: unknown): Promise<void> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { rows } = await api.db.query(query, values);
    if (JSON.stringify(Object.values(rows[0] ?? {})[0]) === JSON.stringify(wanted) || Date.now() > deadline) return expect(Object.values(rows[0] ?? {})[0]).toEqual(wanted);
    await new Promise((done) => setTimeout(done, 50));
  }
};

describe('inviting a colleague', () => {
  it('prepares the account with roles and teams, and sends a link built from the configured address', async () => {
    const { id, mail, inviteUser } = await invited();
    expect(inviteUser).toMatchObject({ link: null, user: { status: 'INVITED', roles: [{ id: SALES_ROLE }], teams: [{ id: teamId('EAST') }] } });
    expect(inviteUser.user.can).toEqual(expect.arrayContaining(['RESEND_INVITATION', 'CANCEL_INVITATION']));
    expect(inviteUser.user.can).not.toEqual(expect.arrayContaining(['RESET_PASSWORD']));
    expect(mail.subject).toMatch(/^You are invited to Dossier/);
    await settled('select m.state from account_link l join mail m on m.id = l.mail_id where l.user_id = $1', [id], 'SENT');
    expect((await admin.query(STATE, { id })).accountState).toMatchObject({ sessionCount: 0, secondFactorAt: null, invitation: { mailState: 'SENT' } });
  });

  it('may give a role for a time', async () => {
    const until = new Date(clock.now().getTime() + 86_400_000);
    const { inviteUser } = await admin.mutate(INVITE, { i: { name: 'Ona', email: fresh(), roles: [{ roleId: SALES_ROLE, until: until.toISOString() }] } });
    const { rows } = await api.db.query('select until from user_role where user_id = $1', [inviteUser.user.id]);
    expect(rows).toEqual([{ until }]);
  });

  it('writes in the language of the invited one', async () => expect((await invited(fresh(), 'zh')).mail.text).toContain('请打开下面的链接，设置自己的密码'));

  it('takes the word, and roles only as far as one holds them', async () => {
    const input = { name: 'x', email: fresh(), roles: [{ roleId: ADMINISTRATOR }] };
    expect(await sales.refusal(INVITE, { i: input })).toBe('FORBIDDEN');
    expect(await sales.refusal(RESEND, { id: NOBODY })).toBe('FORBIDDEN');
    expect(await sales.refusal(CANCEL, { id: NOBODY })).toBe('FORBIDDEN');
    expect(await sales.refusal(STATE, { id: personId('ADMIN') })).toBe('FORBIDDEN');
  });

  it('finds no role, no team and no invitation that do not exist', async () => {
    expect(await admin.refusal(INVITE, { i: { name: 'x', email: fresh(), roles: [{ roleId: NOBODY }] } })).toBe('NOT_FOUND');
    expect(await admin.refusal(RESEND, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(CANCEL, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(STATE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('refuses an address that is taken, and a resend to who is in already', async () => {
    expect(await admin.refusal(INVITE, { i: { name: 'x', email: 'sales@example.com' } })).toBe('EMAIL_TAKEN');
    expect(await admin.refusal(RESEND, { id: personId('SALES') })).toBe('USER_NOT_INVITED');
    expect(await admin.refusal(CANCEL, { id: personId('SALES') })).toBe('USER_NOT_INVITED');
  });

  it('lets nobody in before a password is set', async () => {
    const { email } = await invited();
    expect(await api.anonymous().refusal(SIGN_IN, { e: email, p: STAFF_PASSWORD })).toBe('SIGN_IN_FAILED');
  });
});

describe('accepting an invitation', () => {
  it('tells its holder whose it is, sets the password and signs in', async () => {
    const { token, email, id } = await invited();
    expect((await api.anonymous().query(LINK, { t: token })).accountLink).toEqual({ purpose: 'INVITATION', name: 'Nia Okoye', email });
    const { acceptInvitation } = await api.anonymous().mutate(ACCEPT, { t: token, p: GOOD });
    expect(acceptInvitation).toMatchObject({ id, email, permissions: expect.arrayContaining(['customer.read']) });
    expect((await api.anonymous().mutate(SIGN_IN, { e: email, p: GOOD })).signIn.id).toBe(id);
  });

  it('works once, whoever is faster', async () => {
    const { token } = await invited();
    const answers = await Promise.all([1, 2, 3].map(() => api.anonymous().raw(ACCEPT, { t: token, p: GOOD })));
    expect(answers.map((answer) => answer.errors?.[0]?.extensions.code ?? 'DONE').sort()).toEqual(['DONE', 'LINK_SPENT', 'LINK_SPENT']);
    expect(await api.anonymous().refusal(ACCEPT, { t: token, p: GOOD })).toBe('LINK_SPENT');
    expect((await api.anonymous().query(LINK, { t: token })).accountLink).toBeNull();
  });

  it('keeps the link good when the password is weak', async () => {
    const { token } = await invited();
    expect(await api.anonymous().refusal(ACCEPT, { t: token, p: 'too short' })).toBe('PASSWORD_TOO_SHORT');
    expect((await api.anonymous().mutate(ACCEPT, { t: token, p: GOOD })).acceptInvitation.id).toBeTruthy();
  });

  it('is too late after half an hour, and a link that was sent again is dead', async () => {
    const late = await invited();
    const before = box.mails.length;
    const { resendInvitation } = await admin.mutate(RESEND, { id: late.id });
    expect(resendInvitation.link).toBeNull();
    const again = tokenIn((await box.next(late.email, before)).text, '/welcome');
    expect(await api.anonymous().refusal(ACCEPT, { t: late.token, p: GOOD })).toBe('LINK_SPENT');
    clock.advance({ minutes: 31 });
    expect(await api.anonymous().refusal(ACCEPT, { t: again, p: GOOD })).toBe('LINK_SPENT');
  });

  it('is over when the invitation is taken back, and the address is free again', async () => {
    const { id, token, email } = await invited();
    expect((await admin.mutate(CANCEL, { id })).cancelInvitation).toBe(true);
    expect(await api.anonymous().refusal(ACCEPT, { t: token, p: GOOD })).toBe('LINK_SPENT');
    expect((await invited(email)).email).toBe(email);
  });

  it('asks for a second factor first where the roles demand one', async () => {
    const email = fresh();
    await admin.mutate(INVITE, { i: { name: 'Ada', email, roles: [{ roleId: ADMINISTRATOR }] } });
    const token = tokenIn((await box.next(email)).text, '/welcome');
    await requireFactor(true);
    try {
      const answer = await api.anonymous().post('/graphql').send({ query: ACCEPT, variables: { t: token, p: GOOD } });
      expect(answer.body.data.acceptInvitation).toBeNull();
      const step = ([answer.headers['set-cookie']].flat() as string[]).find((line) => line.startsWith('dossier-step='))!;
      expect(step).toMatch(/HttpOnly; SameSite=Lax/);
      const asked = await api.anonymous().post('/graphql').set('Cookie', step.split(';')[0]!).send({ query: '{ signInStep { kind } me { id } }' });
      expect(asked.body.data).toEqual({ signInStep: { kind: 'ENROLMENT' }, me: null });
    } finally {
      await requireFactor(false);
    }
  });
});

describe('a forgotten password', () => {
  it('is replaced by a link that works once, and ends every session', async () => {
    const open = await reentered('sales.south@example.com');
    expect((await open.query('{ me { id } }')).me.id).toBe(personId('SALES_SOUTH'));
    const { token, mail } = await asked('sales.south@example.com');
    expect(mail.subject).toBe('重设营销档案的密码');
    expect((await api.anonymous().mutate(SET, { t: token, p: BETTER })).setForgottenPassword).toBe(true);
    expect((await open.query('{ me { id } }')).me).toBeNull();
    expect(await api.anonymous().refusal(SET, { t: token, p: GOOD })).toBe('LINK_SPENT');
    expect((await api.anonymous().mutate(SIGN_IN, { e: 'sales.south@example.com', p: BETTER })).signIn.id).toBe(personId('SALES_SOUTH'));
  });

  it('is too late after half an hour, and only the latest link is good', async () => {
    const [first, second] = [await asked('analyst@example.com'), await asked('analyst@example.com')];
    expect(await api.anonymous().refusal(SET, { t: first.token, p: BETTER })).toBe('LINK_SPENT');
    clock.advance({ minutes: 31 });
    expect(await api.anonymous().refusal(SET, { t: second.token, p: BETTER })).toBe('LINK_SPENT');
  });

  it('never builds its link from what the request says its host is', async () => {
    const before = box.mails.length;
    const forged = api.anonymous().post('/graphql').set('Host', 'evil.example').set('X-Forwarded-Host', 'evil.example').set('Forwarded', 'host=evil.example').set('Origin', 'http://evil.example');
    await forged.send({ query: ASK, variables: { e: 'auditor@example.com' } });
    const { text } = await box.next('auditor@example.com', before);
    expect(text).toContain(`${BASE}/new-password#`);
    expect(text).not.toContain('evil');
  });

  it('answers an unknown address as a known one: same words, same status, same writes', async () => {
    const writes = async (email: string) => {
      const [{ rows: [before] }] = [await api.db.query('select (select count(*) from job)::int jobs, (select count(*) from audit_entry where action = \'askPasswordReset\')::int entries')];
      const answer = await api.anonymous().post('/graphql').send({ query: ASK, variables: { e: email } });
      const { rows: [after] } = await api.db.query(`select (select count(*) from job where name = 'identity.reset-mail' and request_id = $1)::int jobs, (select count(*) from audit_entry where action = 'askPasswordReset')::int entries`, [answer.headers['x-request-id']]);
      return { status: answer.status, body: answer.body, jobs: after.jobs, entries: after.entries - before.entries };
    };
    const known = await writes('manager@example.com');
    expect(await writes('nobody.at.all@example.com')).toEqual(known);
    expect(known).toEqual({ status: 200, body: { data: { askPasswordReset: true } }, jobs: 1, entries: 1 });
    await new Promise((done) => setTimeout(done, 1_500));
    expect(box.mails.some((mail) => mail.to.includes('nobody.at.all@example.com'))).toBe(false);
  });

  it('waits after five requests for one address, known or not, whatever the spelling', async () => {
    for (const email of ['marketer@example.com', 'ghost@example.com']) {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await api.anonymous().raw(ASK, { e: attempt % 2 ? email.toUpperCase() : ` ${email}` })).errors?.[0]?.extensions.code ?? 'DONE');
      expect(codes).toEqual([...Array<string>(5).fill('DONE'), 'THROTTLED']);
    }
  });

  it('stands once in a request, whatever its aliases and companions', async () => {
    expect(await api.anonymous().refusal('mutation { a: askPasswordReset(email: "a@example.com") b: askPasswordReset(email: "b@example.com") }')).toBe('QUERY_LIMIT');
    expect(await api.anonymous().refusal('mutation { a: askPasswordReset(email: "a@example.com") b: signIn(email: "b@example.com", password: "x") { id } }')).toBe('QUERY_LIMIT');
  });
});

describe('links and letters', () => {
  it('stand nowhere in clear: not in tables, jobs, the trail', async () => {
    const { token, email } = await invited();
    const { token: reset } = await asked('manager@example.com');
    const tables = await api.db.query<{ name: string }>(`select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public','pgboss') and relkind in ('r','p')`);
    for (const secret of [token, reset]) {
      for (const { name } of tables.rows) {
        const schema = (await api.db.query(`select nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where relname = $1 and nspname in ('public','pgboss') limit 1`, [name])).rows[0].nspname;
        const { rows } = await api.db.query(`select 1 from ${schema}.${name} t where t::text like $1 or t::text like $2 limit 1`, [`%${secret}%`, `%${Buffer.from(secret).toString('hex')}%`]);
        expect({ name, found: rows.length }).toEqual({ name, found: 0 });
      }
    }
    const { rows } = await api.db.query(`select 1 from mail t where t::text like $1 union all select 1 from job t where t.data::text like $1`, [`%${email}%`]);
    expect(rows).toEqual([]);
  });

  it('are gone from the table as soon as they are sent', async () => {
    const { id } = await invited();
    await settled('select m.letter is null as gone from account_link l join mail m on m.id = l.mail_id where l.user_id = $1', [id], true);
  });
});

async function requireFactor(on: boolean): Promise<void> {
  await api.db.query(
    `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) update company set require_second_factor = $1 from context`, [on]);
  await new Promise((done) => setTimeout(done, 200));
}

/** A client with a session of its own, begun now: earlier ones may have idled away with the clock. */
async function reentered(email: string, password = STAFF_PASSWORD): Promise<Client> {
  const answer = await api.anonymous().post('/graphql').send({ query: SIGN_IN, variables: { e: email, p: password } });
  const cookie = ([answer.headers['set-cookie'] ?? []].flat() as string[])[0]!.split(';')[0]!;
  const ask = async (query: string, variables?: object) => {
    const { status, body } = await api.anonymous().post('/graphql').set('Cookie', cookie).send({ query, variables });
    return { status, ...body };
  };
  const run = async (query: string, variables?: object) => {
    const { data, errors } = await ask(query, variables);
    if (errors?.[0]) throw new Error(JSON.stringify(errors[0]));
    return data;
  };
  return { ...api.anonymous(), raw: ask, query: run, mutate: run, refusal: async (query, variables) => (await ask(query, variables)).errors?.[0]?.extensions.code };
}

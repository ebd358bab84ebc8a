import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, STAFF_PASSWORD, type Api, type Client } from '@dossier/kernel/testing';

const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id name permissions roles { name } company { timeZone } setupNeeded demo } }';
const ME = '{ me { id name language theme density } }';
const END = 'mutation($id: ID!) { endSessions(userId: $id) }';
const RESET = 'mutation($id: ID!, $p: String!) { resetPassword(userId: $id, password: $p) { id } }';
const CHANGE = 'mutation($c: String!, $n: String!) { changeMyPassword(current: $c, next: $n) { id } }';
const GOOD = 'ambry lichen tugboat';
const BETTER = 'nine paper herons asleep';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let clock: FixedClock;

beforeAll(async () => {
  clock = new FixedClock(new Date());
  api = await startApi({ clock });
});
afterAll(() => api?.close());

interface Browser {
  cookie: string;
  flags: string;
  body: { data: { signIn: { id: string } | null } | null; errors?: { message: string; extensions: { code: string; requestId?: string } }[] };
}

/** Signs in as a browser does, and keeps the cookie that came. */
async function browser(email: string, password = STAFF_PASSWORD, cookie = ''): Promise<Browser> {
  const request = api.anonymous().post('/graphql');
  if (cookie) request.set('Cookie', cookie);
  const answer = await request.send({ query: SIGN_IN, variables: { e: email, p: password } });
  const given = ([answer.headers['set-cookie'] ?? []].flat() as string[])[0] ?? '';
  return { cookie: given.split(';')[0]!, flags: given, body: answer.body };
}
async function ask(cookie: string, query = ME, variables: object = {}) {
  const answer = await api.anonymous().post('/graphql').set('Cookie', cookie).send({ query, variables });
  return { ...answer.body, given: ([answer.headers['set-cookie'] ?? []].flat() as string[])[0] ?? '' };
}
const signedIn = async (cookie: string): Promise<boolean> => (await ask(cookie)).data.me !== null;

describe('signing in', () => {
  it('opens a session under a new token, with its flags, and tells who came', async () => {
    const { body, flags, cookie } = await browser('Sales@Example.com ');
    expect(body.data!.signIn).toMatchObject({ id: personId('SALES'), name: '赵一凡', roles: [{ name: '销售' }], company: { timeZone: 'Asia/Shanghai' } });
    expect(flags).toMatch(/^dossier=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    expect(await signedIn(cookie)).toBe(true);
    const { rows } = await api.db.query(`select token_hash from session where encode(token_hash, 'escape') like $1`, [`%${cookie.slice(8, 20)}%`]);
    expect(rows).toEqual([]);
  });

  it('ends the session that this browser had before', async () => {
    const before = await browser('sales@example.com');
    const after = await browser('sales@example.com', STAFF_PASSWORD, before.cookie);
    expect(after.cookie).not.toBe(before.cookie);
    expect(await signedIn(before.cookie)).toBe(false);
    expect(await signedIn(after.cookie)).toBe(true);
  });

  it('takes no token that it did not give', async () => expect(await signedIn(`dossier=${'x'.repeat(43)}`)).toBe(false));

  it('says the same to a wrong password and to an unknown account', async () => {
    const [wrong, unknown] = [await browser('analyst@example.com', 'wrong wrong wrong'), await browser('nobody@example.com', 'wrong wrong wrong')];
    const told = ({ body }: Browser) => ({ ...body, errors: body.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId: '' } })) });
    expect(told(wrong)).toEqual(told(unknown));
    expect(wrong.body.errors?.[0]?.extensions.code).toBe('SIGN_IN_FAILED');
    expect(wrong.flags).toBe('');
  });

  it('may stand once in a request, whatever its aliases', async () => {
    const twice = 'mutation { a: signIn(email: "sales@example.com", password: "a") { id } b: signIn(email: "sales@example.com", password: "b") { id } }';
    expect(await api.anonymous().refusal(twice)).toBe('QUERY_LIMIT');
  });

  it('leaves one entry for each attempt, with the account it was about', async () => {
    const { rows } = await api.db.query(`select outcome, code from audit_entry where action = 'signIn' and object_id = $1 order by at`, [personId('ANALYST')]);
    expect(rows).toEqual([{ outcome: 'REFUSED', code: 'SIGN_IN_FAILED' }]);
    const { rows: done } = await api.db.query(`select 1 from audit_entry where action = 'signIn' and outcome = 'DONE' and object_id = $1::text and actor_id = $1::uuid and actor_kind = 'USER'`, [personId('SALES')]);
    expect(done.length).toBeGreaterThanOrEqual(3);
  });

  it('waits after five failures, known account or not, and whatever the spelling', async () => {
    for (const email of ['marketer@example.com', 'ghost@example.com']) {
      const codes: (string | undefined)[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1) codes.push((await browser(attempt % 2 ? email.toUpperCase() : email, 'wrong wrong wrong')).body.errors?.[0]?.extensions.code);
      expect(codes).toEqual([...Array<string>(5).fill('SIGN_IN_FAILED'), 'THROTTLED']);
    }
    expect((await browser('marketer@example.com')).body.errors?.[0]?.extensions.code).toBe('THROTTLED');
    const admin = (await browser('admin@example.com')).cookie;
    await ask(admin, RESET, { id: personId('MARKETER'), p: BETTER });
    expect((await browser('marketer@example.com', BETTER)).body.data!.signIn!.id).toBe(personId('MARKETER'));
    await api.db.query('delete from sign_in_throttle');
  });
});

describe('a session', () => {
  it('ends with sign-out, and the cookie is taken back', async () => {
    const { cookie } = await browser('sales@example.com');
    const answer = await ask(cookie, 'mutation { signOut }');
    expect(answer.data.signOut).toBe(true);
    expect(answer.given).toMatch(/^dossier=; .*Max-Age=0/);
    expect(await signedIn(cookie)).toBe(false);
  });

  it('ends everywhere when its user says so', async () => {
    const [one, other] = [await browser('auditor@example.com'), await browser('auditor@example.com')];
    await ask(one.cookie, 'mutation { signOutEverywhere }');
    expect([await signedIn(one.cookie), await signedIn(other.cookie)]).toEqual([false, false]);
    expect((await ask('', 'mutation { signOutEverywhere }')).errors[0].extensions.code).toBe('NOT_SIGNED_IN');
  });

  it('ends by an administrator, who must be one and must name somebody', async () => {
    const { cookie } = await browser('sales.south@example.com');
    const admin = (await browser('admin@example.com')).cookie;
    expect((await ask(cookie, END, { id: personId('ADMIN') })).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await ask(admin, END, { id: NOBODY })).errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await ask(admin, END, { id: personId('SALES_SOUTH') })).data.endSessions).toBe(true);
    expect(await signedIn(cookie)).toBe(false);
  });

  it('ends after half an hour of silence, and after twelve hours of use', async () => {
    const idle = await browser('sales@example.com');
    clock.advance({ minutes: 29 });
    expect(await signedIn(idle.cookie)).toBe(true);
    clock.advance({ minutes: 29 });
    expect(await signedIn(idle.cookie)).toBe(true);
    clock.advance({ minutes: 31 });
    expect(await signedIn(idle.cookie)).toBe(false);
    const busy = await browser('sales@example.com');
    for (let spent = 0; spent < 12 * 60 - 20; spent += 20) {
      clock.advance({ minutes: 20 });
      expect(await signedIn(busy.cookie)).toBe(true);
    }
    clock.advance({ minutes: 20 });
    expect(await signedIn(busy.cookie)).toBe(false);
  });

  it('dies within the age of a copy when rights change behind the product\'s back', async () => {
    const { cookie } = await browser('analyst@example.com');
    expect(await signedIn(cookie)).toBe(true);
    await api.db.query(
      `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true))
       update app_user set rights_version = rights_version + 1 from context where id = $1`, [personId('ANALYST')]);
    const deadline = Date.now() + 2_000;
    while ((await signedIn(cookie)) && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
    expect(await signedIn(cookie)).toBe(false);
  });
});

describe('passwords', () => {
  it('are changed by their owner: all sessions end, this browser goes on', async () => {
    const [here, there] = [await browser('manager@example.com'), await browser('manager@example.com')];
    const { data, given } = await ask(here.cookie, CHANGE, { c: STAFF_PASSWORD, n: GOOD });
    expect(data.changeMyPassword.id).toBe(personId('MANAGER'));
    expect([await signedIn(here.cookie), await signedIn(there.cookie), await signedIn(given.split(';')[0]!)]).toEqual([false, false, true]);
    expect((await browser('manager@example.com')).body.errors?.[0]?.extensions.code).toBe('SIGN_IN_FAILED');
    expect((await browser('manager@example.com', GOOD)).body.data!.signIn!.id).toBe(personId('MANAGER'));
  });

  it('stay when the current one is wrong, the next is weak, or nobody is signed in', async () => {
    const { cookie } = await browser('sales@example.com');
    expect((await ask(cookie, CHANGE, { c: 'wrong wrong wrong', n: GOOD })).errors[0].extensions.code).toBe('PASSWORD_WRONG');
    expect((await ask(cookie, CHANGE, { c: STAFF_PASSWORD, n: 'too short' })).errors[0].extensions.code).toBe('PASSWORD_TOO_SHORT');
    expect((await ask('', CHANGE, { c: STAFF_PASSWORD, n: GOOD })).errors[0].extensions.code).toBe('NOT_SIGNED_IN');
    expect(await signedIn(cookie)).toBe(true);
  });

  it('are reset by an administrator, never one\'s own, and end the sessions', async () => {
    const admin = (await browser('admin@example.com')).cookie;
    const { cookie } = await browser('sales.south@example.com');
    expect((await ask(cookie, RESET, { id: personId('ADMIN'), p: BETTER })).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await ask(admin, RESET, { id: NOBODY, p: BETTER })).errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await ask(admin, RESET, { id: personId('ADMIN'), p: BETTER })).errors[0].extensions.code).toBe('OWN_ACCOUNT');
    expect((await ask(admin, RESET, { id: personId('SALES_SOUTH'), p: 'aaaaaaaaaaaaaaaaaaa' })).errors[0].extensions.code).toBe('PASSWORD_GUESSABLE');
    expect((await ask(admin, RESET, { id: personId('SALES_SOUTH'), p: BETTER })).data.resetPassword.id).toBe(personId('SALES_SOUTH'));
    expect(await signedIn(cookie)).toBe(false);
    expect((await browser('sales.south@example.com', BETTER)).body.data!.signIn!.id).toBe(personId('SALES_SOUTH'));
  });

  it('never stand in the trail', async () => {
    const { rows } = await api.db.query(`select 1 from audit_change where before::text ~ 'argon2' or after::text ~ 'argon2' union all select 1 from revision where before::text ~ 'argon2' or after::text ~ 'argon2'`);
    expect(rows).toEqual([]);
  });
});

describe('preferences', () => {
  it('are one\'s own, and stand at the next request', async () => {
    const { cookie } = await browser('sales@example.com');
    await ask(cookie, 'mutation { updateMyPreferences(input: { language: "en", theme: "dark" }) { id } }');
    expect((await ask(cookie)).data.me).toMatchObject({ language: 'en', theme: 'dark', density: 'comfortable' });
  });

  it('know their values, and need somebody', async () => {
    const { cookie } = await browser('sales@example.com');
    expect((await ask(cookie, 'mutation { updateMyPreferences(input: { theme: "pink" }) { id } }')).errors[0].extensions.code).toBe('INVALID_INPUT');
    expect((await ask('', 'mutation { updateMyPreferences(input: { theme: "dark" }) { id } }')).errors[0].extensions.code).toBe('NOT_SIGNED_IN');
  });
});

describe('roles', () => {
  it('are the six that are shipped, with their grants, for whoever may read them', async () => {
    const admin: Client = await api.as('ADMINISTRATOR');
    const { roles } = await admin.query('{ roles { code nameEn shipped userCount grants { action scope fields } } }');
    expect(roles.map((role: { code: string }) => role.code)).toEqual(['ADMINISTRATOR', 'MARKETING_MANAGER', 'MARKETER', 'SALES', 'ANALYST', 'AUDITOR']);
    expect(roles[4].grants).toContainEqual({ action: 'customer.read', scope: 'ALL', fields: expect.objectContaining({ name: 'MASKED', phone: 'HIDDEN' }) });
    expect(await (await api.as('SALES')).refusal('{ roles { id } }')).toBe('FORBIDDEN');
  });
});

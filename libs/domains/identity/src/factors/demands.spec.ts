import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, personId, STAFF_PASSWORD } from '@dossier/kernel/testing';
import { api, begin, behind, CHANGE, codeOf, DISABLE, enrolled, halfIn, REMOVE, SIGN_IN, signedIn, STATE, STEP, tick, VERIFY } from './factors.given';

const NOBODY = '0199dead-0000-7000-8000-000000000000';

beforeAll(begin, 120_000);
afterAll(() => api?.close());
beforeEach(() => api.db.query('delete from sign_in_throttle'));

/** A change acts within five seconds on what is open; here mostly at once. */
async function goneFrom(browser: Browser): Promise<void> {
  for (const deadline = Date.now() + 6_000; Date.now() < deadline; ) {
    if ((await browser.ask('{ me { id } }')).data['me'] === null) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The session still answers');
}

describe('a company that asks for a second factor', () => {
  beforeAll(() => behind('update company set require_second_factor = true from context'));
  afterAll(() => behind('update company set require_second_factor = false from context'));

  it('lets people with wide rights do nothing but bind one', async () => {
    await behind('update company set require_second_factor = false from context');
    const admin = await signedIn('admin@example.com');
    expect(await admin.code('mutation { updateCompany(input: { requireSecondFactor: true }) { requireSecondFactor } }')).toBe('DONE');
    await goneFrom(admin);
    const browser = await halfIn('admin@example.com');
    expect((await browser.ask(STEP)).data).toEqual({ signInStep: { kind: 'ENROLMENT' }, me: null });
    expect(await browser.code('{ users { nodes { id } } }')).toBe('NOT_SIGNED_IN');
    expect(await browser.code(VERIFY, { c: '000000' })).toBe('STEP_EXPIRED');
    const bound = await enrolled(browser);
    expect((await browser.ask('{ me { id } }')).data['me'].id).toBe(personId('ADMIN'));
    expect(await browser.code(DISABLE)).toBe('FACTOR_REQUIRED');
    expect((await browser.ask(STATE)).data['mySecondFactor']).toMatchObject({ required: true });
    tick();
    const next = await halfIn('admin@example.com');
    expect(await next.code(VERIFY, { c: codeOf(bound.secret) })).toBe('DONE');
  });

  it('asks nothing of those without', async () => {
    expect((await (await signedIn('sales@example.com')).ask('{ me { id } }')).data['me'].id).toBe(personId('SALES'));
    expect((await (await halfIn('auditor@example.com')).ask(STEP)).data['signInStep']).toEqual({ kind: 'ENROLMENT' });
  });
});

describe('a lost authenticator', () => {
  it('is taken away by who holds the rights of the account, and every session ends', async () => {
    const marketer = await signedIn('marketer@example.com');
    await enrolled(marketer);
    const admin = new Browser(api);
    await behind('delete from second_factor using context where user_id = $1', [personId('ADMIN')]);
    await admin.ask(SIGN_IN, { e: 'admin@example.com', p: STAFF_PASSWORD });
    expect(await admin.code(REMOVE, { id: personId('MARKETER') })).toBe('DONE');
    await goneFrom(marketer);
    expect(await (await signedIn('marketer@example.com')).code(STATE)).toBe('DONE');
    expect(await admin.code(REMOVE, { id: personId('MARKETER') })).toBe('FACTOR_MISSING');
    expect(await admin.code(REMOVE, { id: personId('ADMIN') })).toBe('OWN_ACCOUNT');
    expect(await admin.code(REMOVE, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await (await signedIn('sales@example.com')).code(REMOVE, { id: personId('ADMIN') })).toBe('FORBIDDEN');
  });
});

describe('a short password whose factor was taken away', () => {
  it('opens nothing before another is bound', async () => {
    const browser = await signedIn('analyst@example.com');
    await enrolled(browser);
    expect(await browser.code(CHANGE, { c: STAFF_PASSWORD, n: 'ambry9!tug' })).toBe('DONE');
    await behind('delete from second_factor using context where user_id = $1', [personId('ANALYST')]);
    await goneFrom(browser);
    const next = new Browser(api);
    expect(await next.ask(SIGN_IN, { e: 'analyst@example.com', p: 'ambry9!tug' })).toEqual({ data: { signIn: null } });
    expect((await next.ask(STEP)).data['signInStep']).toEqual({ kind: 'ENROLMENT' });
  });
});

describe('secrets of a second factor', () => {
  it('stand nowhere in clear: not in tables, the trail, or answers after the first', async () => {
    const browser = await signedIn('sales@example.com');
    const bound = await enrolled(browser);
    await browser.ask(STATE);
    expect(browser.text).not.toContain(bound.secret);
    const token = browser.jar.get('dossier')!;
    const { rows: tables } = await api.db.query<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public','pgboss') and relkind in ('r','p')`);
    for (const { name } of tables) {
      for (const clear of [bound.secret, bound.codes[0]!, bound.codes[0]!.replaceAll('-', ''), token]) {
        const { rows } = await api.db.query(`select 1 from ${name} t where t::text like $1 or t::text like $2 limit 1`, [`%${clear}%`, `%${Buffer.from(clear).toString('hex')}%`]);
        expect({ name, found: rows.length }).toEqual({ name, found: 0 });
      }
    }
  });
});

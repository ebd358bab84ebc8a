import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, personId, STAFF_PASSWORD } from '@dossier/kernel/testing';
import { api, BEGIN, begin, behind, CHANGE, clock, codeOf, CONFIRM, DISABLE, enrolled, halfIn, REMOVE, signedIn, STATE, STEP, tick, VERIFY } from './factors.given';

const RECOVER = 'mutation($c: String!) { verifyRecoveryCode(code: $c) { id } }';
const RENEW = 'mutation { renewRecoveryCodes { codes } }';
const PROVE = 'mutation($p: String, $c: String) { proveMyself(password: $p, code: $c) }';

beforeAll(begin, 120_000);
afterAll(() => api?.close());
beforeEach(() => api.db.query('delete from sign_in_throttle'));

let secret: string;
let codes: string[];

describe('binding an authenticator', () => {
  it('shows the secret as text and picture, counts from its first code on, and moves the browser to a new session', async () => {
    const [here, there] = [await signedIn('manager@example.com'), await signedIn('manager@example.com')];
    const before = here.jar.get('dossier');
    const begun = (await here.ask(BEGIN)).data['beginFactor'];
    expect(begun.address).toContain(`secret=${begun.secret}`);
    expect(begun.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect((await here.ask(STATE)).data['mySecondFactor']).toEqual({ confirmedAt: null, codesLeft: 0, required: false });
    expect(await here.code(CONFIRM, { c: '000000' })).toBe('CODE_WRONG');
    const confirmed = (await here.ask(CONFIRM, { c: codeOf(begun.secret) })).data['confirmFactor'];
    expect(confirmed.codes).toHaveLength(10);
    expect(new Set(confirmed.codes).size).toBe(10);
    expect(confirmed.codes[0]).toMatch(/^[a-z2-9]{4}(?:-[a-z2-9]{4}){3}$/);
    expect(here.jar.get('dossier')).not.toBe(before);
    expect((await there.ask(STEP)).data['me']).toBeNull();
    expect((await here.ask(STATE)).data['mySecondFactor']).toMatchObject({ codesLeft: 10 });
    ({ secret } = begun);
    ({ codes } = confirmed);
  });

  it('takes somebody, and a proof not older than a quarter of an hour', async () => {
    expect(await new Browser(api).code(BEGIN)).toBe('STEP_EXPIRED');
    expect(await new Browser(api).code(STATE)).toBe('NOT_SIGNED_IN');
    const idle = await signedIn('analyst@example.com');
    clock.advance({ minutes: 16 });
    expect(await idle.code(BEGIN)).toBe('STEP_UP_NEEDED');
  });

  it('is refused twice, and without a beginning', async () => {
    const browser = await halfIn('manager@example.com');
    await browser.ask(VERIFY, { c: codeOf(secret) });
    expect(await browser.code(BEGIN)).toBe('FACTOR_EXISTS');
    expect(await (await signedIn('analyst@example.com')).code(CONFIRM, { c: '123456' })).toBe('FACTOR_MISSING');
  });
});

describe('signing in with a second factor', () => {
  it('gives no session for the password alone', async () => {
    const browser = await halfIn('manager@example.com');
    expect(browser.jar.get('dossier')).toBeUndefined();
    expect(browser.lines[0]).toMatch(/^dossier-step=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    expect((await browser.ask(STEP)).data).toEqual({ signInStep: { kind: 'SECOND_FACTOR' }, me: null });
    expect(await browser.code('{ users { nodes { id } } }')).toBe('NOT_SIGNED_IN');
    expect(await browser.code(BEGIN)).toBe('STEP_EXPIRED');
  });

  it('gives one for the code, and takes the step back', async () => {
    tick();
    const browser = await halfIn('manager@example.com');
    const step = browser.jar.get('dossier-step');
    expect((await browser.ask(VERIFY, { c: ` ${codeOf(secret).slice(0, 3)} ${codeOf(secret).slice(3)}` })).data['verifySecondFactor'].id).toBe(personId('MANAGER'));
    expect((await browser.ask(STEP)).data).toEqual({ signInStep: null, me: { id: personId('MANAGER') } });
    const again = new Browser(api);
    again.jar.set('dossier-step', step!);
    tick();
    expect(await again.code(VERIFY, { c: codeOf(secret) })).toBe('STEP_EXPIRED');
  });

  it('refuses a code that was used, in this sign-in and in the next', async () => {
    tick();
    const code = codeOf(secret);
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: code })).toBe('DONE');
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: code })).toBe('CODE_WRONG');
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: codeOf(secret, -30) })).toBe('CODE_WRONG');
  });

  it('lets one of two through who come with the same code at once', async () => {
    tick();
    const [one, other] = [await halfIn('manager@example.com'), await halfIn('manager@example.com')];
    const outcomes = await Promise.all([one, other].map((browser) => browser.code(VERIFY, { c: codeOf(secret) })));
    expect(outcomes.sort()).toEqual(['CODE_WRONG', 'DONE']);
  });

  it('takes the step before and after, no further', async () => {
    clock.advance({ minutes: 5 });
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: codeOf(secret, -90) })).toBe('CODE_WRONG');
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: codeOf(secret, 90) })).toBe('CODE_WRONG');
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: codeOf(secret, -30) })).toBe('DONE');
    expect(await (await halfIn('manager@example.com')).code(VERIFY, { c: codeOf(secret, 30) })).toBe('DONE');
    clock.advance({ minutes: 5 });
  });

  it('waits after five wrong codes, over several sign-ins and whatever the aliases', async () => {
    const south = 'sales.south@example.com';
    const bound = await enrolled(await signedIn(south));
    tick();
    const tries: string[] = [];
    for (let at = 0; at < 6; at += 1) tries.push(await (await halfIn(south)).code(at % 2 ? VERIFY : RECOVER, { c: '000000' }));
    expect(tries.filter((code) => /WRONG/.test(code))).toHaveLength(5);
    expect(tries[5]).toBe('THROTTLED');
    expect(await (await halfIn(south)).code(VERIFY, { c: codeOf(bound.secret) })).toBe('THROTTLED');
    expect(await (await halfIn(south)).code('mutation { a: verifySecondFactor(code: "000000") { id } b: verifySecondFactor(code: "111111") { id } }')).toBe('QUERY_LIMIT');
    expect(await (await halfIn(south)).code('mutation { a: verifySecondFactor(code: "000000") { id } b: verifyRecoveryCode(code: "x") { id } }')).toBe('QUERY_LIMIT');
  });

  it('has ten minutes, and dies with a suspension', async () => {
    const late = await halfIn('manager@example.com');
    clock.advance({ minutes: 11 });
    expect(await late.code(VERIFY, { c: codeOf(secret) })).toBe('STEP_EXPIRED');
    const gone = await halfIn('manager@example.com');
    await behind(`update app_user set status = 'SUSPENDED', rights_version = rights_version + 1 from context where id = $1`, [personId('MANAGER')]);
    expect(await gone.code(VERIFY, { c: codeOf(secret) })).toBe('STEP_EXPIRED');
    await behind(`update app_user set status = 'ACTIVE' from context where id = $1`, [personId('MANAGER')]);
  });
});

describe('recovery codes', () => {
  it('sign in once each', async () => {
    const browser = await halfIn('manager@example.com');
    expect((await browser.ask(RECOVER, { c: codes[0]!.toUpperCase() })).data['verifyRecoveryCode'].id).toBe(personId('MANAGER'));
    expect((await browser.ask(STATE)).data['mySecondFactor'].codesLeft).toBe(9);
    expect(await (await halfIn('manager@example.com')).code(RECOVER, { c: codes[0]! })).toBe('RECOVERY_CODE_WRONG');
  });

  it('are replaced together, by who has proven themselves', async () => {
    const browser = await halfIn('manager@example.com');
    await browser.ask(RECOVER, { c: codes[1]! });
    const fresh = (await browser.ask(RENEW)).data['renewRecoveryCodes'].codes as string[];
    expect(fresh).toHaveLength(10);
    expect(await (await halfIn('manager@example.com')).code(RECOVER, { c: codes[2]! })).toBe('RECOVERY_CODE_WRONG');
    expect(await (await halfIn('manager@example.com')).code(RECOVER, { c: fresh[0]! })).toBe('DONE');
    codes = fresh.slice(1);
    clock.advance({ minutes: 16 });
    expect(await browser.code(RENEW)).toBe('STEP_UP_NEEDED');
    expect(await new Browser(api).code(RENEW)).toBe('NOT_SIGNED_IN');
    expect(await (await signedIn('analyst@example.com')).code(RENEW)).toBe('FACTOR_MISSING');
  });
});

describe('proving again who one is', () => {
  it('opens for a quarter of an hour what asks for it, without a new session', async () => {
    const browser = await signedIn('analyst@example.com');
    const cookie = browser.jar.get('dossier');
    clock.advance({ minutes: 16 });
    expect(await browser.code(BEGIN)).toBe('STEP_UP_NEEDED');
    expect(await browser.code(PROVE, { p: 'wrong wrong wrong' })).toBe('PROOF_FAILED');
    expect(await browser.code(PROVE, {})).toBe('PROOF_FAILED');
    expect(await browser.code(BEGIN)).toBe('STEP_UP_NEEDED');
    expect((await browser.ask(PROVE, { p: STAFF_PASSWORD })).data['proveMyself']).toBe(true);
    expect(browser.jar.get('dossier')).toBe(cookie);
    expect(await browser.code(BEGIN)).toBe('DONE');
    clock.advance({ minutes: 16 });
    expect(await browser.code(BEGIN)).toBe('STEP_UP_NEEDED');
  });

  it('takes a code as well, once', async () => {
    const browser = await halfIn('manager@example.com');
    await browser.ask(VERIFY, { c: codeOf(secret) });
    expect(await browser.code(PROVE, { c: codeOf(secret) })).toBe('PROOF_FAILED');
    tick();
    expect(await browser.code(PROVE, { c: codeOf(secret) })).toBe('DONE');
  });

  it('is asked of whoever changes roles, invites or resets a password', async () => {
    const admin = await signedIn('admin@example.com');
    clock.advance({ minutes: 16 });
    for (const [document, variables] of [
      ['mutation($id: ID!) { assignRoles(userId: $id, roleIds: []) { id } }', { id: personId('SALES') }],
      ['mutation($i: InviteInput!) { inviteUser(input: $i) { expiresAt } }', { i: { name: 'x', email: 'x@example.com' } }],
      ['mutation($id: ID!) { resetPassword(userId: $id, password: "nine paper herons asleep") { id } }', { id: personId('SALES') }],
      [REMOVE, { id: personId('MANAGER') }],
    ] as const) expect(await admin.code(document, variables)).toBe('STEP_UP_NEEDED');
  });

  it('waits after five failures, and needs somebody', async () => {
    const browser = await signedIn('auditor@example.com');
    const outcomes: string[] = [];
    for (let at = 0; at < 6; at += 1) outcomes.push(await browser.code(PROVE, at % 2 ? { c: '000000' } : { p: 'wrong wrong wrong' }));
    expect(outcomes).toEqual([...Array<string>(5).fill('PROOF_FAILED'), 'THROTTLED']);
    expect(await new Browser(api).code(PROVE, { p: STAFF_PASSWORD })).toBe('NOT_SIGNED_IN');
  });
});

describe('the password beside a second factor', () => {
  it('may be shorter, and then keeps the factor from being turned off', async () => {
    const browser = await halfIn('manager@example.com');
    tick();
    await browser.ask(VERIFY, { c: codeOf(secret) });
    expect(await (await signedIn('analyst@example.com')).code(CHANGE, { c: STAFF_PASSWORD, n: 'ambry9!tug' })).toBe('PASSWORD_TOO_SHORT');
    expect(await browser.code(CHANGE, { c: STAFF_PASSWORD, n: 'ambry9!tug' })).toBe('DONE');
    expect(await browser.code(DISABLE)).toBe('PASSWORD_STANDS_ALONE');
    expect(await browser.code(CHANGE, { c: 'ambry9!tug', n: STAFF_PASSWORD })).toBe('DONE');
    expect(await browser.code(DISABLE)).toBe('DONE');
    expect(await (await signedIn('manager@example.com')).code(DISABLE)).toBe('FACTOR_MISSING');
  });
});

import { expect } from '@jest/globals';
import { generateSync } from 'otplib';
import { FixedClock } from '@dossier/kernel/time';
import { Browser, startApi, STAFF_PASSWORD, type Api } from '@dossier/kernel/testing';

/* What the specs of second factors have in common. */

export const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }';
export const STEP = '{ signInStep { kind } me { id } }';
export const VERIFY = 'mutation($c: String!) { verifySecondFactor(code: $c) { id } }';
export const BEGIN = 'mutation { beginFactor { secret address picture } }';
export const CONFIRM = 'mutation($c: String!) { confirmFactor(code: $c) { codes me { id } } }';
export const STATE = '{ mySecondFactor { confirmedAt codesLeft required } }';
export const DISABLE = 'mutation { disableFactor }';
export const CHANGE = 'mutation($c: String!, $n: String!) { changeMyPassword(current: $c, next: $n) { id } }';
export const REMOVE = 'mutation($id: ID!) { removeSecondFactor(userId: $id) { id } }';

export let api: Api;
export let clock: FixedClock;

export const codeOf = (secret: string, shift = 0): string => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + shift });
/** The next step of the clock: a code of this one was used already. */
export const tick = (): void => clock.advance({ seconds: 30 });

export async function signedIn(email: string, password = STAFF_PASSWORD): Promise<Browser> {
  const browser = new Browser(api);
  expect((await browser.ask(SIGN_IN, { e: email, p: password })).data['signIn']).toBeTruthy();
  return browser;
}
export async function enrolled(browser: Browser): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await browser.ask(BEGIN)).data['beginFactor'];
  const { codes } = (await browser.ask(CONFIRM, { c: codeOf(secret) })).data['confirmFactor'];
  return { secret, codes };
}
export async function halfIn(email: string): Promise<Browser> {
  const browser = new Browser(api);
  expect(await browser.ask(SIGN_IN, { e: email, p: STAFF_PASSWORD })).toEqual({ data: { signIn: null } });
  return browser;
}
export async function behind(statement: string, values: unknown[] = []): Promise<void> {
  await api.db.query(`with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) ${statement}`, values);
  await new Promise((done) => setTimeout(done, 150));
}

/** The company on a clock that stands until it is moved. */
export async function begin(): Promise<void> {
  clock = new FixedClock(new Date());
  api = await startApi({ clock });
}

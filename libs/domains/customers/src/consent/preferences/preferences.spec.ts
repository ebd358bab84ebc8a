import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyRing } from '@dossier/kernel/crypto';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { ConsentChannel } from '@dossier/vocabulary/privacy-enums';
import { readToken, writeToken } from './link.token';
import { PreferenceLinks } from './links';

const CREATE = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }';
const LINK = 'mutation($id: ID!) { makePreferenceLink(customerId: $id) { url expiresAt } }';
const LIST = 'query($p: PurposeFilter) { customers(filter: { forPurpose: $p }, first: 50) { nodes { id } } }';
const LEDGER = 'query($id: ID!) { consentEntries(customerId: $id, first: 50) { nodes { act channel source purpose { name } } } }';

let api: Api;
let sales: Client;
let id: string;
let path: string;

/** As a mail programme or a browser from elsewhere asks: without any header of our pages. */
const ask = (method: 'get' | 'post', at: string): ReturnType<Client['get']> => api.anonymous()[method](at).unset('X-Requested-With').unset('Sec-Fetch-Site').set('Accept-Language', 'en');
const form = (fields: readonly (readonly [string, string])[]): string => new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
const send = (at: string, fields: readonly (readonly [string, string])[]): ReturnType<Client['get']> => ask('post', at).set('Content-Type', 'application/x-www-form-urlencoded').set('Origin', 'https://mail.example').send(form(fields));
const standing = async (purpose: string, channel?: string): Promise<boolean> => (await sales.query(LIST, { p: { purpose, ...(channel ? { channel } : {}) } })).customers.nodes.some((one: { id: string }) => one.id === id);
const lines = async (): Promise<{ act: string; channel: string; source: string }[]> => (await sales.query(LEDGER, { id })).consentEntries.nodes;

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
  id = (await sales.mutate(CREATE, { i: { name: '页面', phone: '13800138111' } })).createCustomer.id;
  path = new URL((await sales.mutate(LINK, { id })).makePreferenceLink.url).pathname;
});
afterAll(() => api?.close());

describe('the token of a link', () => {
  const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
  const customer = '0199a000-0000-7000-8000-000000000001';
  const now = new Date('2026-05-01T00:00:00Z');
  const token = writeToken(ring, customer, new Date('2026-06-01T00:00:00Z'));

  it('names its customer until its day, and nobody after', () => {
    expect(readToken(ring, token, now)).toBe(customer);
    expect(readToken(ring, token, new Date('2026-06-01T00:00:01Z'))).toBeNull();
  });
  it('is void when any of its signs is another, and under another key', () => {
    // All but the last sign of each part: that one may hold bits which nobody reads.
    for (let at = 0; at < token.length; at += 1) {
      if (token[at] === '.' || token[at + 1] === '.' || at === token.length - 1) continue;
      const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
      expect([changed, readToken(ring, changed, now)]).toEqual([changed, null]);
    }
    expect(readToken(new KeyRing(new Map([[1, Buffer.alloc(32, 8)]])), token, now)).toBeNull();
    for (const odd of ['', '.', '....', 'x'.repeat(5_000), `${token}.x`]) expect(readToken(ring, odd, now)).toBeNull();
  });
});

describe('the page without sign-in', () => {
  it('shows every purpose with its notice, and nothing of the person; no script, nothing from elsewhere', async () => {
    const page = await ask('get', path);
    expect(page.status).toBe(200);
    for (const text of ['Marketing messages', 'Surveys', 'Personalisation', 'Save my choices', 'With your consent we tell you', '<html lang="en">']) expect(page.text).toContain(text);
    for (const text of ['页面', '13800138111', '<script']) expect(page.text).not.toContain(text);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
    expect((await ask('get', `${path}?lang=zh`)).text).toContain('保存选择');
  });

  it('looking changes nothing, whoever looks and however often', async () => {
    for (const at of [path, `${path}/off/MARKETING/EMAIL`]) for (const times of [1, 2]) expect([times, (await ask('get', at)).status]).toEqual([times, 200]);
    expect(await lines()).toEqual([]);
  });

  it('saves what was ticked, and a box that is not ticked is a no; it holds at once', async () => {
    const answer = await send(path, [['on', 'MARKETING/EMAIL'], ['on', 'MARKETING/SMS'], ['on', 'PERSONALISATION/ANY']]);
    expect([answer.status, answer.text.includes('Your choices are saved')]).toEqual([200, true]);
    expect([await standing('MARKETING', 'EMAIL'), await standing('MARKETING', 'SMS'), await standing('MARKETING', 'PHONE'), await standing('PERSONALISATION')]).toEqual([true, true, false, true]);
    const written = await lines();
    expect(written.filter(({ act }) => act === 'GIVEN').map(({ channel, source }) => `${channel} ${source}`).sort()).toEqual(['EMAIL PREFERENCES', 'SMS PREFERENCES']);
    await send(path, [['on', 'MARKETING/EMAIL'], ['on', 'MARKETING/SMS']]);
    expect(await standing('PERSONALISATION')).toBe(false);
    const { rows } = await api.db.query(`select actor_kind, actor_name, object_id from audit_entry where action = 'savePreferences' and outcome = 'DONE' limit 1`);
    expect(rows).toEqual([{ actor_kind: 'JOB', actor_name: 'preferences', object_id: id }]);
  });

  it('one click of a mail programme unsubscribes by POST (RFC 8058), from the way and purpose of that letter alone', async () => {
    const headers = api.app.get(PreferenceLinks, { strict: false }).headers(id, 'MARKETING', ConsentChannel.EMAIL);
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const at = new URL(headers['List-Unsubscribe'].slice(1, -1)).pathname;
    expect((await ask('get', at)).text).toContain('Confirm: unsubscribe');
    expect(await standing('MARKETING', 'EMAIL')).toBe(true);
    expect((await send(at, [['List-Unsubscribe', 'One-Click']])).status).toBe(200);
    expect([await standing('MARKETING', 'EMAIL'), await standing('MARKETING', 'SMS')]).toEqual([false, true]);
    expect((await send(at.replace('/EMAIL', '/PIGEON'), [])).status).toBe(404);
  });

  it('one press refuses everything, also what was once agreed to in general', async () => {
    await sales.mutate('mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }', { id, i: { purpose: 'MARKETING', channel: 'ANY', choice: 'GIVEN' } });
    expect(await standing('MARKETING')).toBe(true);
    await send(path, [['none', '1'], ['on', 'MARKETING/SMS']]);
    expect([await standing('MARKETING'), await standing('PERSONALISATION'), await standing('SERVICE')]).toEqual([false, false, true]);
  });

  it('leads the link of a merged record to the one that stands now', async () => {
    const root = (await sales.mutate(CREATE, { i: { name: '现存' } })).createCustomer.id;
    await api.write('update customer set merged_into_id = $1 where id = $2', [root, id]);
    await send(path, [['on', 'RESEARCH/EMAIL']]);
    const { nodes } = (await sales.query(LEDGER, { id: root })).consentEntries;
    expect(nodes.some(({ act, channel, purpose }: { act: string; channel: string; purpose: { name: string } }) => act === 'GIVEN' && channel === 'EMAIL' && purpose.name === 'RESEARCH')).toBe(true);
  });

  it('opens to nobody without a valid link, and says the same of every other', async () => {
    const bodies = new Set<string>();
    for (const odd of ['x', `${path.split('/').at(-1)!.slice(0, -4)}AAAA`, 'a.b.c.d']) {
      const answer = await ask('get', `/api/preferences/${odd}`);
      expect(answer.status).toBe(404);
      bodies.add(answer.text);
      expect((await send(`/api/preferences/${odd}`, [['none', '1']])).status).toBe(404);
    }
    expect(bodies.size).toBe(1);
  });

  it('refuses whoever asks too much, and says when to come again', async () => {
    const other = (await sales.mutate(CREATE, { i: { name: '太多' } })).createCustomer.id;
    const busy = new URL((await sales.mutate(LINK, { id: other })).makePreferenceLink.url).pathname;
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask('get', busy)));
    const answer = answers.find(({ status }) => status === 429)!;
    expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true]);
  });
});

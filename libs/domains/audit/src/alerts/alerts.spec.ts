import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openPeople, KeyRing, sealPeople } from '@dossier/kernel/crypto';
import { countRead, newId } from '@dossier/kernel/data';
import { alertSentence } from '@dossier/vocabulary/alerts';
import { viewerOf, nobody } from '@dossier/kernel/access';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { ReadCounts } from '../reads/read-counts';
import { Alerts, type Cause } from './alerts';
import { diskCause } from './watch-house';
import { Watchman } from './watchman';

const LIST = 'query($open: Boolean) { alerts(filter: { open: $open }, first: 100) { nodes { id kind facts at acknowledgedAt acknowledgedBy { name } can } } }';
const ACKNOWLEDGE = 'mutation($id: ID!) { acknowledgeAlert(id: $id) { id acknowledgedAt acknowledgedBy { name } can } }';
const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }';

let api: Api;
let auditor: Client;
let watchman: Watchman;
beforeAll(async () => {
  api = await startApi();
  auditor = await api.as('AUDITOR');
  watchman = api.app.get(Watchman, { strict: false });
  await watchman.round();
});
afterAll(() => api?.close());

interface Shown {
  id: string;
  kind: string;
  facts: Record<string, unknown>;
}
const open = async (kind?: string): Promise<Shown[]> => ((await auditor.query(LIST, { open: true })).alerts.nodes as Shown[]).filter((one) => !kind || one.kind === kind);

/** What an act would have written, at a time that a test chooses. */
const entry = (facts: Record<string, unknown>): Promise<unknown> => {
  const row: Record<string, unknown> = { id: newId(), actor_kind: 'USER', action: 'spec', outcome: 'DONE', request_id: 'spec', ...facts };
  return api.db.query(`insert into audit_entry (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
};
const times = async (count: number, facts: Record<string, unknown>): Promise<void> => {
  for (let at = 0; at < count; at += 1) await entry(facts);
};

describe('an alert', () => {
  it('is raised once for five failed sign-ins of an account, and told to those who read the trail', async () => {
    for (let at = 0; at < 5; at += 1) await api.anonymous().raw(SIGN_IN, { e: 'sales@example.com', p: 'not the password at all' });
    await watchman.round();
    await watchman.round();
    const alerts = await open('SIGN_IN_FAILURES');
    expect(alerts).toEqual([expect.objectContaining({ facts: { userId: personId('SALES'), name: '赵一凡', count: 5 } })]);
    const { notifications } = await auditor.query('{ notifications(first: 50) { nodes { kind facts link } } }');
    expect(notifications.nodes.filter((one: { kind: string }) => one.kind === 'ALERT_SIGN_IN_FAILURES')).toEqual([{ kind: 'ALERT_SIGN_IN_FAILURES', facts: alerts[0]!.facts, link: '/audit/alerts' }]);
    const { notifications: others } = await (await api.as('MANAGER')).query('{ notifications(first: 50) { nodes { kind } } }');
    expect(others.nodes).toEqual([]);
    const { rows: mails } = await api.db.query(`select state, language from mail where kind = 'ALERT'`);
    // Two people read the trail. On a busy server something else may stand out as well.
    expect(mails.length).toBe(2 * (await open()).length);
  });

  it('is acknowledged by whoever reads the trail, and comes again only for what happens later', async () => {
    const [alert] = await open('SIGN_IN_FAILURES');
    expect(await (await api.as('SALES_SOUTH')).refusal(ACKNOWLEDGE, { id: alert!.id })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(LIST, { open: true })).toBe('FORBIDDEN');
    expect(await auditor.refusal(ACKNOWLEDGE, { id: newId() })).toBe('NOT_FOUND');
    const { acknowledgeAlert } = await auditor.mutate(ACKNOWLEDGE, { id: alert!.id });
    expect(acknowledgeAlert).toMatchObject({ acknowledgedBy: { name: '何审' }, can: [] });
    expect(await auditor.refusal(ACKNOWLEDGE, { id: alert!.id })).toBe('FORBIDDEN');
    await watchman.round();
    expect(await open('SIGN_IN_FAILURES')).toEqual([]);
    await entry({ action: 'signIn', actor_kind: 'NOBODY', outcome: 'REFUSED', code: 'SIGN_IN_FAILED', object_type: 'User', object_id: personId('SALES') });
    await watchman.round();
    expect(await open('SIGN_IN_FAILURES')).toHaveLength(1);
  });

  it('is written by two processes at once and yet once', async () => {
    const alerts = api.app.get(Alerts, { strict: false });
    const cause: Cause = { kind: 'PROBING', cause: 'both', facts: { name: 'x', count: 50 }, seenAt: new Date() };
    const raised = await Promise.all([alerts.raise(cause), alerts.raise(cause), alerts.raise(cause)]);
    expect(raised.filter(Boolean)).toHaveLength(1);
  });

  it('says in both languages what was seen', () => {
    expect(alertSentence('UNUSUAL_VOLUME', { name: '李敏', act: 'EXPORT', count: 9, median: 2 }, 'zh')).toBe('李敏 今天导出 9 次，平时的中位数是 2。');
    expect(alertSentence('UNUSUAL_VOLUME', { name: '李敏', act: 'EXPORT', count: 9, median: 2 }, 'en')).toBe('李敏 today: exports, 9 times; the usual median is 2.');
  });
});

describe('the watch', () => {
  let before: Set<string>;
  beforeEach(async () => {
    before = new Set((await open()).map((one) => one.id));
  });
  const news = async (kind: string): Promise<Shown[]> => {
    await watchman.round();
    await watchman.round();
    return (await open(kind)).filter((one) => !before.has(one.id));
  };

  it('notices a seal that waits for a transaction left open', async () => {
    const client = await api.db.connect();
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    await entry({ at: new Date(Date.now() - 90_000) });
    await watchman.round();
    const seen = await open('SEAL_LATE');
    await client.query('rollback');
    client.release();
    expect(seen).toEqual([expect.objectContaining({ facts: { seconds: expect.any(Number), count: expect.any(Number) } })]);
  });

  it('notices twenty failures from one address', async () => {
    await times(19, { action: 'signIn', actor_kind: 'NOBODY', outcome: 'REFUSED', code: 'SIGN_IN_FAILED', ip: '203.0.113.9' });
    expect(await news('ADDRESS_FAILURES')).toEqual([]);
    await entry({ action: 'signIn', actor_kind: 'NOBODY', outcome: 'REFUSED', code: 'THROTTLED', ip: '203.0.113.9' });
    expect(await news('ADDRESS_FAILURES')).toEqual([expect.objectContaining({ facts: { ip: '203.0.113.9', count: 20 } })]);
  });

  it('notices a second device, not the first one nor an update of it', async () => {
    const at = { action: 'signIn', actor_id: personId('ANALYST'), actor_name: '陈析', ip: '203.0.113.9' };
    await entry({ ...at, device: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0' });
    expect(await news('NEW_DEVICE')).toEqual([]);
    await entry({ ...at, device: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/142.0' });
    expect(await news('NEW_DEVICE')).toEqual([]);
    await entry({ ...at, device: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0' });
    expect(await news('NEW_DEVICE')).toEqual([expect.objectContaining({ facts: expect.objectContaining({ name: '陈析', ip: '203.0.113.9' }) })]);
  });

  it('notices a key that comes from another network, by what it did or read', async () => {
    const [actor, key] = [personId('MARKETER'), newId()];
    const act = { actor_kind: 'CLIENT', actor_id: actor, actor_name: '仓库系统', session_id: key };
    await entry({ ...act, ip: '198.51.100.7' });
    await entry({ ...act, ip: '198.51.100.80' });
    expect(await news('KEY_NEW_NETWORK')).toEqual([]);
    await entry({ ...act, ip: '192.0.2.1' });
    expect(await news('KEY_NEW_NETWORK')).toEqual([expect.objectContaining({ facts: expect.objectContaining({ keyId: key, network: '192.0.2.0/24' }) })]);
    before = new Set((await open()).map((one) => one.id));
    countRead(viewerOf({ ...nobody('spec'), kind: 'client', userId: actor, sessionId: key, ip: '2001:db8:9::1' }), 'Customer');
    await api.app.get(ReadCounts, { strict: false }).flush();
    expect(await news('KEY_NEW_NETWORK')).toEqual([expect.objectContaining({ facts: expect.objectContaining({ network: '2001:db8:9::/48' }) })]);
  });

  it('notices fifty doors tried', async () => {
    const probe = { actor_id: newId(), actor_name: '孙浩', outcome: 'REFUSED' };
    await times(49, { ...probe, code: 'NOT_FOUND' });
    expect(await news('PROBING')).toEqual([]);
    await entry({ ...probe, code: 'FORBIDDEN' });
    expect(await news('PROBING')).toEqual([expect.objectContaining({ facts: { name: '孙浩', count: 50 } })]);
  });

  it('notices a role that somebody gives to themselves, and a grant that was refused', async () => {
    const id = newId();
    await api.db.query(`insert into audit_change (entry_id, table_name, operation, row_id, after) values ($1, 'user_role', 'INSERT', $2, $3)`, [id, newId(), JSON.stringify({ user_id: personId('ADMIN'), role_id: newId() })]);
    await entry({ id, action: 'assignRoles', actor_id: personId('ADMIN'), actor_name: '管理员' });
    await entry({ action: 'assignRoles', actor_id: personId('ADMIN'), actor_name: '管理员', outcome: 'REFUSED', code: 'RIGHTS_EXCEEDED' });
    expect(await news('SELF_GRANT')).toEqual([expect.objectContaining({ facts: expect.objectContaining({ name: '管理员' }) })]);
    expect((await open('GRANT_REFUSED')).filter((one) => !before.has(one.id))).toHaveLength(1);
  });

  it('notices three times the usual, by one\'s own median', async () => {
    const actor = { actor_id: personId('MARKETER'), actor_name: '李敏', action: 'exportCustomers' };
    for (let day = 2; day < 8; day += 1) await times(2, { ...actor, at: new Date(Date.now() - day * 86_400_000) });
    await times(6, actor);
    expect(await news('UNUSUAL_VOLUME')).toEqual([]);
    await entry(actor);
    expect(await news('UNUSUAL_VOLUME')).toEqual([expect.objectContaining({ facts: { userId: personId('MARKETER'), name: '李敏', act: 'EXPORT', count: 7, median: 2 } })]);
  });

  it('notices work at night, by the company\'s clock', async () => {
    const hour = new Date().getUTCHours();
    const zone = (shift: number): string => `Etc/GMT${shift >= 0 ? '-' : '+'}${Math.abs(shift)}`;
    // A zone in which it is two o'clock at night now.
    const night = ((2 - hour + 24) % 24 + 12) % 24 - 12;
    const { unwatched, seen } = await inZone(zone(night), { actor_id: personId('MANAGER'), actor_name: '周岚', action: 'exportOrders' });
    expect(unwatched).toBe(0);
    expect(seen).toEqual([expect.objectContaining({ facts: { userId: personId('MANAGER'), name: '周岚', act: 'EXPORT', count: 1 } })]);
  });

  const inZone = async (zone: string, facts: Record<string, unknown>): Promise<{ unwatched: number; seen: Shown[] }> => {
    const clock = (watchman as unknown as { clock: { useZone(zone: string): void; zone: string } }).clock;
    const home = clock.zone;
    clock.useZone(zone);
    try {
      const unwatched = (await news('OUT_OF_HOURS')).filter((one) => one.facts['userId'] === facts['actor_id']).length;
      await entry(facts);
      return { unwatched, seen: (await news('OUT_OF_HOURS')).filter((one) => one.facts['userId'] === facts['actor_id']) };
    } finally {
      clock.useZone(home);
    }
  };

  it('notices an encrypted value that lies where it was not sealed', async () => {
    const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 1)]]));
    const [sealed] = sealPeople(ring, [{ personId: 'p', wrapped: null, fields: [{ table: 'customer_identity', column: 'value', rowId: 'a', text: '13800138000' }] }]);
    const moved = { personId: 'p', wrapped: sealed!.wrapped, fields: [{ table: 'customer_identity', column: 'value', rowId: 'b', cipher: sealed!.fields[0]!.cipher }] };
    expect(() => openPeople(ring, [moved])).toThrow('ALTERED');
    expect(() => openPeople(ring, [moved])).toThrow('ALTERED');
    await new Promise((done) => setTimeout(done, 300));
    expect(await news('CIPHER_REFUSED')).toEqual([expect.objectContaining({ facts: { place: 'customer_identity.value of b' } })]);
  });

  it('notices a disk that fills, by steps', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(diskCause(79, now)).toEqual([]);
    expect([80, 91, 99].map((percent) => diskCause(percent, now)[0]!.cause)).toEqual(['disk:80:2026-11-22', 'disk:90:2026-11-22', 'disk:95:2026-11-22']);
  });

});

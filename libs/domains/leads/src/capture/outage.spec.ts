import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FixedClock } from '@dossier/kernel/time';
import { Line, startApi, type Api, type Client } from '@dossier/kernel/testing';

const line = new Line();
const clock = new FixedClock(new Date());
let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi({ clock, line });
  admin = await api.as('ADMINISTRATOR');
}, 120_000);
afterAll(async () => {
  await line.mend().catch(() => undefined);
  await api?.close();
  await line.end();
});

const SUBMIT = 'mutation($i: IntakeInput!) { submitIntake(input: $i) { id isNew } }';
const COLLECT = 'mutation($i: CollectedLeadsInput!) { collectLeads(input: $i) { key isNew } }';
const CREATE = 'mutation($i: ClientInput!) { createClient(input: $i) { id } }';
const KEY = 'mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }';
const ADMINISTRATOR = '0199a000-0000-7000-8000-000000000001';
const spooled = (): string[] => (existsSync(join(api.dataDir, 'spool')) ? readdirSync(join(api.dataDir, 'spool')).filter((name) => name.endsWith('.spool')) : []);

interface Heard {
  status: number;
  headers: Record<string, unknown>;
  body: { data?: Record<string, unknown> | null; errors?: { extensions: { code: string } }[] };
}
/** Sends as somebody who keeps what was not acknowledged: until it is. */
async function until(send: () => PromiseLike<Heard>): Promise<Heard> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 200))) {
    const answer = await send();
    if (answer.status !== 503) return answer;
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  }
  throw new Error('It is never taken');
}
const leads = async (subject: string): Promise<number> => {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    const { rows: [row] } = await api.db.query(`select count(*) filter (where state = 'RECEIVED')::int as open from intake_submission`);
    if (row.open > 0) continue;
    return (await api.db.query('select count(*)::int as n from lead where subject = $1', [subject])).rows[0].n;
  }
  throw new Error('Not settled');
};

describe('while the database is away, a door that asks who is there', () => {
  it('sends a program away with 503 and the time to come again; its key is taken in once however often it comes', async () => {
    const { createClient } = await admin.mutate(CREATE, { i: { name: '官网', roleIds: [ADMINISTRATOR] } });
    const { createKey } = await admin.mutate(KEY, { id: createClient.id, i: { name: 'server' } });
    const program = api.withKey(createKey.secret);
    const submission = { query: SUBMIT, variables: { i: { key: 'W-1', name: '扈三娘', phone: '13800138701', lead: { subject: '停机时的询价' } } } };
    const send = (idempotency?: string) => (idempotency ? program.post('/graphql').set('Idempotency-Key', idempotency) : program.post('/graphql')).send(submission) as unknown as PromiseLike<Heard>;
    // Known a moment ago, or not known any more: the answer is the same.
    await program.query('{ me { id } }');
    await line.cut();
    for (const seconds of [0, 0, 10]) {
      clock.advance({ seconds });
      for (const idempotency of ['order-of-the-shop-1', undefined]) {
        const away = await send(idempotency);
        expect([away.status, away.headers['retry-after'], away.body.errors?.[0]?.extensions.code]).toEqual([503, expect.stringMatching(/^\d+$/), 'UNAVAILABLE']);
      }
    }
    expect(spooled()).toEqual([]);
    await line.mend();
    const first = await until(() => send('order-of-the-shop-1'));
    expect(first.body.data).toEqual({ submitIntake: { id: expect.any(String), isNew: true } });
    const again = await send('order-of-the-shop-1');
    expect([again.headers['idempotent-replayed'], again.body.data]).toEqual(['true', first.body.data]);
    expect((await send()).body.data).toEqual({ submitIntake: { ...(first.body.data!['submitIntake'] as object), isNew: false } });
    expect(await leads('停机时的询价')).toBe(1);
  }, 300_000);

  it('lets a phone keep what it has collected, and takes each entry in once when it comes again', async () => {
    const sales = await api.as('SALES');
    const entries = ['停机一', '停机二'].map((interest, at) => ({ key: `away-000${at}`, at: '2026-11-20T03:00:00.000Z', name: `来客${at}`, phone: `1380013880${at}`, interest }));
    const send = (some = entries) => sales.post('/graphql').send({ query: COLLECT, variables: { i: { entries: some } } }) as unknown as PromiseLike<Heard>;
    await sales.query('{ me { id } }');
    await line.cut();
    for (const seconds of [0, 10]) {
      clock.advance({ seconds });
      const away = await send();
      expect([away.status, away.headers['retry-after'], away.body.data ?? null]).toEqual([503, expect.stringMatching(/^\d+$/), null]);
    }
    expect(spooled()).toEqual([]);
    await line.mend();
    expect((await until(() => send())).body.data).toEqual({ collectLeads: entries.map(({ key }) => ({ key, isNew: true })) });
    // The answer was lost on its way: the phone sends all of it once more.
    expect((await until(() => send())).body.data).toEqual({ collectLeads: entries.map(({ key }) => ({ key, isNew: false })) });
    expect([await leads('停机一'), await leads('停机二')]).toEqual([1, 1]);
  }, 300_000);
});

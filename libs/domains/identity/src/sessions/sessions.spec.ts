import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, STAFF_PASSWORD, type Api } from '@dossier/kernel/testing';
import { SignInUpkeep } from './sign-in.upkeep';
import { Database } from '@dossier/kernel/data';
import { jobViewer } from '@dossier/kernel/access';

const SIGN_IN = 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }';
const MINE = '{ mySessions { id device network startedAt seenAt current } me { id } }';
const END = 'mutation($id: ID!) { endMySession(id: $id) }';
const OTHERS = 'mutation { endMyOtherSessions }';
const STATE = 'query($id: ID!) { accountState(userId: $id) { sessionCount } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let clock: FixedClock;

beforeAll(async () => {
  clock = new FixedClock(new Date());
  api = await startApi({ clock, trustProxy: ['127.0.0.1', '10.0.0.0/8'] });
});
afterAll(() => api?.close());
beforeEach(() => api.db.query('delete from sign_in_throttle'));

interface From {
  cookie?: string;
  agent?: string;
  via?: string;
}

async function send(query: string, variables: object, { cookie = '', agent, via }: From = {}) {
  const test = api.anonymous().post('/graphql');
  if (cookie) test.set('Cookie', cookie);
  if (agent) test.set('User-Agent', agent);
  if (via) test.set('X-Forwarded-For', via);
  const answer = await test.send({ query, variables });
  const lines = [answer.headers['set-cookie'] ?? []].flat() as string[];
  return { ...(answer.body as { data: Record<string, never> | null }), body: answer.body, given: lines[0]?.split(';')[0] ?? '' };
}
const enter = async (email: string, from: From = {}): Promise<string> => (await send(SIGN_IN, { e: email, p: STAFF_PASSWORD }, from)).given;
const listOf = async (cookie: string) => (await send(MINE, {}, { cookie })).body.data as { mySessions: { id: string; device: string; network: string; current: boolean }[]; me: { id: string } | null };
const codeOf = (answer: { body: { errors?: { extensions: { code: string } }[] } }): string => answer.body.errors?.[0]?.extensions.code ?? 'DONE';

describe('the list of one’s sessions', () => {
  it('names device, network address and this very one, and nobody else’s', async () => {
    const phone = await enter('sales@example.com', { agent: 'Phone/1', via: '203.0.113.7' });
    const desk = await enter('sales@example.com', { agent: 'Desk/1', via: '198.51.100.2' });
    await enter('analyst@example.com', { agent: 'Other/1' });
    const { mySessions } = await listOf(desk);
    expect(mySessions.map(({ device, network, current }) => ({ device, network, current })).sort((a, b) => a.device.localeCompare(b.device))).toEqual([
      { device: 'Desk/1', network: '198.51.100.2', current: true }, { device: 'Phone/1', network: '203.0.113.7', current: false },
    ]);
    expect((await listOf(phone)).mySessions).toHaveLength(2);
  });

  it('lets one be ended at once, and never somebody else’s', async () => {
    const [here, there] = [await enter('manager@example.com'), await enter('manager@example.com')];
    const other = (await listOf(here)).mySessions.find(({ current }) => !current)!;
    const strange = await enter('analyst@example.com');
    expect(codeOf(await send(END, { id: other.id }, { cookie: strange }))).toBe('NOT_FOUND');
    expect((await listOf(there)).me?.id).toBe(personId('MANAGER'));
    expect((await send(END, { id: other.id }, { cookie: here })).body.data).toEqual({ endMySession: true });
    expect(codeOf(await send(MINE, {}, { cookie: there }))).toBe('NOT_SIGNED_IN');
    expect(codeOf(await send(END, { id: other.id }, { cookie: here }))).toBe('NOT_FOUND');
    expect(codeOf(await send(END, { id: NOBODY }, { cookie: here }))).toBe('NOT_FOUND');
    expect(codeOf(await send(END, { id: 'x' }, { cookie: here }))).toBe('NOT_FOUND');
    expect(codeOf(await send(END, { id: other.id }))).toBe('NOT_SIGNED_IN');
  });

  it('lets all others be ended, and leaves this one', async () => {
    const [here, there] = [await enter('marketer@example.com'), await enter('marketer@example.com')];
    expect((await send(OTHERS, {}, { cookie: here })).body.data).toEqual({ endMyOtherSessions: 1 });
    expect(codeOf(await send(MINE, {}, { cookie: there }))).toBe('NOT_SIGNED_IN');
    expect((await listOf(here)).mySessions).toHaveLength(1);
    expect(codeOf(await send(OTHERS, {}))).toBe('NOT_SIGNED_IN');
  });

  it('is counted for administrators', async () => {
    const admin = await enter('admin@example.com');
    expect((await send(STATE, { id: personId('MARKETER') }, { cookie: admin })).body.data).toEqual({ accountState: { sessionCount: 1 } });
  });
});

describe('a session that was there before signing in', () => {
  it('is never the one that comes of it, whoever made its token', async () => {
    const planted = `dossier=${'A'.repeat(43)}`;
    const given = await enter('auditor@example.com', { cookie: planted });
    expect(given).not.toBe(planted);
    expect((await listOf(given)).me?.id).toBe(personId('AUDITOR'));
    expect(codeOf(await send(MINE, {}, { cookie: planted }))).toBe('NOT_SIGNED_IN');
  });
});

describe('the address that attempts count against', () => {
  it('is what a known proxy says, and its last word: what comes before, anybody can write', async () => {
    const wrong = (via: string, at: number) => send(SIGN_IN, { e: `guess${at}@example.com`, p: 'wrong wrong wrong' }, { via });
    const codes: string[] = [];
    for (let at = 0; at < 21; at += 1) codes.push(codeOf(await wrong(`192.0.2.${at}, 203.0.113.50`, at)));
    expect(codes.slice(0, 20).every((code) => code === 'SIGN_IN_FAILED')).toBe(true);
    expect(codes[20]).toBe('THROTTLED');
    expect(codeOf(await wrong('203.0.113.51', 30))).toBe('SIGN_IN_FAILED');
  });

  it('is the line itself where no proxy is known, whatever the header says', async () => {
    const bare = await startApi();
    try {
      const codes: string[] = [];
      for (let at = 0; at < 21; at += 1) {
        const { body } = await bare.anonymous().post('/graphql').set('X-Forwarded-For', `192.0.2.${at}`).set('X-Real-IP', `192.0.2.${at}`).set('Forwarded', `for=192.0.2.${at}`).send({ query: SIGN_IN, variables: { e: `guess${at}@example.com`, p: 'wrong wrong wrong' } });
        codes.push(body.errors[0].extensions.code);
      }
      expect(codes[20]).toBe('THROTTLED');
    } finally {
      await bare.close();
    }
  });
});

describe('an unknown account', () => {
  it('costs the work of a known one', async () => {
    const took = async (email: string): Promise<number> => {
      const spent: number[] = [];
      for (let at = 0; at < 5; at += 1) {
        const begin = performance.now();
        await send(SIGN_IN, { e: email, p: 'wrong wrong wrong' }, { via: `203.0.113.${100 + at}` });
        spent.push(performance.now() - begin);
      }
      return spent.sort((a, b) => a - b)[2]!;
    };
    const [known, unknown] = [await took('sales.south@example.com'), await took('unheard.of@example.com')];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2.5);
  });
});

describe('what signing in leaves behind', () => {
  it('is removed a week after its end, and what is in use stays', async () => {
    const cookie = await enter('sales@example.com');
    const { rows: before } = await api.db.query<{ n: number }>('select count(*)::int n from session');
    const upkeep = api.app.get(SignInUpkeep);
    const actor = jobViewer('spec', ['job.upkeep'], 'spec');
    const run = { id: 'x', data: {}, viewer: async () => actor, work: (act: (viewer: typeof actor) => Promise<unknown>) => api.app.get(Database).work(actor, 'spec', () => act(actor)), progress: async () => undefined, cancelled: async () => false };
    await upkeep.run(run as never);
    expect((await listOf(cookie)).me?.id).toBe(personId('SALES'));
    clock.advance({ minutes: 60 * 24 * 8 });
    await upkeep.run(run as never);
    expect(before[0]!.n).toBeGreaterThan(0);
    expect((await api.db.query('select 1 from session')).rows).toEqual([]);
    expect((await api.db.query('select 1 from sign_in_throttle where expire < extract(epoch from $1::timestamptz) * 1000', [clock.now()])).rows).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Params } from '@dossier/kernel/access';
import { FixedClock } from '@dossier/kernel/time';
import { staff, startApi, type Api } from '@dossier/kernel/testing';
import { compileDefinition } from './compile/compile';
import type { Definition } from './compile/definition';
import { SegmentLearner } from './segment.book';
import { requireDefinition } from './segment.rules';
import { knower, SegmentRefresher } from './refresh/refresher';
import { Chance } from './testing/chance';
import { NOT_KEPT, type Kept } from './compile/kept';
import { keepBehind, RESTING } from './testing/behind';
import { Definitions } from './testing/definitions';
import { Naive } from './testing/naive';
import { clear, settle } from './testing/settle';
import { FIELDS, PICKS, worldOf, type World } from './testing/world';

const DEFINITIONS = 5_000;
/** So many definitions share a statement. */
const TOGETHER = 25;
const SEED = 20_260_308;
/** Days begin and end here at other moments than in the company; one of them skips an hour on the very day. */
const ZONES = ['America/New_York', 'Pacific/Auckland', 'Europe/Paris', 'Asia/Kolkata', 'Pacific/Honolulu'];
/** After midnight in the company's zone, and the day before in New York. */
const NOW = new Date('2026-03-08T17:30:00Z');

const FIELD = 'mutation($input: CustomFieldInput!) { createCustomField(input: $input) { id } }';

/** One connection with settings of its own. */
interface Line {
  query<R extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
  release(ends: boolean): void;
}

jest.setTimeout(600_000);
let api: Api;
let client: Line;
const clock = new FixedClock(NOW);

beforeAll(async () => {
  api = await startApi({ clock });
  const admin = await api.as('ADMINISTRATOR');
  const made = (key: string, type: string, options?: object[]) => admin.mutate(FIELD, { input: { key, name: key, nameEn: key, type, ...(options ? { options } : {}) } });
  await made(FIELDS.word, 'TEXT');
  await made(FIELDS.size, 'NUMBER');
  await made(FIELDS.day, 'DAY');
  await made(FIELDS.pick, 'CHOICE', PICKS.map((value) => ({ value, name: value, nameEn: value })));
  await made(FIELDS.flag, 'BOOLEAN');
  client = await api.db.connect();
  // Hundreds of small joins: what the planner thinks about their order matters nothing here.
  await client.query('set join_collapse_limit = 1; set from_collapse_limit = 1; set jit = off; set session_replication_role = replica; set timezone = \'UTC\'');
  await client.query(`${RESTING.records}; ${RESTING.events}`);
});
afterAll(async () => {
  // Its settings go with it.
  client?.release(true);
  await api?.close();
});

/** What is kept beside the wide tables, and how often it was asked. */
const NARROW = ['customer_trait', 'order_days', 'category_sum', 'event_times'] as const;
const taken: Record<(typeof NARROW)[number], number> = { customer_trait: 0, order_days: 0, category_sum: 0, event_times: 0 };

/** What the compiler finds for each of these, in one statement. */
async function found(definitions: readonly Definition[], zones: readonly string[], kept: Kept): Promise<Set<string>[]> {
  const params = Params.empty();
  const asking = { viewer: knower, params, clock, zones, kept, only: null };
  const text = definitions.map((definition, at) => `select ${at} as n, array_agg(id) as ids from (${compileDefinition(definition, asking)}) d${at}`).join(' union all ');
  for (const table of NARROW) taken[table] += text.split(`from ${table} x`).length - 1;
  const { rows } = await client.query<{ n: number; ids: string[] | null }>(text, params.values(knower));
  const sets = definitions.map(() => new Set<string>());
  for (const { n, ids } of rows) {
    expect(new Set(ids ?? []).size).toBe((ids ?? []).length);
    sets[n] = new Set(ids ?? []);
  }
  return sets;
}

const run = (text: string, values: unknown[] = []): Promise<unknown> => client.query(text, values);

const naively = (world: World, definition: Definition): string[] => world.people.filter((person) => new Naive(world, person).belongs(definition)).map(({ id }) => id).sort();

describe('the compiler of segments', () => {
  it(`finds for ${DEFINITIONS} random definitions just whom a naive look at plain rows finds`, async () => {
    const chance = new Chance(SEED);
    let compared = 0;
    let filled = 0;
    let waiting = 0;
    for (const own of ZONES) {
      await clear(run);
      const world = worldOf(chance, NOW, { company: clock.zone, own }, 24);
      await settle(run, world, staff[0]!.id);
      waiting += await keepBehind(run, world, chance);
      await api.app.get(SegmentLearner, { strict: false }).learn();
      const zones = await api.app.get(SegmentRefresher, { strict: false }).zones();
      expect(zones).toEqual([own]);
      const definitions = new Definitions(chance, world);
      for (let done = 0; done < DEFINITIONS / ZONES.length; done += TOGETHER) {
        const some = Array.from({ length: TOGETHER }, () => definitions.definition());
        some.forEach(requireDefinition);
        // Four of five are asked of the narrow tables, where they tell it, while some customers wait there; the fifth of the wide ones alone.
        const sets = await found(some, zones, (done / TOGETHER) % 5 === 0 ? NOT_KEPT : { records: true, events: true });
        for (const [at, definition] of some.entries()) {
          const expected = naively(world, definition);
          const answer = [...sets[at]!].sort();
          if (answer.join() !== expected.join()) throw new Error(`${own}: ${JSON.stringify(definition)}\n finds ${JSON.stringify(answer)}\n instead of ${JSON.stringify(expected)}\n ${JSON.stringify(world.people.find(({ id }) => answer.includes(id) !== expected.includes(id)))}`);
          compared += 1;
          if (expected.length > 0 && expected.length < world.people.length) filled += 1;
        }
      }
    }
    expect(compared).toBe(DEFINITIONS);
    expect(waiting).toBeGreaterThan(ZONES.length * 4);
    for (const table of NARROW) expect(taken[table]).toBeGreaterThan(30);
    const { rows: [marks] } = await client.query<{ n: number }>('select (select count(*) from rollup_due)::int + (select count(*) from interest_due)::int as n');
    expect(marks!.n).toBeGreaterThan(3);
    // Definitions that find nobody, or everybody, compare nothing.
    expect(filled).toBeGreaterThan(DEFINITIONS * 0.4);
  });
});

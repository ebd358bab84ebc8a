import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { chanceOf, dayAfter, daysBetween } from '@dossier/metrics';
import { ChurnKind } from '@dossier/vocabulary/insight-enums';
import { featureSql, PERSON, type FeatureRow } from './churn.sql';

const BOARD = `query($by: ChurnDimension, $s: [ID!]) { churnBoard(by: $by, segmentIds: $s) { asOf isBehind isRunning customers definition { number kind factor days fieldKey horizonDays setBy { name } }
  months { month active left back rate low high isPartial } everybody { customers left median points { at survival low high } }
  curves { by chiSquare degrees p curves { value name customers left median points { at survival } } }
  hazards { team { id } from customers left concordance hazards { name ratio low high p isUnsteady } curves { value points { at survival } } }
  links { sign exposed exposedLeft others othersLeft difference low high oddsRatio oddsLow oddsHigh attributable } bands { band customers atStake }
  calibration { n predicted observed farthest isAmber bins { n predicted observed low high } } } }`;
const DEFINE = 'mutation($i: ChurnDefinitionInput!) { setChurnDefinition(input: $i) { number kind factor days fieldKey horizonDays setBy { name } } }';
const ALL = 'query { churnDefinitions { number kind } }';
const LIST = 'query($f: CustomerFilter, $s: CustomerSort) { customers(filter: $f, sort: $s, order: DESC, first: 200) { totalCount nodes { id churn { band basis probability atStake quietDays allowedDays leftOn reasons signs isHeldOut asOf } } } }';
const FIT = 'mutation { fitModel(kind: CHURN) { id jobId } }';
const PUBLISH = 'mutation($id: ID!) { publishModelVersion(id: $id) { kind } }';
const MODEL = 'query { model(kind: CHURN) { runningJobId latest { id state card } published { id } } }';
const GAP = { kind: 'GAP', factor: 2, horizonDays: 60 };

// What runs in the background is waited for, however busy the machine is.
jest.setTimeout(180_000);

let api: Api;
let admin: Client;
const people: { id: string; team: 'EAST' | 'SOUTH'; days: number[]; complains: boolean }[] = [];
/** The first day of the spec: midnight may pass while it runs. */
const origin = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Customers who buy in a rhythm of their own until they stop; those who complain stop sooner. Days count back from yesterday. */
function drawn(seed: number, count: number): typeof people {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, (_, at) => {
    const gap = 8 + 20 * chance.even();
    const complains = chance.even() < 0.3;
    const started = 520 - Math.floor(380 * chance.even());
    const ends = started + Math.floor(Math.log(1 - chance.even()) * (complains ? 220 : 800));
    const days: number[] = [];
    for (let day = started; day > 0 && day > ends; day -= Math.max(1, Math.round(gap * (0.5 + chance.even())))) days.push(day);
    return { id: newId(), team: at % 2 === 0 ? ('EAST' as const) : ('SOUTH' as const), days, complains };
  }).filter(({ days }) => days.length > 0);
}

async function bring(): Promise<void> {
  await api.write(`insert into customer (id, archive_no, name, kind, region, owner_id, team_id)
    select r.id, 'SP-' || r.id, '客户', 'PERSON', r.region, r.owner_id, r.team_id from jsonb_to_recordset($1::jsonb) r(id uuid, region text, owner_id uuid, team_id uuid)`,
  [JSON.stringify(people.map(({ id, team }) => ({ id, region: team === 'EAST' ? '上海' : '广东', owner_id: personId(team === 'EAST' ? 'SALES' : 'SALES_SOUTH'), team_id: teamId(team) })))]);
  const orders = people.flatMap(({ id, days }) => days.map((day) => ({ id: newId(), customer_id: id, day, minor: 10_000 })));
  await api.write(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key)
    select o.id, o.id::text, 'SALE', now() - o.day * interval '1 day', ($2::date - o.day), o.customer_id, o.minor, 'CNY', 1, 'spec', o.id::text from jsonb_to_recordset($1::jsonb) o(id uuid, customer_id uuid, day int, minor bigint)`, [JSON.stringify(orders), origin]);
  await api.write(`insert into customer_feedback (id, customer_id, kind, at) select gen_random_uuid(), r.id, 'COMPLAINT', now() - (d.back || ' days')::interval
    from jsonb_to_recordset($1::jsonb) r(id uuid) cross join (values (70), (130), (190), (250)) d(back)`, [JSON.stringify(people.filter(({ complains }) => complains).map(({ id }) => ({ id })))]);
  await api.write('select refresh_customer_summary(array(select id from customer))');
}

const rested = async (): Promise<void> => {
  for (;;) {
    const { rows } = await api.db.query<{ n: number; error: string | null }>(
      `select count(*) filter (where state in ('QUEUED','RUNNING'))::int as n, max(coalesce(error, '') || ' ' || coalesce(detail, '')) filter (where state = 'FAILED') as error from job where name like 'insight.%'`);
    if (rows[0]!.error !== null) throw new Error(rows[0]!.error);
    if (rows[0]!.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const board = async (by = 'REGION', who = admin, segments?: string[]) => (await who.query(BOARD, { by, ...(segments ? { s: segments } : {}) })).churnBoard;
const define = async (input: object, who = admin) => {
  const made = (await who.mutate(DEFINE, { i: input })).setChurnDefinition;
  await rested();
  return made;
};

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  people.push(...drawn(5, 1_000));
  await bring();
  await define(GAP);
});
afterAll(() => api?.close());

/** What the definition says, by hand: silent for more than `allowed` days, the gaps of few being drawn to those of all. */
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
};

describe('who counts as gone', () => {
  it('follows from the own gap, drawn to that of everybody where gaps are few', async () => {
    const gapsOf = ({ days }: { days: number[] }): number[] => days.slice(1).map((day, at) => days[at]! - day);
    const usual = median(people.map(gapsOf).filter((gaps) => gaps.length > 0).map((gaps) => Math.round(median(gaps) * 10) / 10));
    const { rows } = await api.db.query<{ customer_id: string; band: string; quiet_days: number; allowed_days: number; as_of: string }>('select customer_id, band, quiet_days, allowed_days, as_of::text from customer_churn');
    expect(rows).toHaveLength(people.length);
    for (const person of people) {
      const gaps = gapsOf(person);
      const allowed = Math.min(365, Math.max(30, Math.ceil((2 * ((gaps.length === 0 ? 0 : gaps.length * median(gaps)) + 3 * usual)) / (gaps.length + 3))));
      const row = rows.find(({ customer_id }) => customer_id === person.id)!;
      const quiet = daysBetween(dayAfter(origin, -person.days.at(-1)!), row.as_of);
      expect([row.quiet_days, row.band === 'LEFT']).toEqual([quiet, quiet > row.allowed_days]);
      expect(Math.abs(row.allowed_days - allowed)).toBeLessThanOrEqual(1);
    }
  });

  it('is told by the plain rule without a probability while no model is in force', async () => {
    const { nodes } = (await admin.query(LIST, { f: { churnBand: { in: ['HIGH', 'MEDIUM', 'LOW'] } } })).customers;
    expect(nodes.length).toBeGreaterThan(50);
    for (const { churn } of nodes) {
      expect(churn).toMatchObject({ basis: 'RULE', probability: null, atStake: null, reasons: [] });
      const share = churn.quietDays / churn.allowedDays;
      expect(churn.band).toBe(share >= 0.75 ? 'HIGH' : share >= 0.5 ? 'MEDIUM' : 'LOW');
    }
  });

  it('changes with the definition: dormancy of so many days, and the version before stays', async () => {
    const before = (await admin.query(LIST, { f: { churnBand: { in: ['LEFT'] } } })).customers.totalCount;
    const made = await define({ kind: 'DORMANCY', days: 400, horizonDays: 60 });
    expect(made).toMatchObject({ kind: 'DORMANCY', days: 400, factor: null, setBy: { name: '管理员' } });
    const after = (await admin.query(LIST, { f: { churnBand: { in: ['LEFT'] } } })).customers.totalCount;
    expect(after).toBeLessThan(before);
    expect((await admin.query(ALL)).churnDefinitions.slice(0, 2)).toEqual([{ number: made.number, kind: 'DORMANCY' }, { number: made.number - 1, kind: 'GAP' }]);
    expect((await board()).definition).toMatchObject({ number: made.number, days: 400 });
    await define(GAP);
    expect((await admin.query(LIST, { f: { churnBand: { in: ['LEFT'] } } })).customers.totalCount).toBe(before);
  });

  it('is the end of a contract where a field holds it', async () => {
    await admin.mutate(`mutation { createCustomField(input: { key: "contractEnd", name: "合同到期", nameEn: "Contract ends", type: DAY }) { id } }`);
    const [one, other] = [people[0]!.id, people[1]!.id];
    await api.write(`update customer set custom = jsonb_build_object('contractEnd', case id when $1 then '2020-01-31' else '2099-01-31' end) where id in ($1, $2)`, [one, other]);
    await define({ kind: 'CONTRACT', fieldKey: 'contractEnd', horizonDays: 60 });
    const { rows } = await api.db.query('select customer_id, band, left_on::text from customer_churn order by left_on nulls last');
    expect(rows).toEqual([{ customer_id: one, band: 'LEFT', left_on: '2020-02-01' }, { customer_id: other, band: 'LOW', left_on: null }]);
    await define(GAP);
  });

  it('is for managers of models to say; what makes no sense is refused', async () => {
    expect(await (await api.as('MARKETER')).refusal(DEFINE, { i: GAP })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES')).refusal(BOARD, {})).toBe('FORBIDDEN');
    expect(await (await api.as('MARKETER')).refusal('mutation { refreshChurn }')).toBe('FORBIDDEN');
    for (const bad of [{ kind: 'GAP', horizonDays: 60 }, { kind: 'DORMANCY', horizonDays: 60 }, { kind: 'CONTRACT', fieldKey: "x' or true --", horizonDays: 60 }, { ...GAP, factor: 0.5 }, { ...GAP, horizonDays: 3 }]) {
      expect(await admin.refusal(DEFINE, { i: bad })).toMatch(/INVALID_INPUT|BAD_USER_INPUT/);
    }
  });
});

describe('who will leave', () => {
  interface Reliability { n: number; predicted: number; observed: number }
  let version: { id: string; state: string; card: { lack: unknown; reliability: Reliability; parameters: { key: string; value: number; low: number | null }[] } };

  it('is learned from what was known on a day, and judged on days after it', async () => {
    await admin.mutate(FIT);
    await rested();
    version = (await admin.query(MODEL)).model.latest;
    expect([version.state, version.card.lack]).toEqual(['FITTED', null]);
    const area = version.card.parameters.find(({ key }) => key === 'auc')!;
    expect(area.low).toBeGreaterThan(0.5);
    expect(Math.abs(version.card.reliability.predicted - version.card.reliability.observed)).toBeLessThan(0.1);
  });

  it('comes into force by publishing: probabilities, what is at stake, reasons in words, a tenth held out', async () => {
    await admin.mutate(PUBLISH, { id: version.id });
    await rested();
    const { nodes } = (await admin.query(LIST, { f: { churnProbability: { min: 0 } }, s: 'CHURN_AT_STAKE' })).customers;
    expect(nodes.length).toBeGreaterThan(50);
    const stakes = nodes.map(({ churn }: { churn: { atStake: { minor: number } } }) => churn.atStake.minor);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
    for (const { id, churn } of nodes) {
      expect(churn).toMatchObject({ basis: 'MODEL', leftOn: null });
      expect(churn.band).toBe(churn.probability >= 0.5 ? 'HIGH' : churn.probability >= 0.25 ? 'MEDIUM' : 'LOW');
      const year = people.find((person) => person.id === id)!.days.filter((day) => daysBetween(dayAfter(origin, -day), churn.asOf) < 365).length * 10_000;
      expect(Math.abs(churn.atStake.minor - churn.probability * year)).toBeLessThanOrEqual(10_000);
    }
    const [{ n }] = (await api.db.query<{ n: number }>('select count(*) filter (where held_out)::int as n from customer_churn')).rows as [{ n: number }];
    expect(n / people.length).toBeGreaterThan(0.06);
    expect(n / people.length).toBeLessThan(0.14);
    expect((await admin.query(LIST, { f: { heldOut: true } })).customers.totalCount).toBe(n);
    const { rows } = await api.db.query<{ reason: string }>(`select distinct jsonb_array_elements_text(reasons) as reason from customer_churn`);
    expect(rows.map(({ reason }) => reason)).toContain('LONG_SILENCE');
    const silent = (await admin.query(LIST, { f: { churnReason: { in: ['LONG_SILENCE'] } } })).customers.nodes;
    expect(silent.every(({ churn }: { churn: { reasons: string[] } }) => churn.reasons.includes('LONG_SILENCE'))).toBe(true);
  });

  it('knows nothing on a day of what came after it', async () => {
    const rule = { kind: ChurnKind.GAP, factor: 2, days: null, fieldKey: null, horizonDays: 60 };
    const [{ day, until }] = (await api.db.query<{ day: string; until: string }>('select ($1::date - 130)::text as day, ($1::date - 70)::text as until', [origin])).rows as [{ day: string; until: string }];
    const seen = async () => (await api.db.query<FeatureRow>(featureSql(rule, `select ${PERSON} from customer c`), [day, until, 'CNY', 20])).rows;
    const before = await seen();
    const known = ({ customer_id, stays, quiet, allowed, left_on, year_minor, seen: values }: FeatureRow) => ({ customer_id, stays, quiet, allowed, left_on, year_minor, values });
    await api.write(`insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, line_count, external_source, external_key)
      select gen_random_uuid(), 'later', k.kind, ($1::date + 1 + 12 * interval '1 hour'), $1::date + 1, c.id, 900000, 'CNY', 1, 'later', k.kind || c.id from customer c cross join (values ('SALE'), ('REFUND')) k(kind)`, [day]);
    await api.write(`insert into customer_feedback (id, customer_id, kind, at, score) select gen_random_uuid(), id, 'COMPLAINT', $1::date + 1 + interval '12 hours', 1 from customer`, [day]);
    const after = await seen();
    expect(before.filter(({ stays }) => stays).length).toBeGreaterThan(100);
    expect(after.map(known)).toEqual(before.map(known));
    expect(after.map(({ leaves_in }) => leaves_in)).not.toEqual(before.map(({ leaves_in }) => leaves_in));
    await api.write(`delete from sales_order where external_source = 'later'`);
    await api.write(`delete from customer_feedback where score = 1`);
  });

  it('falls back to the rule where the definition has changed, until a version is fitted under it', async () => {
    await define({ ...GAP, factor: 3 });
    await admin.mutate('mutation { checkModel(kind: CHURN) { jobId } }');
    await rested();
    const { nodes } = (await admin.query(LIST, { f: { churnBand: { in: ['LOW'] } } })).customers;
    expect(nodes.length).toBeGreaterThan(10);
    await define(GAP);
  });

  it('is closed to whoever may not see what it is derived from, and of customers out of reach', async () => {
    const south = await api.as('SALES_SOUTH');
    const { nodes, totalCount } = (await south.query(LIST, { f: { churnBand: { in: ['HIGH', 'MEDIUM', 'LOW', 'LEFT'] } } })).customers;
    expect(totalCount).toBe(people.filter(({ team }) => team === 'SOUTH').length);
    expect(nodes.every(({ id }: { id: string }) => people.find((person) => person.id === id)!.team === 'SOUTH')).toBe(true);
    const auditor = await api.as('AUDITOR');
    expect(await auditor.refusal(LIST, { f: { churnBand: { in: ['HIGH'] } } })).toBe('UNKNOWN_NAME');
    expect((await auditor.query('query { customers(first: 5) { nodes { churn { band } } } }')).customers.nodes.every(({ churn }: { churn: unknown }) => churn === null)).toBe(true);
  });
});

describe('the board', () => {
  it('counts who came, left and came back by month as the purchases have it', async () => {
    const found = await board();
    const gone = (await api.db.query<{ n: number }>(`select sum(gone)::int as n from churn_month`)).rows[0]!.n;
    expect(found).toMatchObject({ customers: people.length, isBehind: false, isRunning: false });
    expect(found.months.reduce((sum: number, { left }: { left: number }) => sum + left, 0)).toBe(gone);
    for (const { active, left, rate, low, high } of found.months) {
      expect(rate).toBeCloseTo(left / active, 12);
      expect([low <= rate, rate <= high]).toEqual([true, true]);
    }
  });

  it('draws how long they stay, by region, with the test between them', async () => {
    const { everybody, curves } = await board();
    expect(everybody).toMatchObject({ customers: people.length });
    expect(curves.curves.map(({ value }: { value: string }) => value).sort()).toEqual(['上海', '广东']);
    expect(curves.degrees).toBe(1);
    // East and south were drawn alike.
    expect(curves.p).toBeGreaterThan(0.001);
  });

  it('draws them by chosen segments: those that the viewer may know, of customers within reach, without a test', async () => {
    const MAKE = 'mutation($i: SegmentInput!) { createSegment(input: $i) { id } }';
    const made = async (name: string, definition: object, visibility = 'EVERYONE'): Promise<string> => (await admin.mutate(MAKE, { i: { name, kind: 'DYNAMIC', visibility, definition } })).createSegment.id;
    const complained = await made('投诉过', { rule: { customer: { churnSign: { in: ['COMPLAINT', 'NOT_REACHED'] } } } });
    const bought = await made('买过三次', { rule: { orders: { measure: 'COUNT', is: { min: 3 } } } });
    const own = await made('只有我', { rule: { orders: { measure: 'COUNT', is: { min: 2 } } } }, 'PRIVATE');
    await admin.mutate('mutation { refreshChurn }');
    await rested();
    const { curves } = await board('SEGMENT', admin, [complained, bought, own]);
    expect(curves.curves.map(({ value, name }: { value: string; name: string }) => [value, name]).sort()).toEqual([[complained, '投诉过'], [bought, '买过三次'], [own, '只有我']].sort());
    expect([curves.chiSquare, curves.p]).toEqual([null, null]);
    const { count } = (await admin.query('query($id: ID!) { segment(id: $id) { count { count } } }', { id: bought })).segment;
    expect(curves.curves.find(({ value }: { value: string }) => value === bought).customers).toBe(count.count);
    const marketer = await api.as('MARKETER');
    const within = (await marketer.query('query($id: ID!) { segment(id: $id) { count { count } } }', { id: bought })).segment.count.count;
    const told = (await board('SEGMENT', marketer, [bought, own])).curves.curves;
    expect(told.map(({ value, customers }: { value: string; customers: number }) => [value, customers])).toEqual([[bought, within]]);
    expect(within).toBeLessThan(count.count);
    // An analyst may not see communication: a segment that asks for it is no curve for them.
    expect((await board('SEGMENT', await api.as('ANALYST'), [complained])).curves.curves).toEqual([]);
    expect((await board('SEGMENT', admin)).curves.curves).toEqual([]);
    expect(await admin.refusal(BOARD, { by: 'SEGMENT', s: Array.from({ length: 6 }, () => newId()) })).toMatch(/INVALID_INPUT|BAD_USER_INPUT/);
  });

  it('finds that those who complained leave sooner: as a hazard, and as a fact linked with leaving', async () => {
    const { hazards, links } = await board();
    const complaints = hazards[0].hazards.find(({ name }: { name: string }) => name === 'COMPLAINTS');
    expect([hazards[0].team, complaints.low > 1]).toEqual([null, true]);
    for (const { points } of hazards[0].curves) for (const [at, point] of points.entries()) if (at > 0) expect(point.survival).toBeLessThanOrEqual(points[at - 1].survival);
    const linked = links.find(({ sign }: { sign: string }) => sign === 'COMPLAINT');
    expect(linked.difference).toBeCloseTo(linked.exposedLeft / linked.exposed - linked.othersLeft / linked.others, 12);
    expect(linked.low).toBeGreaterThan(0);
    expect(linked.oddsRatio).toBeGreaterThan(1);
  });

  it('tells of customers within reach alone', async () => {
    const marketer = await api.as('MARKETER');
    const east = people.filter(({ team }) => team === 'EAST').length;
    const found = await board('REGION', marketer);
    expect(found.customers).toBe(east);
    expect(found.curves.curves.map(({ value }: { value: string }) => value)).toEqual(['上海']);
    expect(found.hazards.map(({ team }: { team: { id: string } }) => team.id)).toEqual([teamId('EAST')]);
    expect(found.bands.reduce((sum: number, { customers }: { customers: number }) => sum + customers, 0)).toBe(east);
    // An analyst may not see communication: nothing that follows from it is told.
    expect((await board('REGION', await api.as('ANALYST'))).links.map(({ sign }: { sign: string }) => sign)).not.toContain('NOT_REACHED');
  });

  it('shows how the probabilities came true, to whoever sees models', async () => {
    const { calibration } = await board();
    expect(calibration.bins.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(calibration.n);
    // A tenth with too few customers is judged by nobody.
    const judged = calibration.bins.filter(({ low, high }: { low: number; high: number }) => high - low <= 0.1).map(({ predicted, observed }: { predicted: number; observed: number }) => 100 * Math.abs(observed - predicted));
    expect(calibration.farthest ?? -1).toBeCloseTo(Math.max(-1, ...judged), 6);
    expect(calibration.isAmber).toBe(Math.abs(calibration.observed - calibration.predicted) > 0.05 || (calibration.farthest ?? 0) > 5);
  });
});

import { Injectable } from '@nestjs/common';
import { customerSql } from '@dossier/customers';
import { dayAfter, type Day } from '@dossier/metrics';
import type { ModelRun } from '../models/score-model';
import { QUARTER, type HeldHistories, type ScoreColumns, type ValueHistories } from './value.columns';

/** Customers in the order of their ids, with the list of teams and owners that they stand in. */
export interface Read<C> {
  ids: string[];
  columns: C;
  places: { teamId: string | null; ownerId: string | null }[];
  /** Days with a purchase of each. */
  days: Float64Array;
}

/** Who was left out, and why. */
export interface LeftOut {
  noOrder: number;
  otherCurrency: number;
  firstDay: Day | null;
}

const STANDING = `c.archived_at is null and c.merged_into_id is null and c.erased_at is null and ${customerSql.isReal('c.id')}`;

const SOLD = `o.kind = 'SALE'`;
const HELD = '$1::date - $3::int';
const YEAR = '$1::date - 365';

/** What is asked of a customer's orders, as known on a day; `o` are the orders up to the cut-off, `s` the summary. */
interface Words {
  /** Days with a purchase after the first, when the last was, how long watched, and the mean net of a repeat day. */
  history(day: string): string;
  /** Days since the last order, orders, net. */
  standing(day: string): string;
  /** Net of what came after a day. */
  after(day: string): string;
  /** Days with a purchase after a day. */
  daysAfter(day: string): string;
}

/** Of the orders themselves. */
const grouped: Words = {
  history: (day) => {
    const known = `o.ordered_on <= ${day}`;
    const count = `count(distinct o.ordered_on) filter (where ${SOLD} and ${known})`;
    return `(${count} - 1)::int, (max(o.ordered_on) filter (where ${SOLD} and ${known}) - s.first_order_on)::int, (${day} - s.first_order_on)::int,
      case when ${count} > 1 then (sum(o.amount_minor) filter (where ${known}) - sum(o.amount_minor) filter (where ${SOLD} and o.ordered_on = s.first_order_on))::float8 / (${count} - 1) else 0 end`;
  },
  standing: (day) =>
    `(${day} - max(o.ordered_on) filter (where ${SOLD} and o.ordered_on <= ${day}))::int, (count(*) filter (where ${SOLD} and o.ordered_on <= ${day}))::int, coalesce(sum(o.amount_minor) filter (where o.ordered_on <= ${day}), 0)::float8`,
  after: (day) => `coalesce(sum(o.amount_minor) filter (where o.ordered_on > ${day}), 0)::float8`,
  daysAfter: (day) => `(count(distinct o.ordered_on) filter (where ${SOLD} and o.ordered_on > ${day}))::int`,
};

/** Of the list of a customer's days with its running sums: a day is a place in it. */
const upto = (day: string): string => `width_bucket(${day}, o.sale_days)`;
const net = (day: string): string => `(coalesce(o.sale_sums[${upto(day)}], 0) + coalesce(o.refund_sums[width_bucket(${day}, o.refund_days)], 0))`;

/** Distinct days are counted once, however often their number is spoken of: each count is joined as a row of its own. */
const listed = (counts: string[]): Words => {
  const distinct = (from: string, to: string): string => {
    const said = `select count(distinct x)::int as n from unnest(o.sale_days[${from}:${to}]) x`;
    if (!counts.includes(said)) counts.push(said);
    return `d${counts.indexOf(said)}.n`;
  };
  return {
    history: (day) => {
      const count = distinct('1', upto(day));
      return `(${count} - 1)::int, (o.sale_days[${upto(day)}] - s.first_order_on)::int, (${day} - s.first_order_on)::int,
        case when ${count} > 1 then (${net(day)} - o.sale_sums[${upto('s.first_order_on')}])::float8 / (${count} - 1) else 0 end`;
    },
    standing: (day) => `(${day} - o.sale_days[${upto(day)}])::int, ${upto(day)}, ${net(day)}::float8`,
    after: (day) => `(${net('$1::date')} - ${net(day)})::float8`,
    daysAfter: (day) => distinct(`${upto(day)} + 1`, upto('$1::date')),
  };
};

/**
 * One row a customer who stands and is no bait, in the order of their ids, from their orders up to the cut-off in the one currency of the
 * figures: from the lists of days where these tell everything, and from the orders of those who have changed a moment ago.
 */
function read(columns: (words: Words) => string): string {
  const counts: string[] = [];
  const told = columns(listed(counts));
  return `
  select c.id as id, c.team_id::text as team, c.owner_id::text as owner, ${told}
  from order_days o join customer_summary s on s.customer_id = o.customer_id and not s.mixed_currency and s.currency = $2 and s.first_order_on <= $1::date join customer c on c.id = o.customer_id and ${STANDING}${counts.map((said, at) => ` cross join lateral (${said}) d${at}`).join('')}
  where true${customerSql.settled('o.customer_id')}
  union all
  select c.id, c.team_id::text, c.owner_id::text, ${columns(grouped)}
  from sales_order o join customer_summary s on s.customer_id = o.customer_id and not s.mixed_currency and s.first_order_on <= $1::date join customer c on c.id = o.customer_id and ${STANDING}
  where o.archived_at is null and o.customer_id is not null and o.ordered_on <= $1::date and o.currency = $2${customerSql.waiting('o.customer_id')} group by c.id, s.customer_id
  order by id`;
}

const FIT = read(({ history, after }) => `${history('$1::date')}, ${history(`(${HELD})`)}, ${after(`(${HELD})`)}`);
const SCORE = read(({ history, standing }) => `${history('$1::date')}, ${standing('$1::date')}, ${standing('$3::date')}`);
/** The plain rule looks at the last year besides. */
const RULE = read(({ history, standing, after, daysAfter }) => `${history('$1::date')}, ${standing('$1::date')}, ${standing('$3::date')}, ${daysAfter(`(${YEAR})`)}, ${after(`(${YEAR})`)}`);

/** Reads the histories of all customers in one pass over the orders, into columns of numbers. */
@Injectable()
export class ValueReader {
  /** Histories as known at the cut-off, and as known a quarter before with what came since. */
  async forFit(run: ModelRun): Promise<{ now: ValueHistories; held: HeldHistories }> {
    const { rows } = await taken(run, FIT, [run.cutoff, run.currency, QUARTER], 9);
    const [x, tx, t, m, x2, tx2, t2, m2, spend] = rows as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const later = x.map((repeats, at) => repeats - x2[at]!);
    const known = Uint32Array.from([...x2.keys()].filter((at) => x2[at]! >= 0 && t2[at]! >= 0));
    const of = (column: Float64Array): Float64Array => Float64Array.from(known, (at) => column[at]!);
    return { now: { repeats: x, last: tx, age: t, spend: m }, held: { repeats: of(x2), last: of(tx2), age: of(t2), spend: of(m2), laterDays: of(later), laterSpend: of(spend) } };
  }

  /** All that scores are made from, with the ids of the customers and where they stand. */
  async forScore(run: ModelRun, byRule: boolean): Promise<Read<ScoreColumns>> {
    const { ids, rows, place, places } = await taken(run, byRule ? RULE : SCORE, [run.cutoff, run.currency, monthBefore(run.cutoff)], 12);
    const [x, tx, t, m, r, f, sum, r2, f2, sum2, yearDays, yearSpend] = rows as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    return {
      ids, places, days: x.map((repeats) => repeats + 1),
      columns: {
        now: { repeats: x, last: tx, age: t, spend: m }, standing: { recency: r, frequency: f, monetary: sum }, before: { recency: r2, frequency: f2, monetary: sum2 },
        yearDays, yearSpend, place,
      },
    };
  }

  /** How many customers are left out, and the first day of the orders. */
  async leftOut(run: ModelRun): Promise<LeftOut> {
    const [row] = await run.rows<{ noOrder: number; otherCurrency: number; firstDay: Day | null }>(
      `select count(*) filter (where s.first_order_on is null or s.first_order_on > $1::date)::int as "noOrder",
        count(*) filter (where s.first_order_on <= $1::date and (s.mixed_currency or s.currency is distinct from $2))::int as "otherCurrency",
        (min(s.first_order_on) filter (where s.currency = $2))::text as "firstDay"
      from customer c join customer_summary s on s.customer_id = c.id where ${STANDING}`, [run.cutoff, run.currency]);
    return row!;
  }
}

/** The last day of the calendar month before a day. */
export const monthBefore = (day: Day): Day => dayAfter(`${day.slice(0, 8)}01`, -1);

interface Taken {
  ids: string[];
  rows: Float64Array[];
  place: Uint32Array;
  places: { teamId: string | null; ownerId: string | null }[];
}

async function taken(run: ModelRun, sql: string, values: readonly unknown[], width: number): Promise<Taken> {
  const [all] = await run.rows<{ most: number }>('select count(*)::int as most from customer_summary where first_order_on is not null');
  let room = all!.most + 1_000;
  let rows = Array.from({ length: width }, () => new Float64Array(room));
  let place = new Uint32Array(room);
  const ids: string[] = [];
  const places: Taken['places'] = [];
  const known = new Map<string, number>();
  await run.stream(sql, values, (batch) => {
    if (ids.length + batch.length > room) {
      room = Math.ceil((ids.length + batch.length) * 1.2);
      rows = rows.map((column) => grown(column, new Float64Array(room)));
      place = grown(place, new Uint32Array(room));
    }
    for (const [id, team, owner, ...numbers] of batch as readonly [string, string | null, string | null, ...(number | null)[]][]) {
      const at = ids.push(id) - 1;
      const key = `${team}|${owner}`;
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = places.push({ teamId: team, ownerId: owner }) - 1));
      place[at] = found;
      for (let i = 0; i < width; i += 1) rows[i]![at] = numbers[i] ?? Number.NaN;
    }
  });
  return { ids, rows: rows.map((column) => column.slice(0, ids.length)), place: place.slice(0, ids.length), places };
}

function grown<A extends Float64Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

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

/** A day's sales and refunds of a customer up to the cut-off, those who stand and are no bait, in the one currency of the figures. */
const DAYS = `
  select o.customer_id, o.ordered_on as day, sum(o.amount_minor)::float8 as net, coalesce(sum(o.amount_minor) filter (where o.kind = 'SALE'), 0)::float8 as sale, count(*) filter (where o.kind = 'SALE') as orders
  from sales_order o where o.archived_at is null and o.customer_id is not null and o.ordered_on <= $1::date and o.currency = $2 group by 1, 2`;

const STANDING = `c.archived_at is null and c.merged_into_id is null and c.erased_at is null and ${customerSql.isReal('c.id')}`;

const read = (columns: string): string => `
  select a.* from (
    select d.customer_id::text as id, c.team_id::text as team, c.owner_id::text as owner, ${columns}
    from (${DAYS}) d join customer_summary s on s.customer_id = d.customer_id and not s.mixed_currency join customer c on c.id = d.customer_id and ${STANDING}
    group by d.customer_id, s.first_order_on, c.team_id, c.owner_id having s.first_order_on <= $1::date
  ) a order by a.id`;

/** Days with a purchase after the first, when the last was, how long watched, and the mean net of a repeat day; as known on `day`. */
const history = (day: string): string => {
  const known = `d.day <= ${day}`;
  const count = `count(*) filter (where d.orders > 0 and ${known})`;
  return `(${count} - 1)::int, (max(d.day) filter (where d.orders > 0 and ${known}) - s.first_order_on)::int, (${day} - s.first_order_on)::int,
    case when ${count} > 1 then (sum(d.net) filter (where ${known}) - sum(d.sale) filter (where d.day = s.first_order_on)) / (${count} - 1) else 0 end`;
};

/** Days since the last order, orders, net; as known on `day`. */
const standing = (day: string): string =>
  `(${day} - max(d.day) filter (where d.orders > 0 and d.day <= ${day}))::int, coalesce(sum(d.orders) filter (where d.day <= ${day}), 0)::int, coalesce(sum(d.net) filter (where d.day <= ${day}), 0)::float8`;

const HELD = '$1::date - $3::int';
const FIT = read(`${history('$1::date')}, ${history(`(${HELD})`)}, count(*) filter (where d.orders > 0 and d.day > ${HELD})::int, coalesce(sum(d.net) filter (where d.day > ${HELD}), 0)::float8`);
const SCORE = read(`${history('$1::date')}, ${standing('$1::date')}, ${standing('$3::date')}, count(*) filter (where d.orders > 0 and d.day > $1::date - 365)::int, coalesce(sum(d.net) filter (where d.day > $1::date - 365), 0)::float8`);

/** Reads the histories of all customers in one pass over the orders, into columns of numbers. */
@Injectable()
export class ValueReader {
  /** Histories as known at the cut-off, and as known a quarter before with what came since. */
  async forFit(run: ModelRun): Promise<{ now: ValueHistories; held: HeldHistories }> {
    const { rows } = await taken(run, FIT, [run.cutoff, run.currency, QUARTER], 10);
    const [x, tx, t, m, x2, tx2, t2, m2, later, spend] = rows as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const known = Uint32Array.from([...x2.keys()].filter((at) => x2[at]! >= 0 && t2[at]! >= 0));
    const of = (column: Float64Array): Float64Array => Float64Array.from(known, (at) => column[at]!);
    return { now: { repeats: x, last: tx, age: t, spend: m }, held: { repeats: of(x2), last: of(tx2), age: of(t2), spend: of(m2), laterDays: of(later), laterSpend: of(spend) } };
  }

  /** All that scores are made from, with the ids of the customers and where they stand. */
  async forScore(run: ModelRun): Promise<Read<ScoreColumns>> {
    const { ids, rows, place, places } = await taken(run, SCORE, [run.cutoff, run.currency, monthBefore(run.cutoff)], 12);
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

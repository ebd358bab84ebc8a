import { customerSql } from '@dossier/customers';
import { priceSensitivity } from '@dossier/metrics';
import type { ModelRun } from '../models/score-model';
import type { NeedData } from './need.fit';
import { numberOf } from './need.time';

/** A country is a segment of its own from so many customers on; all others are one. */
const LEAST_IN_SEGMENT = 50;
const EPOCH = `date '1970-01-01'`;

/** What customers bought when, as the mathematics takes it, and whose each place is. */
export interface NeedRows {
  ids: string[];
  data: NeedData;
  categoryIds: string[];
  segments: string[];
}

type Source = Pick<ModelRun, 'rows' | 'stream' | 'cutoff'>;

/** Reads every standing customer with a purchase: days, the categories of each, the country. With a fit its own categories and segments are kept to. */
export async function readNeed(run: Source, kept?: { categoryIds: string[]; segments: string[] }): Promise<NeedRows> {
  const categoryIds = kept?.categoryIds ?? (await run.rows<{ id: string }>('select id::text as id from product_category where archived_at is null order by id')).map(({ id }) => id);
  const segments = kept?.segments ?? ['', ...(await run.rows<{ country: string }>(
    `select c.country from customer c where c.country is not null and c.archived_at is null group by 1 having count(*) >= ${LEAST_IN_SEGMENT} order by 1`)).map(({ country }) => country)];
  const rows = new Rows();
  await run.stream(daysSql, [categoryIds, segments, run.cutoff], (batch) => batch.forEach((row) => rows.add(row)));
  return { ids: rows.ids, categoryIds, segments, data: rows.done({ categories: categoryIds.length, segments: segments.length, cutoff: numberOf(run.cutoff) }) };
}

/** A day with a sale is one purchase, however many orders it holds. */
const daysSql = `
  select o.customer_id::text, o.ordered_on - ${EPOCH}, string_agg(distinct array_position($1::uuid[], p.category_id)::text, ',') filter (where p.category_id = any($1::uuid[])),
    coalesce(array_position($2::text[], c.country), 1), ${customerSql.isReal('c.id')}
  from sales_order o join customer c on c.id = o.customer_id and c.archived_at is null and c.merged_into_id is null
    left join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null and l.quantity > 0 left join product p on p.id = l.product_id
  where o.kind = 'SALE' and o.archived_at is null and o.ordered_on <= $3::date
  group by o.customer_id, o.ordered_on, c.country, c.id order by o.customer_id, o.ordered_on`;

/** Columns that grow while rows come in. */
class Rows {
  readonly ids: string[] = [];
  private readonly start: number[] = [0];
  private readonly day: number[] = [];
  private readonly categoryStart: number[] = [0];
  private readonly category: number[] = [];
  private readonly segment: number[] = [];
  private readonly counts: number[] = [];

  add([id, day, categories, segment, isReal]: readonly unknown[]): void {
    if (this.ids.at(-1) !== id) {
      this.ids.push(String(id));
      this.segment.push(Number(segment) - 1);
      this.counts.push(isReal ? 1 : 0);
      this.start.push(this.day.length);
    }
    this.day.push(Number(day));
    if (typeof categories === 'string') for (const place of categories.split(',')) this.category.push(Number(place) - 1);
    this.categoryStart.push(this.category.length);
    this.start[this.ids.length] = this.day.length;
  }

  done(of: Pick<NeedData, 'categories' | 'segments' | 'cutoff'>): NeedData {
    return {
      ...of, start: Uint32Array.from(this.start), day: Int32Array.from(this.day), categoryStart: Uint32Array.from(this.categoryStart), category: Uint16Array.from(this.category),
      segment: Uint16Array.from(this.segment), counts: Uint8Array.from(this.counts),
    };
  }
}

/** The buffers of the data, to be handed to the thread. */
export const buffersOf = (data: NeedData): ArrayBuffer[] => [data.start, data.day, data.categoryStart, data.category, data.segment, data.counts].map(({ buffer }) => buffer as ArrayBuffer);

/** How customers lean towards low prices, a place each; null where nothing is told. */
export interface PriceColumns {
  leaning: (string | null)[];
  share: Float64Array;
  low: Float64Array;
  high: Float64Array;
  expected: Float64Array;
  lines: Float64Array;
}

/** Reads who buys below the usual prices, beside how often others do; products without a usual price say nothing. */
export async function readPrices(run: Source, ids: readonly string[]): Promise<PriceColumns> {
  const none = (): Float64Array => new Float64Array(ids.length).fill(NaN);
  const columns: PriceColumns = { leaning: new Array<string | null>(ids.length).fill(null), share: none(), low: none(), high: none(), expected: none(), lines: none() };
  const places = new Map(ids.map((id, at) => [id, at]));
  await run.stream(pricesSql, [run.cutoff], (batch) => batch.forEach(([id, lines, below, expected]) => {
    const at = places.get(String(id));
    const told = priceSensitivity({ lines: Number(lines), below: Number(below), expected: Number(expected) });
    if (at === undefined || told.status === 'REFUSED') return;
    columns.leaning[at] = told.value.leaning;
    [columns.share[at], columns.low[at], columns.high[at], columns.expected[at], columns.lines[at]] = [told.value.share, told.value.low, told.value.high, told.value.expected, told.n];
  }));
  return columns;
}

/** Below by a twentieth and more: less is rounding. */
export const BELOW = 0.95;

const pricesSql = `
  select o.customer_id::text, count(*)::int, (count(*) filter (where l.unit_price_minor < ${BELOW} * a.usual_price_minor))::int, sum(a.below_share)::float8
  from product_pace a join order_line l on l.product_id = a.product_id and l.kind = 'PRODUCT' and l.archived_at is null and l.quantity > 0 and l.currency = a.currency
    join sales_order o on o.id = l.order_id and o.kind = 'SALE' and o.archived_at is null and o.customer_id is not null and o.ordered_on <= $1::date
  where a.usual_price_minor > 0 and a.below_share is not null group by 1 having count(*) >= 10 order by 1`;

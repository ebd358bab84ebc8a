import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { BasketLevel } from '@dossier/vocabulary/insight-enums';
import type { BasketRun } from './basket.entities';

/** Sales that are walked through in one statement. */
const PAGE = 25_000;
/** So many baskets lie in memory at most: of more sales every n-th is taken, by a digest of its id. */
export const MOST_BASKETS = 500_000;
const BUCKETS = 65_536;

/** Baskets one after the other, as the mathematics takes them. */
export interface Baskets {
  items: Int32Array<ArrayBuffer>;
  starts: Int32Array<ArrayBuffer>;
  /** The id behind each number. */
  ids: string[];
  /** Sales of the period, and the part of them that was looked at. */
  orders: number;
  share: number;
}

interface PageRow extends Record<string, unknown> {
  at: string | null;
  id: string | null;
  orders: number;
  baskets: string[][] | null;
}

/** A sale is one that counts: kept, within the teams, and of nobody whose record is bait. Guests count, for their baskets are baskets. */
const counts = `o.archived_at is null and o.kind = 'SALE' and ($3::uuid[] is null or o.team_id = any($3::uuid[]))
  and not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = o.customer_id and b.archived_at is null)`;
/** In the order of its index. */
const zone = `coalesce((select time_zone from company limit 1), 'Asia/Shanghai')`;
const walked = `o.ordered_at >= ($1::date::timestamp at time zone ${zone}) and o.ordered_at < (($2::date + 1)::timestamp at time zone ${zone})`;

/** Reads the baskets of a run page by page, so that no statement is long and no more than the numbers of the things stay in memory. */
@Injectable()
export class BasketReader {
  constructor(private readonly database: Database) {}

  /** All baskets of a run, or an even sample of them. `seen` hears how far it is. */
  async read(run: Pick<BasketRun, 'fromOn' | 'toOn' | 'teamIds' | 'level'>, seen: (done: number, total: number) => Promise<void>, most = MOST_BASKETS): Promise<Baskets> {
    const total = await this.count(run);
    const share = Math.min(1, most / Math.max(1, total));
    const collected = new Collected();
    for (let after: { at: string; id: string } | null = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }; after; ) {
      const row: PageRow = await this.page(run, after, share);
      collected.add(row);
      await seen(collected.orders, total);
      after = row.at === null || row.id === null ? null : { at: row.at, id: row.id };
    }
    return { ...collected.done(), orders: collected.orders, share };
  }

  private async count({ fromOn, toOn, teamIds }: Pick<BasketRun, 'fromOn' | 'toOn' | 'teamIds'>): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(`select count(*)::int as count from sales_order o where ${walked} and o.archived_at is null and o.kind = 'SALE' and ($3::uuid[] is null or o.team_id = any($3::uuid[]))`, [fromOn, toOn, teamIds]);
    return row?.count ?? 0;
  }

  private async page({ fromOn, toOn, teamIds, level }: Pick<BasketRun, 'fromOn' | 'toOn' | 'teamIds' | 'level'>, after: { at: string; id: string }, share: number): Promise<PageRow> {
    const thing = level === BasketLevel.PRODUCT ? 'l.product_id' : 'p.category_id';
    const [row] = await this.database.query<PageRow>(
      `with walked as materialized (select o.id, o.ordered_at, o.customer_id, o.team_id, o.kind, o.archived_at from sales_order o where ${walked} and o.archived_at is null and (o.ordered_at, o.id) > ($4::timestamptz, $5::uuid) order by o.ordered_at, o.id limit ${PAGE}),
        counted as (select o.id from walked o where ${counts}),
        taken as (select id from counted where $6::float8 >= 1 or (hashtextextended(id::text, 7) & ${BUCKETS - 1}) < $6::float8 * ${BUCKETS}),
        basket as (select t.id, array_agg(distinct ${thing}) as things from taken t join order_line l on l.order_id = t.id and l.archived_at is null and l.kind = 'PRODUCT' and l.quantity > 0 and l.amount_minor > 0
          join product p on p.id = l.product_id where ${thing} is not null group by t.id)
      select (select w.ordered_at::text from walked w order by w.ordered_at desc, w.id desc limit 1) as at, (select w.id::text from walked w order by w.ordered_at desc, w.id desc limit 1) as id,
        (select count(*)::int from counted) as orders, (select json_agg(b.things order by b.id) from basket b) as baskets`,
      [fromOn, toOn, teamIds, after.at, after.id, share]);
    return row ?? { at: null, id: null, orders: 0, baskets: null };
  }
}

/** Things by their numbers, in arrays that grow by doubling. */
class Collected {
  orders = 0;
  private readonly numbers = new Map<string, number>();
  private items = new Int32Array(1 << 16);
  private starts = new Int32Array(1 << 12);
  private length = 0;
  private count = 0;

  add({ orders, baskets }: PageRow): void {
    this.orders += orders;
    for (const basket of baskets ?? []) {
      if (this.count === this.starts.length) this.starts = doubled(this.starts);
      this.starts[this.count++] = this.length;
      for (const id of basket) this.push(id);
    }
  }

  done(): Pick<Baskets, 'items' | 'starts' | 'ids'> {
    return { items: this.items.slice(0, this.length), starts: this.starts.slice(0, this.count), ids: [...this.numbers.keys()] };
  }

  private push(id: string): void {
    let number = this.numbers.get(id);
    if (number === undefined) this.numbers.set(id, (number = this.numbers.size));
    if (this.length === this.items.length) this.items = doubled(this.items);
    this.items[this.length++] = number;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import type { ParsedLine } from './order.stage';

interface WithLines {
  id: string;
  currency: string;
  lines: readonly ParsedLine[];
}

/** An order as it was: its own columns and its lines. */
export interface OrderImage extends Record<string, unknown> {
  order: Record<string, unknown>;
  lines: Record<string, unknown>[];
}

const LINE = 'id uuid, order_id uuid, line_no int, product_id uuid, product_code text, product_name text, quantity numeric, unit_price_minor bigint, amount_minor bigint, currency text, kind text';

/** The lines of many orders in few statements. */
@Injectable()
export class OrderLines {
  /** Ids come from the database in the order of the lines, so that reading by id keeps it. */
  async insert(orders: readonly WithLines[]): Promise<void> {
    const flat = orders.flatMap((order) => order.lines.map((line) => ({ order, line })));
    const products = await this.products([...new Set(flat.flatMap(({ line }) => (line.code === null ? [] : [line.code])))]);
    await currentWork().query(
      `insert into order_line (id, order_id, line_no, product_id, product_code, product_name, quantity, unit_price_minor, amount_minor, currency, kind)
        select uuidv7(), x.order_id, x.line_no, x.product_id, x.code, x.name, x.quantity, x.unit, x.amount, x.currency, x.kind
        from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::bigint[], $8::bigint[], $9::text[], $10::text[])
          x(order_id, line_no, product_id, code, name, quantity, unit, amount, currency, kind)`,
      [
        flat.map(({ order }) => order.id), flat.map(({ line }) => line.line), flat.map(({ line }) => (line.code === null ? null : (products.get(line.code) ?? null))), flat.map(({ line }) => line.code),
        flat.map(({ line }) => line.name), flat.map(({ line }) => line.quantity), flat.map(({ line }) => line.unit), flat.map(({ line }) => line.amount), flat.map(({ order }) => order.currency), flat.map(({ line }) => line.lineKind),
      ],
    );
  }

  async replace(orders: readonly WithLines[]): Promise<void> {
    await currentWork().query('delete from order_line where order_id = any($1::uuid[])', [orders.map(({ id }) => id)]);
    await this.insert(orders);
  }

  /** Orders as they stand now, to be put back by a revert. */
  async images(ids: readonly string[]): Promise<Map<string, OrderImage>> {
    const found = await currentWork().query<{ id: string } & OrderImage>(
      `select o.id, to_jsonb(o) as order, coalesce((select jsonb_agg(to_jsonb(l) order by l.line_no) from order_line l where l.order_id = o.id), '[]') as lines from sales_order o where o.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(found.map(({ id, order, lines }) => [id, { order, lines }]));
  }

  /** Puts the lines of images back in the place of those that stand. */
  async putBack(images: ReadonlyMap<string, OrderImage>): Promise<void> {
    const work = currentWork();
    await work.query('delete from order_line where order_id = any($1::uuid[])', [[...images.keys()]]);
    const names = LINE.split(',').map((part) => part.trim().split(' ')[0]!).join(', ');
    await work.query(`insert into order_line (${names}) select ${names} from jsonb_to_recordset($1::jsonb) as r(${LINE}) order by order_id, line_no`, [JSON.stringify([...images.values()].flatMap(({ lines }) => lines))]);
  }

  private async products(codes: readonly string[]): Promise<Map<string, string>> {
    const found = await currentWork().query<{ id: string; code: string }>('select id, code from product where code = any($1::text[]) and archived_at is null', [codes]);
    return new Map(found.map(({ id, code }) => [code, id]));
  }
}

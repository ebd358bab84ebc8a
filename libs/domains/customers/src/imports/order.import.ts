import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params } from '@dossier/kernel/access';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, type ChunkResult, type ImportContext, type ImportSpec, type RowValues, type StagedRow, type StagedValues } from '@dossier/kernel/exchange';
import { Customer } from '../profile/customer.entity';
import { orderFields } from './order.fields';
import { stageOrderLine } from './order.stage';
import { OrderWriter } from './order.writer';

/** Files of orders, one row a line. An order that is there already is changed, never doubled. */
@Injectable()
export class OrderImport implements ImportSpec, OnModuleInit {
  readonly kind = 'ORDERS';
  readonly label = { zh: '订单', en: 'Orders' };
  readonly word = 'order.import';
  readonly updateWord = 'order.import';
  readonly fields = orderFields;
  readonly defaultKey = 'orderNo';
  readonly chunkRows = 10_000;
  readonly unitsTogether = true;

  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly registry: ExchangeRegistry,
    private readonly writer: OrderWriter,
  ) {}

  onModuleInit(): void {
    this.registry.addImport(this);
  }

  stageRow(values: RowValues, context: ImportContext): StagedValues {
    return stageOrderLine(values, context);
  }

  async classify(context: ImportContext): Promise<void> {
    await this.failUnknownCustomers(context);
    await this.failMixed(context);
    await this.match(context);
    if (context.mode !== 'UPDATE') return;
    await context.query(`update import_row set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', 'KEY_NOT_FOUND', 'column', 'orderNo', 'value', key)) where import_id = $1 and verdict is null`, [context.importId]);
  }

  commitChunk(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    return this.writer.write(context, rows);
  }

  /** A customer number must name a customer within reach; without one the order is a guest's. */
  private async failUnknownCustomers(context: ImportContext): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const reach = this.customers.reach(context.viewer)('c', params);
    await context.query(
      `update import_row r set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', 'REFERENCE_UNKNOWN', 'column', 'customerKey', 'value', r.parsed->>'customer'))
        where r.import_id = ${id} and r.verdict is null and r.parsed->>'customer' in (
          select k.key from (select distinct parsed->>'customer' as key from import_row where import_id = ${id} and parsed->>'customer' is not null) k
          where not exists (select 1 from customer c where (c.external_key = k.key or c.archive_no = k.key) and c.archived_at is null and ${reach})
            and not exists (select 1 from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and (s.external_key = k.key or s.archive_no = k.key) and c.archived_at is null and ${reach}))`,
      params.values(context.viewer),
    );
  }

  /** All lines of one number must agree on customer, currency and kind. */
  private async failMixed(context: ImportContext): Promise<void> {
    await context.query(
      `update import_row r set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', 'ORDER_MIXED', 'column', 'orderNo', 'value', r.key))
        from (select key from import_row where import_id = $1 and verdict is null group by key
          having count(distinct coalesce(parsed->>'customer', '')) > 1 or count(distinct parsed->>'currency') > 1 or count(distinct coalesce(parsed->>'kind', '')) > 1) m
        where r.import_id = $1 and r.key = m.key and r.verdict is null`,
      [context.importId],
    );
  }

  /** Orders that stand already: the same where their lines are, else changed. Compared as one line of text for each order. */
  private async match(context: ImportContext): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const source = params.add(context.source, 'text');
    const values = params.values(context.viewer);
    await context.query(
      `with found as (
          select o.id, o.external_key, o.kind, o.currency, o.customer_id, o.side_id, o.ordered_at from sales_order o
            where o.external_source = ${source} and o.archived_at is null and o.external_key in (select key from import_row where import_id = ${id} and verdict is null)
        ), mine as (
          select r.key, count(*) as lines, sum((r.parsed->>'amount')::bigint) as amount, min(r.parsed->>'currency') as currency, min((r.parsed->>'at')::timestamptz) as at,
            max(r.parsed->>'kind') as kind, max(r.parsed->>'customer') as customer,
            md5(string_agg(concat_ws('|', coalesce(r.parsed->>'code', ''), coalesce(r.parsed->>'name', ''), (r.parsed->>'quantity')::numeric(14,3), r.parsed->>'unit', r.parsed->>'amount', r.parsed->>'lineKind'), e'\\n'
              order by coalesce((r.parsed->>'line')::int, r.row_no), r.row_no)) as lines_hash
          from import_row r where r.import_id = ${id} and r.verdict is null and r.key in (select external_key from found) group by r.key
        ), theirs as (
          select f.id, f.external_key, f.kind, f.currency, f.customer_id, f.side_id, f.ordered_at,
            md5(string_agg(concat_ws('|', coalesce(l.product_code, ''), coalesce(l.product_name, ''), l.quantity, l.unit_price_minor, l.amount_minor, l.kind), e'\\n' order by l.line_no)) as lines_hash
          from found f left join order_line l on l.order_id = f.id group by 1, 2, 3, 4, 5, 6, 7
        ), judged as (
          select m.key, t.id, (m.lines_hash = t.lines_hash and m.currency = t.currency and m.at = t.ordered_at and (m.kind is null or m.kind = t.kind)
            and (case when m.customer is null then t.customer_id is null
              else exists (select 1 from customer c where c.id = coalesce(t.side_id, t.customer_id) and (c.external_key = m.customer or c.archive_no = m.customer)) end)) as same
          from mine m join theirs t on t.external_key = m.key
        )
        update import_row r set target_id = j.id, verdict = case when j.same or $${values.length + 1} then 'SAME' else 'CHANGED' end
        from judged j where r.import_id = ${id} and r.key = j.key and r.verdict is null`,
      [...values, context.mode === 'CREATE' || !context.reachesAll],
    );
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, type BatchItem, type RevertOutcome } from '@dossier/kernel/exchange';
import { Order } from '../orders/order.entity';
import { Customer } from '../profile/customer.entity';
import { CustomerRevert } from './customer.revert';
import { OrderLines, type OrderImage } from './order.lines';

interface Standing extends Record<string, unknown> {
  id: string;
  version: number;
  archived: boolean;
  reached: boolean;
}

/** Why an item is left alone; null where it may be taken back. */
export function conflictOf(item: BatchItem, standing: Standing | undefined): RevertOutcome['conflict'] | null {
  if (!standing) return 'GONE';
  if (!standing.reached) return 'OUT_OF_REACH';
  return standing.version === item.version ? null : 'CHANGED_SINCE';
}

/** How batches over customers, orders and products are taken back. What was added is archived, what was changed gets its old values. */
@Injectable()
export class ImportSubjects implements OnModuleInit {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Order) private readonly orders: Records<Order>,
    private readonly registry: ExchangeRegistry,
    private readonly lines: OrderLines,
    private readonly customerRevert: CustomerRevert,
  ) {}

  onModuleInit(): void {
    this.registry.addSubject({ subject: 'customer', word: 'customer.update', revert: (viewer, items) => this.revertCustomers(viewer, items) });
    this.registry.addSubject({ subject: 'order', word: 'order.import', revert: (viewer, items) => this.revertOrders(viewer, items) });
    this.registry.addSubject({ subject: 'product', word: 'product.import', revert: (_viewer, items) => this.revertProducts(items) });
  }

  private async revertCustomers(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const params = Params.empty();
    const ids = params.add(items.map(({ targetId }) => targetId), 'uuid[]');
    const reach = this.customers.reach(viewer, 'customer.update')('t', params);
    const standing = await this.standing(`select t.id, t.version, t.archived_at is not null as archived, (${reach}) as reached from customer t where t.id = any(${ids}) order by t.id for update`, params.values(viewer));
    const free = items.filter((item) => conflictOf(item, standing.get(item.targetId)) === null);
    const refused = await this.customerRevert.takeBack(free);
    return items.map((item) => outcome(item, conflictOf(item, standing.get(item.targetId)) ?? refused.get(item.id) ?? null));
  }

  private async revertOrders(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const params = Params.empty();
    const ids = params.add(items.map(({ targetId }) => targetId), 'uuid[]');
    const reach = this.orders.reach(viewer, 'order.import')('t', params);
    const standing = await this.standing(`select t.id, t.version, t.archived_at is not null as archived, (${reach}) as reached from sales_order t where t.id = any(${ids}) order by t.id for update`, params.values(viewer));
    const free = items.filter((item) => conflictOf(item, standing.get(item.targetId)) === null);
    const added = free.filter(({ action }) => action === 'INSERT').map(({ targetId }) => targetId);
    const changed = new Map(free.filter(({ action }) => action === 'UPDATE').map((item) => [item.targetId, item.before as unknown as OrderImage]));
    const work = currentWork();
    const touched = await work.query<{ id: string }>('select distinct customer_id as id from sales_order where id = any($1::uuid[]) and customer_id is not null', [[...added, ...changed.keys()]]);
    await work.query('update sales_order set archived_at = now(), version = version + 1, updated_at = now() where id = any($1::uuid[])', [added]);
    await this.putBackOrders(changed);
    const before = [...changed.values()].flatMap(({ order }) => (typeof order['customer_id'] === 'string' ? [order['customer_id']] : []));
    await work.query('select refresh_customer_summary($1::uuid[])', [[...new Set([...touched.map(({ id }) => id), ...before])]]);
    return items.map((item) => outcome(item, conflictOf(item, standing.get(item.targetId))));
  }

  private async putBackOrders(images: ReadonlyMap<string, OrderImage>): Promise<void> {
    if (images.size === 0) return;
    await currentWork().query(
      `update sales_order o set order_no = r.order_no, kind = r.kind, ordered_at = r.ordered_at, ordered_on = r.ordered_on, customer_id = coalesce(c.merged_into_id, c.id),
        side_id = case when c.merged_into_id is not null then c.id end, amount_minor = r.amount_minor,
        currency = r.currency, line_count = r.line_count, refunds_order_no = r.refunds_order_no,
        owner_id = case when h.id is null then r.owner_id else h.owner_id end, team_id = case when h.id is null then r.team_id else h.team_id end, version = o.version + 1, updated_at = now()
       from jsonb_populate_recordset(null::sales_order, $1::jsonb) r left join customer c on c.id = coalesce(r.side_id, r.customer_id) left join customer h on h.id = c.merged_into_id where o.id = r.id`,
      [JSON.stringify([...images.values()].map(({ order }) => order))],
    );
    await this.lines.putBack(images);
  }

  private async revertProducts(items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const work = currentWork();
    const standing = await this.standing(`select id, version, archived_at is not null as archived, true as reached from product where id = any($1::uuid[]) order by id for update`, [items.map(({ targetId }) => targetId)]);
    const free = items.filter((item) => conflictOf(item, standing.get(item.targetId)) === null);
    const added = free.filter(({ action }) => action === 'INSERT').map(({ targetId }) => targetId);
    const used = new Set((await work.query<{ id: string }>('select p.id from product p where p.id = any($1::uuid[]) and exists (select 1 from order_line l join sales_order o on o.id = l.order_id and o.archived_at is null where l.product_id = p.id)', [added])).map(({ id }) => id));
    await work.query('update product set archived_at = now(), version = version + 1, updated_at = now() where id = any($1::uuid[])', [added.filter((id) => !used.has(id))]);
    const changed = free.filter(({ action }) => action === 'UPDATE');
    await work.query(
      `update product p set name = coalesce(r.before->>'name', p.name), category_id = case when r.before ? 'category_id' then (r.before->>'category_id')::uuid else p.category_id end,
        brand = case when r.before ? 'brand' then r.before->>'brand' else p.brand end, is_available = case when r.before ? 'is_available' then (r.before->>'is_available')::boolean else p.is_available end,
        unit_price_minor = case when r.before ? 'unit_price_minor' then (r.before->>'unit_price_minor')::bigint else p.unit_price_minor end,
        currency = case when r.before ? 'currency' then r.before->>'currency' else p.currency end, version = p.version + 1, updated_at = now()
       from jsonb_to_recordset($1::jsonb) as r(id uuid, before jsonb) where p.id = r.id`,
      [JSON.stringify(changed.map(({ targetId, before }) => ({ id: targetId, before })))],
    );
    return items.map((item) => outcome(item, conflictOf(item, standing.get(item.targetId)) ?? (used.has(item.targetId) ? 'IN_USE' : null)));
  }

  private async standing(text: string, values: readonly unknown[]): Promise<Map<string, Standing>> {
    return new Map((await currentWork().query<Standing>(text, values)).map((row) => [row.id, row]));
  }
}

const outcome = (item: BatchItem, conflict: RevertOutcome['conflict'] | null): RevertOutcome => (conflict ? { id: item.id, conflict } : { id: item.id });

import { Injectable } from '@nestjs/common';
import { Params } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records } from '@dossier/kernel/data';
import type { BatchChange, ChunkResult, ImportContext, RowOutcome, StagedRow } from '@dossier/kernel/exchange';
import { Customer } from '../profile/customer.entity';
import { OrderLines } from './order.lines';
import { ordersOf, type OrderOfFile } from './order.stage';

interface KnownCustomer extends Record<string, unknown> {
  id: string;
  /** The merged record that bears the key, where it is not the one that stands. */
  side_id: string | null;
  key: string;
  owner_id: string | null;
  team_id: string | null;
}

interface StoredOrder extends Record<string, unknown> {
  id: string;
  version: number;
  external_key: string;
  customer_id: string | null;
}

interface Placed extends OrderOfFile {
  id: string;
  customerId: string | null;
  sideId: string | null;
  ownerId: string | null;
  teamId: string | null;
}

const HEADER = `id uuid, order_no text, kind text, ordered_at timestamptz, ordered_on date, customer_id uuid, side_id uuid, amount_minor bigint, currency text, line_count int,
  refunds_order_no text, external_source text, external_key text, owner_id uuid, team_id uuid, batch_id uuid`;
const NAMES = HEADER.split(',').map((part) => part.trim().split(' ')[0]!);
const CHANGED = NAMES.filter((name) => !['id', 'external_source', 'external_key', 'batch_id'].includes(name));

/** Writes chunks of imported orders with their lines, and counts the summaries of their customers again in the same unit of work. */
@Injectable()
export class OrderWriter {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly lines: OrderLines,
  ) {}

  async write(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    const orders = ordersOf(rows);
    const customers = await this.customersOf(context, orders);
    const stored = new Map((await currentWork().query<StoredOrder>(
      'select * from sales_order where external_source = $1 and external_key = any($2::text[]) and archived_at is null order by id for update', [context.source, orders.map(({ orderNo }) => orderNo)],
    )).map((row) => [row.external_key, row]));
    const placed = orders.map((order) => placedOrder(context, order, customers, stored.get(order.orderNo)));
    const fresh = placed.filter(({ orderNo }) => !stored.has(orderNo));
    const known = context.mode === 'CREATE' || !context.reachesAll ? [] : placed.filter(({ orderNo }) => stored.has(orderNo));
    const changes = [...(await this.insert(context, fresh)), ...(await this.update(context, known, stored))];
    await this.refresh([...placed.map(({ customerId }) => customerId), ...known.map(({ orderNo }) => stored.get(orderNo)!.customer_id)]);
    return { outcomes: outcomesOf(placed, new Set(fresh.map(({ id }) => id)), new Set(known.map(({ id }) => id))), changes };
  }

  private async insert(context: ImportContext, orders: readonly Placed[]): Promise<BatchChange[]> {
    if (orders.length === 0) return [];
    const [origin] = await currentWork().query<{ batch_id: string | null }>('select batch_id from import where id = $1', [context.importId]);
    const headers = orders.map((order) => ({ ...headerOf(context, order), batch_id: origin?.batch_id ?? null }));
    await currentWork().query(`insert into sales_order (${NAMES.join(', ')}) select ${NAMES.map((name) => `r.${name}`).join(', ')} from jsonb_to_recordset($1::jsonb) as r(${HEADER})`, [JSON.stringify(headers)]);
    await this.lines.insert(orders);
    return orders.map(({ id }) => ({ subject: 'order', targetId: id, action: 'INSERT', before: null, version: 1 }));
  }

  private async update(context: ImportContext, orders: readonly Placed[], stored: ReadonlyMap<string, StoredOrder>): Promise<BatchChange[]> {
    if (orders.length === 0) return [];
    const before = await this.lines.images(orders.map(({ id }) => id));
    await currentWork().query(
      `update sales_order o set ${CHANGED.map((name) => `${name} = r.${name}`).join(', ')}, version = o.version + 1, updated_at = now() from jsonb_to_recordset($1::jsonb) as r(${HEADER}) where o.id = r.id`,
      [JSON.stringify(orders.map((order) => headerOf(context, order)))],
    );
    await this.lines.replace(orders);
    return orders.map((order) => ({ subject: 'order', targetId: order.id, action: 'UPDATE', before: before.get(order.id) ?? null, version: stored.get(order.orderNo)!.version + 1 }));
  }

  /** Customers of these orders within the importer's reach; one of the declared source before others of the same number. A key of a merged record finds the one that stands. */
  private async customersOf(context: ImportContext, orders: readonly OrderOfFile[]): Promise<Map<string, KnownCustomer>> {
    const keys = [...new Set(orders.flatMap(({ customer }) => (customer === null ? [] : [customer])))];
    if (keys.length === 0) return new Map();
    const params = Params.empty();
    const list = params.add(keys, 'text[]');
    const source = params.add(context.source, 'text');
    const reach = this.customers.reach(context.viewer)('c', params);
    const found = await currentWork().query<KnownCustomer>(
      `select distinct on (key) id, side_id, key, owner_id, team_id from (
          select c.id, null::uuid as side_id, c.external_key as key, c.owner_id, c.team_id, c.external_source = ${source} as own from customer c where c.external_key = any(${list}) and c.archived_at is null and ${reach}
          union all select c.id, null, c.archive_no, c.owner_id, c.team_id, false from customer c where c.archive_no = any(${list}) and c.archived_at is null and ${reach}
          union all select c.id, s.id, s.external_key, c.owner_id, c.team_id, s.external_source = ${source} from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and s.external_key = any(${list}) and c.archived_at is null and ${reach}
          union all select c.id, s.id, s.archive_no, c.owner_id, c.team_id, false from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and s.archive_no = any(${list}) and c.archived_at is null and ${reach}
        ) x order by key, own desc nulls last, side_id is not null, id`,
      params.values(context.viewer),
    );
    return new Map(found.map((row) => [row.key, row]));
  }

  private async refresh(ids: readonly (string | null)[]): Promise<void> {
    const known = [...new Set(ids.filter((id): id is string => id !== null))];
    if (known.length > 0) await currentWork().query('select refresh_customer_summary($1::uuid[])', [known]);
  }
}

function placedOrder(context: ImportContext, order: OrderOfFile, customers: ReadonlyMap<string, KnownCustomer>, stored: StoredOrder | undefined): Placed {
  const customer = order.customer === null ? undefined : customers.get(order.customer);
  // A guest's order within a narrow reach stays with its importer, or nobody but reach ALL would see it again.
  const guest = context.reachesAll ? { ownerId: null, teamId: null } : { ownerId: context.viewer.ownerId, teamId: context.viewer.teamIds[0] ?? null };
  const holder = customer ? { ownerId: customer.owner_id, teamId: customer.team_id } : guest;
  return { ...order, ...holder, id: stored?.id ?? newId(), customerId: customer?.id ?? null, sideId: customer?.side_id ?? null };
}

const headerOf = (context: ImportContext, order: Placed): Record<string, unknown> => ({
  id: order.id, order_no: order.orderNo, kind: order.kind, ordered_at: order.at, ordered_on: order.on, customer_id: order.customerId, side_id: order.sideId, amount_minor: order.amount, currency: order.currency,
  line_count: order.lines.length, refunds_order_no: order.refunds, external_source: context.source, external_key: order.orderNo, owner_id: order.ownerId, team_id: order.teamId,
});

const outcomesOf = (orders: readonly Placed[], inserted: ReadonlySet<string>, updated: ReadonlySet<string>): RowOutcome[] =>
  orders.flatMap(({ id, rowNos }) => rowNos.map((rowNo) => ({ rowNo, outcome: inserted.has(id) ? 'INSERTED' as const : updated.has(id) ? 'UPDATED' as const : 'SKIPPED' as const, targetId: id })));

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom, type Raw } from '@dossier/kernel/data';
import { ExchangeRegistry, type ExportAsk, type ExportCellType, type ExportColumn, type ExportSpec } from '@dossier/kernel/exchange';
import type { OrderSort } from '@dossier/vocabulary/enums';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { Order } from '../orders/order.entity';
import { orderList } from '../orders/order.list';
import { orderPolicy } from '../orders/order.policy';
import { idPages } from './id-pages';

interface Told extends ExportColumn {
  guards: readonly string[];
  path: string;
  value: (row: Raw, viewer: Viewer) => unknown;
}

const column = (name: string, zh: string, en: string, type: ExportCellType = 'TEXT'): Told => ({ name, label: { zh, en }, type, guards: [name], path: name, value: (row) => row[name] ?? null });
const named = (name: string, id: string, zh: string, en: string): Told => ({ ...column(name, zh, en), guards: [name, id], path: `${name}.name`, value: (row) => (row[name] as Raw | null)?.['name'] ?? null });
const kindOf = (value: unknown, viewer: Viewer): unknown => (customerTerms as Readonly<Record<string, { zh: string; en: string }>>)[`OrderKind.${String(value)}`]?.[viewer.language] ?? value;

const columns: readonly Told[] = [
  column('orderNo', '订单号', 'Order number'), { ...column('kind', '订单类型', 'Order kind'), value: (row, viewer) => kindOf(row['kind'], viewer) },
  column('orderedAt', '下单时间', 'Ordered at', 'INSTANT'), column('orderedOn', '下单日期', 'Ordered on', 'DAY'), column('lineCount', '行数', 'Lines', 'NUMBER'),
  column('amount', '金额', 'Amount', 'MONEY'), column('currency', '币种', 'Currency'), column('refundsOrderNo', '原订单号', 'Refunded order'),
  named('owner', 'ownerId', '负责人', 'Owner'), named('team', 'teamId', '团队', 'Team'),
];

/** The list of orders as a file. */
@Injectable()
export class OrderExport implements ExportSpec, OnModuleInit {
  readonly list = 'orders';
  readonly label = { zh: '订单', en: 'Orders' };
  readonly word = 'order.export';
  readonly columns = columns;

  constructor(
    @InjectRecords(Order) private readonly orders: Records<Order>,
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addExport(this);
  }

  readable(viewer: Viewer): readonly string[] {
    const plan = planOf(viewer, orderPolicy as unknown as Policy);
    return columns.filter(({ guards }) => guards.every((guard) => plan.field(guard).masked !== false)).map(({ name }) => name);
  }

  async *pages(viewer: Viewer, ask: ExportAsk): AsyncIterable<readonly Record<string, unknown>[]> {
    const told = columns.filter(({ name }) => ask.columns.includes(name));
    const asked = selectionFrom(told.map(({ path }) => path));
    for await (const ids of idPages(this.orders, viewer, { filter: ask.filter, sort: ask.sort as OrderSort | null, order: ask.order }, orderList)) {
      const params = Params.empty();
      const list = params.add(ids, 'uuid[]');
      const reach = this.orders.reach(viewer, 'order.export')('t', params);
      const found = new Set((await this.database.query<{ id: string }>(`select t.id from sales_order t where t.id = any(${list}) and ${reach}`, params.values(viewer))).map(({ id }) => id));
      const rows = await this.orders.readAll(viewer, ids.filter((id) => found.has(id)), asked);
      yield rows.map((row) => Object.fromEntries(told.map(({ name, value }) => [name, value(row, viewer)])));
    }
  }
}

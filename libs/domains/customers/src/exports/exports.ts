import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, ListExport, type ExportCellType, type ListColumn } from '@dossier/kernel/exchange';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { customColumns } from '../fields/custom.exchange';
import { Baits } from '../misuse/baits';
import { Order } from '../orders/order.entity';
import { orderList } from '../orders/order.list';
import { Customer } from '../profile/customer.entity';
import { customerList } from '../profile/customer.list';
import { scoreColumns } from '../scores/score.columns';

interface Extra {
  path?: string;
  type?: ExportCellType;
  secret?: boolean;
}

const column = (name: string, zh: string, en: string, { path = name, type = 'TEXT', secret = false }: Extra = {}): ListColumn => ({ name, path, type, label: { zh, en }, ...(secret ? { secret } : {}) });

/** A code in the words of the reader, which an import understands again. */
const coded = (name: string, zh: string, en: string, type: string): ListColumn => ({
  ...column(name, zh, en), say: (value, viewer) => (customerTerms as Readonly<Record<string, { zh: string; en: string }>>)[`${type}.${String(value)}`]?.[viewer.language] ?? value,
});

export const customerColumns: readonly ListColumn[] = [
  column('archiveNo', '档案号', 'Record number'), coded('kind', '类型', 'Kind', 'CustomerKind'), column('name', '姓名', 'Name'), column('nameLatin', '拉丁名', 'Latin name'),
  column('companyName', '公司', 'Company'), coded('gender', '性别', 'Gender', 'Gender'), column('birthDate', '生日', 'Birth date', { type: 'DAY' }), coded('occupation', '职业', 'Occupation', 'Occupation'),
  column('country', '国家', 'Country'), column('region', '地区', 'Region'), column('city', '城市', 'City'),
  column('phone', '电话', 'Phone', { secret: true }), column('email', '邮箱', 'E-mail', { secret: true }),
  coded('stage', '阶段', 'Stage', 'CustomerStage'), column('source', '来源', 'Source', { path: 'source.name' }), column('owner', '负责人', 'Owner', { path: 'owner.name' }), column('team', '团队', 'Team', { path: 'team.name' }), column('tags', '标签', 'Tags', { path: 'tags.name' }),
  column('orderCount', '订单数', 'Orders', { path: 'summary.orderCount', type: 'NUMBER' }), column('netAmount', '净购买额', 'Net amount', { path: 'summary.netAmount', type: 'MONEY' }),
  column('averageAmount', '每单平均', 'Average order', { path: 'summary.averageAmount', type: 'MONEY' }),
  column('firstOrderOn', '首次购买', 'First order', { path: 'summary.firstOrderOn', type: 'DAY' }), column('lastOrderOn', '最近购买', 'Last order', { path: 'summary.lastOrderOn', type: 'DAY' }),
  column('externalSource', '外部来源', 'External source'), column('externalKey', '外部编号', 'External key'),
  column('createdAt', '建档时间', 'Created', { type: 'INSTANT' }), column('updatedAt', '更新时间', 'Updated', { type: 'INSTANT' }),
];

export const orderColumns: readonly ListColumn[] = [
  column('orderNo', '订单号', 'Order number'), coded('kind', '类型', 'Kind', 'OrderKind'), column('orderedAt', '下单时间', 'Ordered at', { type: 'INSTANT' }),
  column('amount', '金额', 'Amount', { type: 'MONEY' }), column('currency', '币种', 'Currency'), column('lineCount', '行数', 'Lines', { type: 'NUMBER' }),
  column('refundsOrderNo', '原订单号', 'Refunds order'), column('owner', '负责人', 'Owner', { path: 'owner.name' }), column('team', '团队', 'Team', { path: 'team.name' }),
];

/** The lists of this domain that can leave as a file. */
@Injectable()
export class CustomerExports implements OnModuleInit {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Order) private readonly orders: Records<Order>,
    private readonly registry: ExchangeRegistry,
    private readonly baits: Baits,
  ) {}

  onModuleInit(): void {
    this.registry.addExport(new ListExport({
      list: 'customers', label: { zh: '客户', en: 'Customers' }, word: 'customer.export', clearWord: 'customer.reveal',
      records: this.customers, spec: customerList, columns: () => [...customerColumns, ...scoreColumns, ...customColumns()],
      seen: (viewer, ids) => this.baits.touched(viewer, 'EXPORT', ids),
    }));
    this.registry.addExport(new ListExport({ list: 'orders', label: { zh: '订单', en: 'Orders' }, word: 'order.export', records: this.orders, spec: orderList, columns: orderColumns }));
  }
}

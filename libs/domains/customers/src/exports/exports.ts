import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { codedColumns, ExchangeRegistry, listColumn, ListExport, type ListColumn } from '@dossier/kernel/exchange';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { customColumns } from '../fields/custom.exchange';
import { Baits } from '../misuse/baits';
import { Order } from '../orders/order.entity';
import { orderList } from '../orders/order.list';
import { Customer } from '../profile/customer.entity';
import { customerList } from '../profile/customer.list';
import { scoreColumns } from '../scores/score.columns';

const coded = codedColumns(customerTerms);

export const customerColumns: readonly ListColumn[] = [
  listColumn('archiveNo', '档案号', 'Record number'), coded('kind', '类型', 'Kind', 'CustomerKind'), listColumn('name', '姓名', 'Name'), listColumn('nameLatin', '拉丁名', 'Latin name'),
  listColumn('companyName', '公司', 'Company'), coded('gender', '性别', 'Gender', 'Gender'), listColumn('birthDate', '生日', 'Birth date', { type: 'DAY' }), coded('occupation', '职业', 'Occupation', 'Occupation'),
  listColumn('country', '国家', 'Country'), listColumn('region', '地区', 'Region'), listColumn('city', '城市', 'City'),
  listColumn('phone', '电话', 'Phone', { secret: true }), listColumn('email', '邮箱', 'E-mail', { secret: true }),
  coded('stage', '阶段', 'Stage', 'CustomerStage'), listColumn('source', '来源', 'Source', { path: 'source.name' }), listColumn('owner', '负责人', 'Owner', { path: 'owner.name' }), listColumn('team', '团队', 'Team', { path: 'team.name' }), listColumn('tags', '标签', 'Tags', { path: 'tags.name' }),
  listColumn('orderCount', '订单数', 'Orders', { path: 'summary.orderCount', type: 'NUMBER' }), listColumn('netAmount', '净购买额', 'Net amount', { path: 'summary.netAmount', type: 'MONEY' }),
  listColumn('averageAmount', '每单平均', 'Average order', { path: 'summary.averageAmount', type: 'MONEY' }),
  listColumn('firstOrderOn', '首次购买', 'First order', { path: 'summary.firstOrderOn', type: 'DAY' }), listColumn('lastOrderOn', '最近购买', 'Last order', { path: 'summary.lastOrderOn', type: 'DAY' }),
  listColumn('externalSource', '外部来源', 'External source'), listColumn('externalKey', '外部编号', 'External key'),
  listColumn('createdAt', '建档时间', 'Created', { type: 'INSTANT' }), listColumn('updatedAt', '更新时间', 'Updated', { type: 'INSTANT' }),
];

export const orderColumns: readonly ListColumn[] = [
  listColumn('orderNo', '订单号', 'Order number'), coded('kind', '类型', 'Kind', 'OrderKind'), listColumn('orderedAt', '下单时间', 'Ordered at', { type: 'INSTANT' }),
  listColumn('amount', '金额', 'Amount', { type: 'MONEY' }), listColumn('currency', '币种', 'Currency'), listColumn('lineCount', '行数', 'Lines', { type: 'NUMBER' }),
  listColumn('refundsOrderNo', '原订单号', 'Refunds order'), listColumn('owner', '负责人', 'Owner', { path: 'owner.name' }), listColumn('team', '团队', 'Team', { path: 'team.name' }),
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

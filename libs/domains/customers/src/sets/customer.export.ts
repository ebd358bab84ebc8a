import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom, type Raw } from '@dossier/kernel/data';
import { ExchangeRegistry, type ExportAsk, type ExportCellType, type ExportColumn, type ExportSpec } from '@dossier/kernel/exchange';
import type { CustomerSort } from '@dossier/vocabulary/enums';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { Customer } from '../profile/customer.entity';
import { customerList } from '../profile/customer.list';
import { ofCustomers } from '../profile/customer.policy';
import { idPages } from './id-pages';

interface Told extends ExportColumn {
  /** Fields whose plan decides whether the column is known. */
  guards: readonly string[];
  /** Paths to read. */
  paths: readonly string[];
  value: (row: Raw, viewer: Viewer) => unknown;
}

type Terms = Readonly<Record<string, { zh: string; en: string }>>;
const under = (row: Raw, name: string): Raw | null => (row[name] as Raw | null | undefined) ?? null;
const column = (name: string, zh: string, en: string, type: ExportCellType = 'TEXT'): Told => ({ name, label: { zh, en }, type, guards: [name], paths: [name], value: (row) => row[name] ?? null });
/** A code in the words of the reader, which an import understands again. */
const coded = (name: string, zh: string, en: string, type: string): Told => ({ ...column(name, zh, en), value: (row, viewer) => (customerTerms as Terms)[`${type}.${String(row[name])}`]?.[viewer.language] ?? row[name] ?? null });
const named = (name: string, id: string, zh: string, en: string): Told => ({ ...column(name, zh, en), guards: [name, id], paths: [`${name}.name`], value: (row) => under(row, name)?.['name'] ?? null });
const summed = (name: string, zh: string, en: string, type: ExportCellType): Told => ({ ...column(name, zh, en, type), guards: [name, 'summary'], paths: [`summary.${name}`], value: (row) => under(row, 'summary')?.[name] ?? null });

const columns: readonly Told[] = [
  column('archiveNo', '档案号', 'Record number'), column('name', '姓名', 'Name'), column('nameLatin', '拉丁字母姓名', 'Name in Latin letters'), column('companyName', '企业名称', 'Company'),
  coded('kind', '客户类型', 'Person or company', 'CustomerKind'), coded('gender', '性别', 'Gender', 'Gender'), column('birthDate', '出生日期', 'Birth date', 'DAY'),
  coded('occupation', '职业', 'Occupation', 'Occupation'), column('country', '国家或地区', 'Country'), column('region', '省或州', 'Region'), column('city', '城市', 'City'),
  { ...column('phone', '电话', 'Phone'), secret: true }, { ...column('email', '邮箱', 'E-mail'), secret: true },
  coded('stage', '客户阶段', 'Stage', 'CustomerStage'), named('source', 'sourceId', '来源渠道', 'Source'), named('owner', 'ownerId', '负责人', 'Owner'), named('team', 'teamId', '团队', 'Team'),
  { ...column('tags', '标签', 'Tags'), guards: ['tags', 'tagIds'], paths: ['tags.name'], value: (row) => ((row['tags'] as Raw[] | null) ?? []).map((tag) => tag['name']) },
  column('externalKey', '客户编号', 'Customer number'),
  summed('orderCount', '订单数', 'Orders', 'NUMBER'), summed('netAmount', '净消费额', 'Net amount', 'MONEY'), summed('averageAmount', '单均金额', 'Average order', 'MONEY'),
  summed('firstOrderOn', '首次下单', 'First order', 'DAY'), summed('lastOrderOn', '最近下单', 'Last order', 'DAY'),
  column('createdAt', '创建时间', 'Created', 'INSTANT'), column('updatedAt', '更新时间', 'Updated', 'INSTANT'),
];

/** The customer list as a file: the same rows and fields, page after page, within reach of the word to export as well. */
@Injectable()
export class CustomerExport implements ExportSpec, OnModuleInit {
  readonly list = 'customers';
  readonly label = { zh: '客户', en: 'Customers' };
  readonly word = 'customer.export';
  readonly clearWord = 'customer.reveal';
  readonly columns = columns;

  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addExport(this);
  }

  readable(viewer: Viewer): readonly string[] {
    const plan = planOf(viewer, ofCustomers);
    return columns.filter(({ guards }) => guards.every((guard) => plan.field(guard).masked !== false)).map(({ name }) => name);
  }

  async *pages(viewer: Viewer, ask: ExportAsk): AsyncIterable<readonly Record<string, unknown>[]> {
    const told = columns.filter(({ name }) => ask.columns.includes(name));
    const asked = selectionFrom(told.flatMap(({ paths }) => paths));
    const args = { filter: ask.filter, sort: ask.sort as CustomerSort | null, order: ask.order };
    for await (const ids of idPages(this.customers, viewer, args, customerList)) {
      const rows = await this.customers.readAll(viewer, await this.allowed(viewer, ids, ask.clear), asked, ask.clear);
      yield rows.map((row) => Object.fromEntries(told.map(({ name, value }) => [name, value(row, viewer)])));
    }
  }

  /** Those of a page that lie within reach of every word that the export takes, in their order. */
  private async allowed(viewer: Viewer, ids: readonly string[], clear: boolean): Promise<string[]> {
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const words = clear ? (['customer.export', 'customer.reveal'] as const) : (['customer.export'] as const);
    const reach = words.map((word) => this.customers.reach(viewer, word)('t', params)).join(' and ');
    const found = new Set((await this.database.query<{ id: string }>(`select t.id from customer t where t.id = any(${list}) and ${reach}`, params.values(viewer))).map(({ id }) => id));
    return ids.filter((id) => found.has(id));
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, ListExport, type ExportCellType, type ListColumn } from '@dossier/kernel/exchange';
import { leadTerms } from '@dossier/vocabulary/terms/leads';
import { Lead } from './lead.entity';
import { leadList } from './lead.list';

const column = (name: string, zh: string, en: string, { path = name, type = 'TEXT' as ExportCellType } = {}): ListColumn => ({ name, path, type, label: { zh, en } });

/** A code in the words of the reader. */
const coded = (name: string, zh: string, en: string, type: string): ListColumn => ({
  ...column(name, zh, en), say: (value, viewer) => (leadTerms as Readonly<Record<string, { zh: string; en: string }>>)[`${type}.${String(value)}`]?.[viewer.language] ?? value,
});

/** What a file of leads may hold. Whose a lead is stands in the archive: an export of customers says it, under the words for that. */
export const leadColumns: readonly ListColumn[] = [
  column('id', '线索编号', 'Lead id'), column('customerId', '档案编号', 'Record id'), column('subject', '意向', 'Subject'), column('need', '需求', 'Need'), column('product', '产品', 'Product', { path: 'productName' }),
  coded('origin', '录入方式', 'Came in by', 'LeadOrigin'), column('source', '来源', 'Source', { path: 'source.name' }), coded('stage', '阶段', 'Stage', 'LeadStage'), coded('status', '状态', 'Status', 'LeadStatus'),
  column('amount', '预计金额', 'Amount', { type: 'MONEY' }), column('budget', '预算', 'Budget', { type: 'MONEY' }), coded('authority', '决策权', 'Authority', 'LeadAuthority'), column('decideOn', '计划决定日', 'Decides on', { type: 'DAY' }),
  coded('lossReason', '丢失原因', 'Why lost', 'LossReason'), column('owner', '负责人', 'Owner', { path: 'owner.name' }), column('team', '团队', 'Team', { path: 'team.name' }),
  column('openedAt', '进入时间', 'Came in', { type: 'INSTANT' }), column('firstResponseAt', '首次响应', 'First answered', { type: 'INSTANT' }), column('lastTouchAt', '最近来访', 'Last touch', { type: 'INSTANT' }),
  column('touches', '来访次数', 'Touches', { type: 'NUMBER' }), column('nextOn', '下一步日期', 'Next step on', { type: 'DAY' }), column('closedAt', '关闭时间', 'Closed', { type: 'INSTANT' }),
];

/** The list of leads can leave as a file. */
@Injectable()
export class LeadExports implements OnModuleInit {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addExport(new ListExport({ list: 'leads', label: { zh: '线索', en: 'Leads' }, word: 'lead.export', records: this.leads, spec: leadList, columns: leadColumns }));
  }
}

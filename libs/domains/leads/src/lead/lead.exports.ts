import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { codedColumns, ExchangeRegistry, listColumn, ListExport, type ListColumn } from '@dossier/kernel/exchange';
import { leadTerms } from '@dossier/vocabulary/terms/leads';
import { Lead } from './lead.entity';
import { leadList } from './lead.list';

const coded = codedColumns(leadTerms);

/** What a file of leads may hold. Whose a lead is stands in the archive: an export of customers says it, under the words for that. */
export const leadColumns: readonly ListColumn[] = [
  listColumn('id', '线索编号', 'Lead id'), listColumn('customerId', '档案编号', 'Record id'), listColumn('subject', '意向', 'Subject'), listColumn('need', '需求', 'Need'), listColumn('product', '产品', 'Product', { path: 'productName' }),
  coded('origin', '录入方式', 'Came in by', 'LeadOrigin'), listColumn('source', '来源', 'Source', { path: 'source.name' }), coded('stage', '阶段', 'Stage', 'LeadStage'), coded('status', '状态', 'Status', 'LeadStatus'),
  listColumn('amount', '预计金额', 'Amount', { type: 'MONEY' }), listColumn('budget', '预算', 'Budget', { type: 'MONEY' }), coded('authority', '决策权', 'Authority', 'LeadAuthority'), listColumn('decideOn', '计划决定日', 'Decides on', { type: 'DAY' }),
  coded('lossReason', '丢失原因', 'Why lost', 'LossReason'), listColumn('owner', '负责人', 'Owner', { path: 'owner.name' }), listColumn('team', '团队', 'Team', { path: 'team.name' }),
  listColumn('openedAt', '进入时间', 'Came in', { type: 'INSTANT' }), listColumn('firstResponseAt', '首次响应', 'First answered', { type: 'INSTANT' }), listColumn('lastTouchAt', '最近来访', 'Last touch', { type: 'INSTANT' }),
  listColumn('touches', '来访次数', 'Touches', { type: 'NUMBER' }), listColumn('nextOn', '下一步日期', 'Next step on', { type: 'DAY' }), listColumn('closedAt', '关闭时间', 'Closed', { type: 'INSTANT' }),
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

import { bad, choice, code, day, good, instant, longText, money, reference, text, type Cell, type ImportField } from '@dossier/kernel/exchange';
import { leadTerms } from '@dossier/vocabulary/terms/leads';
import { LeadAuthority, LeadOrigin, LeadStage, LeadStatus, LossReason } from '@dossier/vocabulary/lead-enums';

type Terms = Readonly<Record<string, { zh: string; en: string }>>;

/** The words of an enum: both names of its dictionary, and what files say besides. */
const wordsOf = (name: string, values: Readonly<Record<string, string>>, more: Readonly<Record<string, readonly string[]>> = {}): Record<string, readonly string[]> =>
  Object.fromEntries(Object.keys(values).map((value) => {
    const term = (leadTerms as Terms)[`${name}.${value}`];
    return [value, [...(term ? [term.zh, term.en] : []), ...(more[value] ?? [])]];
  }));

/** How many further columns a file may bring, and how long a name and a value of them may be. */
export const DETAILS = { most: 60, name: 100, value: 200 } as const;

const MAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/;

/** A value of a column that no field is meant for: a number, yes or no where it says true or false, else a short text. What looks like an address of somebody is refused. */
export function detail(raw: string): Cell<string | number | boolean> {
  const plain = raw.replace(/[\s\u3000]+/g, ' ').trim();
  if (plain.length > DETAILS.value) return bad('TEXT_TOO_LONG', { length: plain.length, limit: DETAILS.value });
  if (MAIL.test(plain)) return bad('NOT_ALLOWED');
  if (/^-?(0|[1-9]\d{0,9})(\.\d{1,10})?$/.test(plain)) return good(Number(plain));
  if (/^(true|false)$/i.test(plain)) return good(plain.toLowerCase() === 'true');
  return good(plain);
}

const isMoment = (value: string): boolean => /^\d{4}[-/.年]\d{1,2}/.test(value);

/** What a file of leads may bring beside whom each is of. */
export const leadFields: readonly ImportField[] = [
  { name: 'leadKey', label: { zh: '线索编号', en: 'Lead number' }, type: 'TEXT', key: true, words: ['线索id', '线索号', 'lead id', 'lead no', 'lead key', '编号', '序号', 'id', 'no', 'key'], parse: code(100) },
  { name: 'customerKey', label: { zh: '客户编号', en: 'Customer number' }, type: 'TEXT', parse: code(100) },
  { name: 'subject', label: { zh: '主题', en: 'Subject' }, type: 'TEXT', words: ['意向', '兴趣', '线索名称', '标题', 'interest', 'topic', 'title', 'lead name'], parse: text(200) },
  { name: 'need', label: { zh: '需求', en: 'Need' }, type: 'TEXT', words: ['需求描述', '备注', '留言', 'note', 'notes', 'message', 'comment', 'description', 'requirement'], parse: longText(2_000) },
  { name: 'origin', label: { zh: '进入方式', en: 'How it came in' }, type: 'CHOICE', defaultable: true, parse: choice(wordsOf('LeadOrigin', LeadOrigin, { FAIR: ['展会', '展览', 'fair', 'exhibition', 'event'], CALL: ['电话', 'phone'], EMAIL: ['邮箱', 'mail'] })) },
  { name: 'source', label: { zh: '来源渠道', en: 'Source' }, type: 'REFERENCE', defaultable: true, parse: reference('channel') },
  { name: 'product', label: { zh: '意向产品编码', en: 'Product code' }, type: 'REFERENCE', words: ['意向产品', '产品', '商品编码', 'product', 'sku'], parse: reference('product') },
  { name: 'amount', label: { zh: '预计金额', en: 'Amount' }, type: 'MONEY', words: ['预计成交金额', 'deal size', 'value', 'expected amount'], parse: money({ least: 0, round: true }) },
  { name: 'budget', label: { zh: '预算', en: 'Budget' }, type: 'MONEY', words: ['预算金额'], parse: money({ least: 0, round: true }) },
  { name: 'authority', label: { zh: '决策权', en: 'Authority' }, type: 'CHOICE', words: ['角色', 'role', 'decision role'], parse: choice(wordsOf('LeadAuthority', LeadAuthority, { DECIDER: ['decider', '拍板'], INFLUENCER: ['influencer'], USER: ['user'] })) },
  { name: 'decideOn', label: { zh: '预计决策日期', en: 'Decides on' }, type: 'DAY', words: ['预计成交日期', 'expected close', 'close date', 'decision date'], parse: day('2000-01-01', '2100-12-31') },
  { name: 'stage', label: { zh: '线索阶段', en: 'Stage' }, type: 'CHOICE', words: ['阶段', 'lead stage'], parse: choice(wordsOf('LeadStage', LeadStage, { NEW: ['未跟进'], CONTACTED: ['已跟进'], QUALIFIED: ['qualified', '有效'], PROPOSAL: ['quote', '报价'], NEGOTIATION: ['谈判'] })) },
  { name: 'status', label: { zh: '线索结果', en: 'Outcome' }, type: 'CHOICE', words: ['结果', '状态', 'status', 'lead status', 'result', 'y'], parse: choice(wordsOf('LeadStatus', LeadStatus, { OPEN: ['进行中', 'new', 'working'], WON: ['成交', '赢单', 'yes', 'y', '1', '是', 'converted', 'closed won'], LOST: ['输单', '流失', 'no', 'n', '0', '否', 'closed lost'], INVALID: ['junk', 'unqualified', 'disqualified'] })) },
  { name: 'reason', label: { zh: '丢失原因', en: 'Why it was lost' }, type: 'CHOICE', words: ['原因', 'loss reason', 'reason'], parse: choice(wordsOf('LossReason', LossReason)) },
  { name: 'lossNote', label: { zh: '丢失说明', en: 'Note on the loss' }, type: 'TEXT', parse: text(500) },
  { name: 'openedAt', label: { zh: '进入时间', en: 'Opened at' }, type: 'INSTANT', words: ['创建时间', '录入时间', '获取时间', 'created at', 'created', 'date'], parse: instant, looks: isMoment },
  { name: 'stageSince', label: { zh: '进入阶段时间', en: 'In this stage since' }, type: 'INSTANT', parse: instant, looks: isMoment },
  { name: 'closedAt', label: { zh: '结束时间', en: 'Closed at' }, type: 'INSTANT', words: ['关闭时间', '成交时间', '转化时间', 'closed', 'converted at', 'closed on'], parse: instant, looks: isMoment },
  { name: 'owner', label: { zh: '负责人', en: 'Owner' }, type: 'REFERENCE', defaultable: true, parse: reference('user') },
  { name: 'externalSource', label: { zh: '编号所属系统', en: 'System of the numbers' }, type: 'TEXT', defaultable: true, parse: code(60) },
  { name: 'detail', label: { zh: '附加信息（保留列名）', en: 'Further detail, under its own name' }, type: 'TEXT', quiet: true, collects: DETAILS.most, parse: detail },
];

import type { MoneyValue } from '@dossier/kernel/graphql';
import { fieldName } from '@dossier/vocabulary/field-names';
import { terms } from '@dossier/vocabulary/terms';

export type Language = 'zh' | 'en';

const words = {
  title: { zh: '客户营销档案', en: 'Customer record' },
  noName: { zh: '未具名', en: 'No name' },
  foot: { zh: '由 {name} 于 {at} 打印，仅供内部使用', en: 'Printed by {name} on {at}, for internal use' },
  page: { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' },
  hash: { zh: '本页校验 SHA-256', en: 'Page SHA-256' },
  unknown: { zh: '字库中没有、以 〓 代替的字符：', en: 'Characters that the font does not have, shown as 〓:' },
  basic: { zh: '基本资料', en: 'Basic data' },
  contact: { zh: '联系方式', en: 'Contact data' },
  belonging: { zh: '归属', en: 'Belonging' },
  custom: { zh: '补充资料', en: 'More fields' },
  signOffs: { zh: '核签', en: 'Sign-offs' },
  needs: { zh: '需求分析', en: 'Needs analysis' },
  latent: { zh: '潜在需求', en: 'Latent needs' },
  purchases: { zh: '购买历史', en: 'Purchases' },
  communication: { zh: '沟通记录', en: 'Communication' },
  feedback: { zh: '市场反馈', en: 'Market feedback' },
  nothing: { zh: '没有记录。', en: 'Nothing recorded.' },
  only: { zh: '只列出最近 {most} 条，更早的请在系统中查看。', en: 'Only the latest {most} are listed; earlier ones are in the product.' },
  count: { zh: '{count} 条', en: '{count}' },
  primary: { zh: '主要', en: 'primary' },
  verified: { zh: '已验证', en: 'verified' },
  changed: { zh: '核签后有改动', en: 'changed since' },
  unchanged: { zh: '未改动', en: 'unchanged' },
  version: { zh: '第 {version} 版', en: 'version {version}' },
  sure: { zh: '把握 {share}', en: '{share} sure' },
  budget: { zh: '预算', en: 'Budget' },
  expected: { zh: '预计', en: 'Expected' },
  evidence: { zh: '依据', en: 'Rests on' },
  date: { zh: '日期', en: 'Date' },
  kind: { zh: '类型', en: 'Kind' },
  said: { zh: '内容', en: 'What' },
  next: { zh: '下一步', en: 'Next step' },
  by: { zh: '登记人', en: 'By' },
  section: { zh: '部分', en: 'Section' },
  signer: { zh: '核签人', en: 'Signed by' },
  state: { zh: '状态', en: 'State' },
  order: { zh: '订单', en: 'Order' },
  amount: { zh: '金额', en: 'Amount' },
  score: { zh: '评分', en: 'Score' },
  answer: { zh: '回复', en: 'Answer' },
  behaviour: { zh: '行为与兴趣', en: 'Behaviour and interests' },
  interests: { zh: '兴趣（折算到 {at}）', en: 'Interests, decayed to {at}' },
  noInterests: { zh: '还没有兴趣。', en: 'No interests yet.' },
  visits: { zh: '最近的行为', en: 'Last visits' },
  noVisits: { zh: '没有记录到行为。', en: 'No behaviour recorded.' },
  stopped: { zh: '不记录此客户的行为。', en: 'Behaviour of this customer is not kept.' },
  refused: { zh: '不感兴趣', en: 'not wanted' },
  declared: { zh: '本人声明', en: 'declared' },
  topic: { zh: '主题', en: 'Topic' },
  events: { zh: '行为次数', en: 'Events' },
  lastSeen: { zh: '最近一次', en: 'Last' },
  where: { zh: '商品或页面', en: 'Product or page' },
  site: { zh: '来自', en: 'From' },
  consent: { zh: '同意与隐私', en: 'Consent' },
  purpose: { zh: '用途', en: 'Purpose' },
  way: { zh: '方式', en: 'Way' },
  use: { zh: '现在', en: 'Now' },
  saidLast: { zh: '最后表态', en: 'Last said' },
  mayBe: { zh: '可以', en: 'allowed' },
  mayNot: { zh: '不可以', en: 'not allowed' },
  neverAsked: { zh: '未表态', en: 'nothing said' },
  restricted: { zh: '自 {at} 起限制处理，不作营销。', en: 'Processing has been restricted since {at}: no marketing.' },
  ledger: { zh: '同意台账：每一次表态', en: 'Ledger: all that was ever said' },
  noLedger: { zh: '同意台账中没有记录。', en: 'The ledger holds no line.' },
  act: { zh: '表态', en: 'Said' },
  recorded: { zh: '来源与登记人', en: 'Source and by whom' },
  proof: { zh: '凭证', en: 'Proof' },
  notice: { zh: '告知书第 {number} 版', en: 'notice version {number}' },
  hasProof: { zh: '有凭证，原文在系统中查看', en: 'evidence kept; to be opened in the product' },
  noProof: { zh: '无附加凭证', en: 'no further evidence' },
  undone: { zh: '已更正', en: 'undone' },
  relations: { zh: '关系', en: 'Relationships' },
  customer: { zh: '客户', en: 'Customer' },
  strength: { zh: '强度', en: 'Strength' },
  origin: { zh: '来源', en: 'Source' },
  basis: { zh: '依据', en: 'Basis' },
  more: { zh: '说明', en: 'More' },
  mainContact: { zh: '主要联系人', en: 'main contact' },
  made: { zh: '推荐的客户', en: 'Customers referred' },
  bought: { zh: '其中已购买', en: 'Of those, have bought' },
  revenue: { zh: '带来的收入', en: 'Revenue brought' },
  closed: { zh: '本文件未包含的部分', en: 'Not in this document' },
  closedText: { zh: '打印人无权查看，因此不在本文件中：{parts}。', en: 'The person who printed may not see these parts, so they are not here: {parts}.' },
  years: { zh: '{age} 岁', en: 'aged {age}' },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof words;

/** Says things as a printed record does: words, names of fields and values, days, instants and money in one language. */
export class Speech {
  constructor(
    readonly language: Language,
    private readonly zone: string,
  ) {}

  say(word: Word, facts: Readonly<Record<string, string | number>> = {}): string {
    return words[word][this.language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
  }

  field(name: string): string {
    return fieldName(name, this.language);
  }

  /** The word of an enum's value; nothing for nothing. */
  value(type: string, value: unknown): string {
    if (typeof value !== 'string') return '';
    const known = (terms as Readonly<Record<string, Readonly<Record<Language, string>>>>)[`${type}.${value}`];
    return known?.[this.language] ?? value;
  }

  instant(at: unknown): string {
    if (typeof at !== 'string' && !(at instanceof Date)) return '';
    return new Intl.DateTimeFormat('sv-SE', { timeZone: this.zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
  }

  money(value: unknown): string {
    const money = value as MoneyValue | null | undefined;
    if (!money) return '';
    const format = new Intl.NumberFormat(this.language === 'zh' ? 'zh-CN' : 'en-GB', { style: 'currency', currency: money.currency, currencyDisplay: 'narrowSymbol' });
    return format.format(money.minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  }

  share(value: unknown): string {
    return typeof value === 'number' ? `${Math.round(value * 100)}%` : '';
  }
}

/** The name of a reference as the answer of a read holds it. */
export const nameOf = (ref: unknown): string => (ref as { name?: string } | null)?.name ?? '';

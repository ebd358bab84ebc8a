import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { normalised, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Customer } from '@dossier/customers';
import { LeadRuleAxis, LeadRuleSubject } from '@dossier/vocabulary/lead-enums';
import type { Permission } from '@dossier/vocabulary/permissions';
import { Lead } from '../lead/lead.entity';
import { ATTRIBUTE } from './lead.features';
import type { ExpectedPart, KeptPart } from './lead.scorer';
import { RuleNames } from './rule.names';
import { partWords, ruleWords, type Names } from './rule.words';
import type { LeadContribution } from './scorecard.entity';
import type { ScoringRule } from './scorecard.rules';

/** What must be open to a viewer, on every row in their reach, before a part built from it is told. */
interface Needs {
  lead?: readonly string[];
  record?: readonly string[];
  words?: readonly Permission[];
}

const bySubject: Readonly<Record<LeadRuleSubject, Needs>> = {
  NEED: { lead: ['need'] }, BUDGET: { lead: ['budget'] }, AUTHORITY: { lead: ['authority'] }, DECISION_TIME: { lead: ['decideOn'] }, AMOUNT: { lead: ['amount'] }, ORIGIN: { lead: ['origin'] }, SOURCE: { lead: ['source', 'sourceId'] },
  PRODUCT: { lead: ['productId'] }, ATTRIBUTE: { lead: ['attributes'] }, TOUCH: {}, CUSTOM_FIELD: { record: ['customValues'] }, COMPANY: { record: ['kind', 'companyName'] }, CITY: { record: ['city'] }, COUNTRY: { record: ['country'] }, TAG: { record: ['tags', 'tagIds'] },
  COMPLETENESS: { record: ['completeness'] }, CONSENT: { words: ['consent.read'] }, WITHDRAWAL: { words: ['consent.read'] }, VALUE_GROUP: { record: ['value', 'summary'], words: ['score.read', 'order.read'] }, EVENT: { words: ['event.read'] },
  COMMUNICATION: { words: ['communication.read'] },
};
const byFeature: Readonly<Record<string, Needs>> = {
  origin: bySubject.ORIGIN, source: bySubject.SOURCE, product: bySubject.PRODUCT, amount: bySubject.AMOUNT, budget: bySubject.BUDGET, authority: bySubject.AUTHORITY, decideIn: bySubject.DECISION_TIME, need: bySubject.NEED,
  kind: { record: ['kind'] }, events: bySubject.EVENT, conversations: bySubject.COMMUNICATION, earlier: {}, orders: { record: ['summary'], words: ['order.read'] },
};
const featureWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  origin: ['进入方式', 'Origin'], source: ['来源', 'Source'], product: ['意向产品', 'Product'], amount: ['预计金额', 'Amount'], budget: ['预算', 'Budget'], authority: ['决策权', 'Authority'], decideIn: ['决策时间', 'Decision time'], need: ['需求', 'Need'],
  kind: ['个人或企业', 'Person or company'], events: ['进入前 30 天的行为', 'Behaviour in the 30 days before'], conversations: ['此前的沟通', 'Conversations before'], earlier: ['此前的线索', 'Leads before'], orders: ['此前的订单', 'Orders before'],
};

interface Kept extends Record<string, unknown> {
  lead_id: string;
  parts: KeptPart[];
  rules: ScoringRule[] | null;
  attributes: Record<string, unknown> | null;
}

/** Whether all that a part is built from is open to a viewer. */
function opens(viewer: Viewer, { lead = [], record = [], words = [] }: Needs): boolean {
  const [leads, records] = [planOf(viewer, policyOf(Lead) as unknown as Policy), planOf(viewer, policyOf(Customer) as unknown as Policy)];
  const reading = records.scopes();
  const covers = (word: Permission): boolean => normalised([...records.scopes(word), ...reading]).join() === records.scopes(word).join();
  return lead.every((field) => leads.field(field).clear === true) && (record.length === 0 || reading.length > 0) && record.every((field) => records.field(field).clear === true) && words.every(covers);
}

/** Why leads have the scores they have, in words; nothing that is built from a field or from rows closed to the viewer. */
@Injectable()
export class Contributions {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, LeadContribution[] | null>>();

  constructor(
    private readonly database: Database,
    private readonly names: RuleNames,
  ) {}

  /** Of one lead within reach; null where it has no score. */
  of(viewer: Viewer, leadId: string): Promise<LeadContribution[] | null> {
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = new DataLoader((ids: readonly string[]) => this.all(viewer, ids), { cache: false })));
    return loader.load(leadId);
  }

  private async all(viewer: Viewer, ids: readonly string[]): Promise<(LeadContribution[] | null)[]> {
    const rows = await this.database.query<Kept>(
      'select s.lead_id, s.contributions as parts, k.rules, l.attributes from lead_score s join lead l on l.id = s.lead_id left join lead_scorecard k on k.id = s.scorecard_id where s.lead_id = any($1::uuid[])', [ids]);
    const rules = rows.flatMap((row) => row.rules ?? []);
    const names = await this.names.of(rules, viewer.language);
    const byId = new Map(rows.map((row) => [row.lead_id, this.told(viewer, row, names)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  private told(viewer: Viewer, { parts, rules, attributes }: Kept, names: Names): LeadContribution[] {
    const byKey = new Map((rules ?? []).map((rule) => [rule.key, rule]));
    return parts.flatMap((part): LeadContribution[] => {
      if ('e' in part) return opens(viewer, bySubject.AMOUNT) ? [expectedPart(viewer.language, part)] : [];
      if ('f' in part) return opens(viewer, part.f.startsWith(ATTRIBUTE) ? bySubject.ATTRIBUTE : (byFeature[part.f] ?? bySubject.ATTRIBUTE)) ? [modelPart(viewer.language, part, attributes)] : [];
      const rule = byKey.get(part.r);
      // A field that has been closed to some since is told to nobody here.
      if (!rule || !opens(viewer, bySubject[rule.subject]) || (rule.subject === 'CUSTOM_FIELD' && !names.has(`open:${rule.name}`))) return [];
      return [{ text: partWords(ruleWords(rule, viewer.language, names), part, viewer.language), axis: rule.axis, points: part.p, wholePoints: part.w, times: part.n, daysAgo: part.d }];
    }).sort((one, other) => Number(other.axis === null) - Number(one.axis === null) || Math.abs(other.points ?? Infinity) - Math.abs(one.points ?? Infinity));
  }
}

/** What is to be expected of a lead, as it is reckoned: the grade goes by how many times the usual that is. */
function expectedPart(language: 'zh' | 'en', { e: expected, x: times, q: probability, a: amount, u: usual, m: margin, c: cost, y: currency }: ExpectedPart): LeadContribution {
  const zh = language === 'zh';
  const share = (value: number): string => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(language, { style: 'currency', currency }).resolvedOptions();
  const money = (minor: number): string => new Intl.NumberFormat(language, { style: 'currency', currency }).format(minor / 10 ** digits);
  const sum = amount ?? usual;
  const reckoned = expected === null || sum === null
    ? (zh ? `赢单概率 ${share(probability)}` : `Probability of a win ${share(probability)}`)
    : `${zh ? '期望价值：概率' : 'To be expected: probability'} ${share(probability)} × ${money(sum)}${amount === null ? (zh ? '（未填金额，按一般线索）' : ' (no amount told: that of the usual lead)') : ''} × ${zh ? '毛利率' : 'margin'} ${share(margin)} − ${zh ? '成本' : 'cost'} ${money(cost)} = ${money(expected)}`;
  return { text: `${reckoned}${zh ? `，是一般线索的 ${times} 倍` : `, ${times} times the usual lead`}`, axis: null, points: null, wholePoints: null, times: null, daysAgo: null };
}

/** What the model reads from one thing known. */
function modelPart(language: 'zh' | 'en', { f: feature, p: points }: { f: string; p: number }, attributes: Record<string, unknown> | null): LeadContribution {
  const zh = language === 'zh';
  const name = feature.startsWith(ATTRIBUTE) ? feature.slice(ATTRIBUTE.length) : null;
  const value = name === null ? null : attributes?.[name];
  const label = name === null ? (featureWords[feature]?.[zh ? 0 : 1] ?? feature) : `“${name}”${value === undefined || value === null ? '' : `${zh ? '：' : ': '}${String(value)}`}`;
  const way = points > 0 ? (zh ? '提高赢单可能' : 'makes a win likelier') : zh ? '降低赢单可能' : 'makes a win less likely';
  return { text: `${label}${zh ? '，' : ' '}${way}`, axis: null satisfies LeadRuleAxis | null, points, wholePoints: null, times: null, daysAgo: null };
}

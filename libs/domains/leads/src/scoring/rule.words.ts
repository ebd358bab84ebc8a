import { terms } from '@dossier/vocabulary/terms';
import { LeadRuleSubject } from '@dossier/vocabulary/lead-enums';
import type { ScoringRule } from './scorecard.rules';

type Language = 'zh' | 'en';
/** What an id is called; null where it is gone. */
export type Names = ReadonlyMap<string, string>;

const termOf = (name: string, language: Language): string | null => (terms as Readonly<Record<string, { zh: string; en: string }>>)[name]?.[language] ?? null;

/** Enums that the values of a subject come from. */
const enumOf: Partial<Record<LeadRuleSubject, string>> = { AUTHORITY: 'LeadAuthority', ORIGIN: 'LeadOrigin', VALUE_GROUP: 'RfmGroup', COMMUNICATION: 'CommunicationOutcome', TOUCH: 'LeadOrigin', EVENT: 'EventName' };
function valueWords(rule: ScoringRule, value: string, language: Language, names: Names): string {
  const of = enumOf[rule.subject];
  if (rule.subject === LeadRuleSubject.CUSTOM_FIELD) return names.get(`field:${rule.name}=${value}`) ?? (value === 'true' ? (language === 'zh' ? '是' : 'yes') : value === 'false' ? (language === 'zh' ? '否' : 'no') : value);
  return (of ? termOf(`${of}.${value}`, language) : names.get(value)) ?? value;
}

/** A number as people write it: amounts from minor units, completeness in hundredths. */
const numberWords = (rule: ScoringRule, value: number): string =>
  rule.subject === LeadRuleSubject.BUDGET || rule.subject === LeadRuleSubject.AMOUNT ? String(value / 100) : rule.subject === LeadRuleSubject.COMPLETENESS ? `${Math.round(value * 100)}%` : String(value);

function rangeWords(rule: ScoringRule, language: Language): string {
  const unit = rule.subject === LeadRuleSubject.DECISION_TIME ? (language === 'zh' ? ' 天' : ' days') : '';
  const [low, high] = [rule.min, rule.max].map((value) => (typeof value === 'number' ? numberWords(rule, value) : null));
  if (typeof low === 'string' && typeof high === 'string') return `${low}–${high}${unit}`;
  if (typeof low === 'string') return language === 'zh' ? `不低于 ${low}${unit}` : `at least ${low}${unit}`;
  return typeof high === 'string' ? (language === 'zh' ? `不高于 ${high}${unit}` : `at most ${high}${unit}`) : '';
}

/** A rule as a sentence without its points. */
export function ruleWords(rule: ScoringRule, language: Language, names: Names): string {
  const zh = language === 'zh';
  const join = (values: readonly string[]): string => new Intl.ListFormat(zh ? 'zh-CN' : 'en', { type: 'disjunction' }).format(values);
  const label = rule.subject === LeadRuleSubject.CUSTOM_FIELD && rule.name ? `“${names.get(`field:${rule.name}`) ?? rule.name}”` : rule.subject === LeadRuleSubject.ATTRIBUTE && rule.name ? `“${rule.name}”` : termOf(`LeadRuleSubject.${rule.subject}`, language)!;
  const values = join((rule.in ?? []).map((value) => valueWords(rule, value, language, names)));
  if (rule.subject === LeadRuleSubject.EVENT) {
    const about = join((rule.topicIds ?? []).map((id) => names.get(id) ?? id));
    const page = rule.path ? (zh ? `网址含“${rule.path}”` : `an address with “${rule.path}”`) : '';
    return [values || label, page, about && (zh ? `主题：${about}` : `about ${about}`)].filter(Boolean).join(zh ? '，' : ', ');
  }
  const said = [values, rangeWords(rule, language), rule.isKnown === true ? (zh ? '已知' : 'known') : rule.isKnown === false ? (zh ? '未知' : 'not known') : ''].filter(Boolean).join(zh ? '，' : ', ');
  return said ? `${label}${zh ? '：' : ': '}${said}` : label;
}

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(Math.round(points * 10) / 10)}`;

/** What a rule came to, age told apart: “viewed an address with “price” +12, 9 days ago −4”. */
export function partWords(text: string, { p, w, n, d }: { p: number; w: number; n: number; d: number | null }, language: Language): string {
  const zh = language === 'zh';
  const often = n > 1 ? (zh ? `（${n} 次）` : ` (${n} times)`) : '';
  if (d === null) return `${text} ${signed(p)}`;
  const ago = d === 0 ? (zh ? '今天' : 'today') : zh ? `${d} 天前` : `${d} ${d === 1 ? 'day' : 'days'} ago`;
  const lost = Math.round((p - w) * 10) / 10;
  return `${text}${often} ${signed(w)}${zh ? '，' : ', '}${ago}${lost === 0 ? '' : ` ${signed(lost)}`}`;
}

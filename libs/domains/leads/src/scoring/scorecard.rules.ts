import { DomainError } from '@dossier/kernel/errors';
import { LeadGrade, LeadRuleAxis, LeadRuleSubject } from '@dossier/vocabulary/lead-enums';

/** One rule of a scorecard: what it looks at, and the points that it gives or takes. */
export interface ScoringRule {
  key: string;
  axis: LeadRuleAxis;
  subject: LeadRuleSubject;
  /** Points; below zero they are taken. Of what happens, for each time. */
  weight: number;
  /** Any of these: ids or coded values, as the subject says. */
  in?: readonly string[] | null;
  /** Topics of behaviour, by their ids. */
  topicIds?: readonly string[] | null;
  min?: number | null;
  max?: number | null;
  isKnown?: boolean | null;
  /** The name of an attribute, or the key of a custom field. */
  name?: string | null;
  /** A part of the address of a page. */
  path?: string | null;
  /** After so many days half of the points are left. */
  halfLifeDays?: number | null;
  /** The most that this rule gives or takes, however often it happens. */
  cap?: number | null;
}

/** Where levels begin, which grade each pair of levels is, and how many times the usual part won a grade stands for where a model is in force. */
export interface Grading {
  fitShare: number;
  fitHigh: number;
  fitMiddle: number;
  engagementHigh: number;
  engagementMiddle: number;
  /** Grades by engagement high, middle and low, of each level of fit. */
  high: readonly LeadGrade[];
  middle: readonly LeadGrade[];
  low: readonly LeadGrade[];
  multipleA: number;
  multipleB: number;
  multipleC: number;
  /** What it costs to follow a lead up, in minor units of the company's currency; nothing where it is not said. */
  leadCost?: number | null;
}

/** What a rule came to for one lead: points with age, without it, how often, and how many whole days ago last. */
export type RulePart = readonly [rule: number, points: number, whole: number, times: number, daysAgo: number | null];

/** A lead as the rules judge it. */
export interface Judged {
  fit: number;
  engagement: number;
  score: number;
  grade: LeadGrade;
}

export const MOST_RULES = 60;
export const GRADES = [LeadGrade.A, LeadGrade.B, LeadGrade.C, LeadGrade.D] as const;
/** Fewer closed leads of a grade tell nothing of it. */
export const LEAST_CLOSED = 30;

/** Whether rates fall from each grade to the next, those left out that are not known; null where fewer than two are. */
export function isInOrder(rates: readonly (number | null)[]): boolean | null {
  const told = rates.filter((rate) => rate !== null);
  return told.length < 2 ? null : told.every((rate, at) => at === 0 || told[at - 1]! > rate);
}

/** Subjects that look at what happened; the others look at what is known. */
export const HAPPENINGS: readonly LeadRuleSubject[] = [LeadRuleSubject.EVENT, LeadRuleSubject.TOUCH, LeadRuleSubject.COMMUNICATION, LeadRuleSubject.WITHDRAWAL];

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value)));

/** Both axes, the score and the grade that follow from what each rule came to. */
export function judgedBy(rules: readonly ScoringRule[], grading: Grading, parts: readonly RulePart[]): Judged {
  const sum = (axis: LeadRuleAxis): number => parts.reduce((points, [rule, own]) => points + (rules[rule]?.axis === axis ? own : 0), 0);
  const [fit, engagement] = [within(sum(LeadRuleAxis.FIT), 0, 100), within(sum(LeadRuleAxis.ENGAGEMENT), 0, 100)];
  return { fit, engagement, score: within(grading.fitShare * fit + (1 - grading.fitShare) * engagement, 1, 99), grade: gradeBy(grading, fit, engagement) };
}

/** The grade of a pair of axes. */
export function gradeBy(grading: Grading, fit: number, engagement: number): LeadGrade {
  const row = fit >= grading.fitHigh ? grading.high : fit >= grading.fitMiddle ? grading.middle : grading.low;
  return row[engagement >= grading.engagementHigh ? 0 : engagement >= grading.engagementMiddle ? 1 : 2] ?? LeadGrade.D;
}

/** What a lead may bring: how likely it is won and how likely leads are, its amount and that of leads as a rule (minor units; null where too few tell one), margin and cost of following one up. */
export interface Prospect {
  probability: number;
  baseRate: number;
  amount: number | null;
  usual: number | null;
  margin: number;
  cost: number;
}

/** What is to be expected of a lead, in minor units, less what it costs: of one without an amount by the usual one. Null where no usual amount is known. */
export const expectedOf = ({ probability, amount, usual, margin, cost }: Prospect): number | null => (usual === null ? null : probability * (amount ?? usual) * margin - cost);

/** How many times what is to be expected of a lead as a rule. Where leads as a rule do not bring in their cost: nothing for one that does not either, and without regard to the cost for others. */
export function timesUsual(lead: Prospect): number {
  const { probability, baseRate, amount, usual } = lead;
  const expected = expectedOf(lead);
  if (baseRate <= 0) return 0;
  if (expected === null) return probability / baseRate;
  const asARule = expectedOf({ ...lead, probability: baseRate, amount: null })!;
  if (asARule > 0) return Math.max(0, expected / asARule);
  return expected > 0 ? (probability * (amount ?? usual!)) / (baseRate * usual!) : 0;
}

/** The grade of a lead by what is to be expected of it: by how many times the usual one it is. */
export function gradeOfTimes({ multipleA, multipleB, multipleC }: Pick<Grading, 'multipleA' | 'multipleB' | 'multipleC'>, times: number): LeadGrade {
  return times >= multipleA ? LeadGrade.A : times >= multipleB ? LeadGrade.B : times >= multipleC ? LeadGrade.C : LeadGrade.D;
}

/** The score of a probability: its hundredths, never 0 nor 100. */
export const scoreOfProbability = (probability: number): number => within(100 * probability, 1, 99);

const refuse = (field: string, reason: string): never => {
  throw new DomainError('SCORECARD_RULE', { field, reason });
};

const NAMED: Partial<Record<LeadRuleSubject, readonly (keyof ScoringRule)[]>> = {
  [LeadRuleSubject.NEED]: ['isKnown'], [LeadRuleSubject.COMPANY]: ['isKnown'], [LeadRuleSubject.AUTHORITY]: ['in'], [LeadRuleSubject.ORIGIN]: ['in'], [LeadRuleSubject.CITY]: ['in'], [LeadRuleSubject.COUNTRY]: ['in'],
  [LeadRuleSubject.TAG]: ['in'], [LeadRuleSubject.CONSENT]: ['in'], [LeadRuleSubject.VALUE_GROUP]: ['in'], [LeadRuleSubject.SOURCE]: ['in', 'isKnown'], [LeadRuleSubject.PRODUCT]: ['in', 'isKnown'],
  [LeadRuleSubject.BUDGET]: ['min', 'max', 'isKnown'], [LeadRuleSubject.AMOUNT]: ['min', 'max', 'isKnown'], [LeadRuleSubject.DECISION_TIME]: ['min', 'max', 'isKnown'], [LeadRuleSubject.COMPLETENESS]: ['min', 'max'],
  [LeadRuleSubject.ATTRIBUTE]: ['in', 'min', 'max', 'isKnown'], [LeadRuleSubject.CUSTOM_FIELD]: ['in', 'min', 'max', 'isKnown'], [LeadRuleSubject.EVENT]: ['in', 'path', 'topicIds'], [LeadRuleSubject.COMMUNICATION]: ['in'],
};

const isSaid = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '');

/** Judges the rules of a scorecard. @throws DomainError SCORECARD_RULE with the place and what is wrong there */
export function requireRules(rules: readonly ScoringRule[]): void {
  if (rules.length === 0 || rules.length > MOST_RULES) refuse('rules', `1-${MOST_RULES}`);
  const keys = new Set<string>();
  rules.forEach((rule, at) => {
    const place = `rules.${at + 1}`;
    const happens = HAPPENINGS.includes(rule.subject);
    if (keys.has(rule.key)) refuse(`${place}.key`, rule.key);
    keys.add(rule.key);
    if ((rule.axis === LeadRuleAxis.ENGAGEMENT) !== happens) refuse(`${place}.axis`, rule.subject);
    if (rule.weight === 0) refuse(`${place}.weight`, '0');
    const asked = NAMED[rule.subject];
    if (asked && !asked.some((field) => isSaid(rule[field]))) refuse(place, asked.join(' / '));
    if ((rule.subject === LeadRuleSubject.ATTRIBUTE || rule.subject === LeadRuleSubject.CUSTOM_FIELD) && !isSaid(rule.name)) refuse(`${place}.name`, rule.subject);
    if (isSaid(rule.min) && isSaid(rule.max) && rule.min! > rule.max!) refuse(`${place}.max`, `${rule.min} > ${rule.max}`);
  });
}

/** Judges where levels and grades begin. @throws DomainError SCORECARD_RULE */
export function requireGrading(grading: Grading): void {
  for (const [low, high] of [['fitMiddle', 'fitHigh'], ['engagementMiddle', 'engagementHigh'], ['multipleC', 'multipleB'], ['multipleB', 'multipleA']] as const) if (grading[low] >= grading[high]) refuse(high, `${low} < ${high}`);
  for (const row of ['high', 'middle', 'low'] as const) if (grading[row].length !== 3) refuse(row, '3');
}

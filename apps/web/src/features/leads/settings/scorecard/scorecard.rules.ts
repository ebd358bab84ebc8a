import type { CardInput, RuleInput, Scorecard, ScoreRule } from './scorecard.documents';

export type Axis = 'FIT' | 'ENGAGEMENT';
export type Subject = RuleInput['subject'];

/** What a rule about each subject is told by. */
export type Part = 'values' | 'range' | 'known' | 'name' | 'field' | 'path' | 'topics';
export const partsOf: Readonly<Record<Subject, readonly Part[]>> = {
  NEED: ['known'], BUDGET: ['known', 'range'], AUTHORITY: ['values'], DECISION_TIME: ['known', 'range'], AMOUNT: ['known', 'range'], ORIGIN: ['values'], SOURCE: ['values', 'known'], PRODUCT: ['known'], ATTRIBUTE: ['name', 'values', 'range', 'known'],
  CUSTOM_FIELD: ['field'], COMPANY: ['known'], CITY: ['values'], COUNTRY: ['values'], TAG: ['values'], COMPLETENESS: ['range'], CONSENT: ['values'], VALUE_GROUP: ['values'], EVENT: ['values', 'path', 'topics'], TOUCH: [], COMMUNICATION: ['values'], WITHDRAWAL: [],
};
/** What a rule about a custom field is told by, as its type allows. */
export function partsOfField(type: string | null | undefined): readonly Part[] {
  if (type === 'CHOICE' || type === 'MULTI_CHOICE' || type === 'BOOLEAN') return ['values', 'known'];
  return type === 'NUMBER' || type === 'MONEY' ? ['range', 'known'] : ['known'];
}
export const HAPPENINGS: readonly Subject[] = ['EVENT', 'TOUCH', 'COMMUNICATION', 'WITHDRAWAL'];
export const SUBJECTS = Object.keys(partsOf) as Subject[];
export const EVENTS = ['PAGE_VIEW', 'PRODUCT_VIEW', 'DWELL', 'SEARCH', 'SHARE', 'FAVOURITE', 'CART', 'CHECKOUT', 'PURCHASE', 'DOWNLOAD', 'CUSTOM'] as const;

export const axisOf = (subject: Subject): Axis => (HAPPENINGS.includes(subject) ? 'ENGAGEMENT' : 'FIT');

/** A rule of the editor: with its sentence as long as the server has told one. */
export type DraftRule = RuleInput & { text?: string | null };
export interface Draft { rules: DraftRule[]; grading: CardInput['grading']; note: string }

const rule = ({ key, axis, subject, weight, in: values, topicIds, min, max, isKnown, name, path, halfLifeDays, cap, text }: ScoreRule): DraftRule => ({
  key: key ?? '', axis: axis ?? 'FIT', subject: subject ?? 'NEED', weight: weight ?? 0, in: values ?? null, topicIds: topicIds ?? null, min: min ?? null, max: max ?? null, isKnown: isKnown ?? null, name: name ?? null, path: path ?? null, halfLifeDays: halfLifeDays ?? null, cap: cap ?? null, text: text ?? null,
});

/** What is edited: a copy of a scorecard. */
export const draftOf = (card: Scorecard): Draft => ({ rules: (card.rules ?? []).map(rule), grading: gradingOf(card), note: card.state === 'DRAFT' ? card.note ?? '' : '' });

export function gradingOf({ grading }: Scorecard): CardInput['grading'] {
  const own = grading;
  return {
    fitShare: own?.fitShare ?? 0.5, fitHigh: own?.fitHigh ?? 60, fitMiddle: own?.fitMiddle ?? 30, engagementHigh: own?.engagementHigh ?? 40, engagementMiddle: own?.engagementMiddle ?? 15,
    high: own?.high ?? ['A', 'A', 'B'], middle: own?.middle ?? ['B', 'B', 'C'], low: own?.low ?? ['C', 'D', 'D'], multipleA: own?.multipleA ?? 3, multipleB: own?.multipleB ?? 1.5, multipleC: own?.multipleC ?? 0.5, leadCost: own?.leadCost ?? null,
  };
}

/** As it is sent: sentences are the server's. */
export const inputOf = ({ rules, grading, note }: Draft): CardInput => ({ rules: rules.map(({ text: _, ...own }) => own), grading, note: note.trim() || null });

/** A key that no rule of the draft has yet. */
export function freeKey(rules: readonly DraftRule[], subject: Subject): string {
  const base = subject.toLowerCase();
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!rules.some((one) => one.key === key)) return key;
  }
}

const HALVES = 3;
const STEPS = 12;
/** How many points are left of one happening as days go by. */
export const fading = (weight: number, halfLifeDays: number): { day: number; left: number }[] =>
  Array.from({ length: STEPS + 1 }, (_, step) => {
    const day = Math.round((step / STEPS) * HALVES * halfLifeDays);
    return { day, left: Math.round(weight * 0.5 ** (day / halfLifeDays) * 10) / 10 };
  });

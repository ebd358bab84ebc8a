import type { AnswerOf } from '@dossier/client';
import type { AssigneesDocument, PoliciesDocument } from './assignment.documents';
import { REGIONS } from './regions.words';

export type Policy = NonNullable<AnswerOf<typeof PoliciesDocument>['assignmentPolicies']>[number];
export type SavedRule = NonNullable<Policy['rules']>[number];
export type Person = NonNullable<AnswerOf<typeof AssigneesDocument>['assignees']>[number];

/** A value that was told with a lead, and what it may be. */
export interface AttributeDraft { name: string; values: string[] }

/** A rule as the editor holds it. */
export interface RuleDraft {
  key: string;
  name: string;
  origins: string[];
  sourceIds: string[];
  productIds: string[];
  grades: string[];
  places: string[];
  leadLanguages: string[];
  scoreFrom: number | null;
  scoreTo: number | null;
  /** In whole units of `currency`. */
  amountFrom: number | null;
  amountTo: number | null;
  /** Null: each lead's own. */
  currency: string | null;
  attributes: AttributeDraft[];
  people: string[];
  teams: string[];
  /** Of people and teams, by their ids; 1 where nothing is said. */
  weights: Record<string, number | null>;
  poolId: string | null;
  skills: string[];
  languages: string[];
  byTerritory: boolean;
  byLanguage: boolean;
  escalateMinutes: number | null;
  fallbackUserId: string | null;
  fallbackPoolId: string | null;
  /** Places as they were kept: a city may know its region. */
  keptPlaces: readonly Place[];
}

interface Place { country?: string | null; region?: string | null; city?: string | null }

let serial = 0;
const list = <T extends string>(values: readonly T[] | null | undefined): string[] => [...(values ?? [])];
const HUNDRED = 100;
const WHOLE = ['JPY', 'KRW'];
/** Minor units of one whole unit. */
const minorOf = (currency: string | null): number => (WHOLE.includes(currency ?? '') ? 1 : HUNDRED);

/** An area by its most exact name: that is how the form writes it. */
export const placeName = ({ country, region, city }: Place): string => city ?? region ?? country ?? '';

/** A rule of the server as the editor holds it; without one, a new rule whose amounts are in the company's currency. */
export function draftOf(rule: SavedRule | null, company: string): RuleDraft {
  const when = rule?.when;
  const currency = rule ? (when?.currency ?? null) : company;
  const whole = (minor: number | null | undefined): number | null => (typeof minor === 'number' ? minor / minorOf(currency) : null);
  return {
    key: `rule-${(serial += 1)}`, name: rule?.name ?? '', origins: list(when?.origins), sourceIds: list(when?.sourceIds), productIds: list(when?.productIds), grades: list(when?.grades), places: (when?.places ?? []).map(placeName), leadLanguages: list(when?.languages),
    scoreFrom: when?.scoreFrom ?? null, scoreTo: when?.scoreTo ?? null, amountFrom: whole(when?.amountFrom), amountTo: whole(when?.amountTo), currency: hasAmount(when) ? currency : company,
    attributes: (when?.attributes ?? []).map(({ name, values }) => ({ name, values: [...values] })), people: (rule?.people ?? []).flatMap(({ userId }) => (userId ? [userId] : [])), teams: (rule?.teams ?? []).flatMap(({ teamId }) => (teamId ? [teamId] : [])),
    weights: Object.fromEntries([...(rule?.people ?? []).map(({ userId, weight }) => [userId, weight]), ...(rule?.teams ?? []).map(({ teamId, weight }) => [teamId, weight])]),
    poolId: rule?.poolId ?? null, skills: list(rule?.skills), languages: list(rule?.languages), byTerritory: rule?.byTerritory ?? false, byLanguage: rule?.byLanguage ?? false,
    escalateMinutes: rule?.escalateMinutes ?? null, fallbackUserId: rule?.fallbackUserId ?? null, fallbackPoolId: rule?.fallbackPoolId ?? null, keptPlaces: when?.places ?? [],
  };
}

const hasAmount = (when: { amountFrom?: number | null; amountTo?: number | null } | undefined): boolean => typeof when?.amountFrom === 'number' || typeof when?.amountTo === 'number';

/** Provinces and regions of the mainland are named without their kind; everything else is taken for a city. */
export const placeOf = (name: string) => (/^[A-Z]{2}$/.test(name) ? { country: name } : REGIONS.has(name.replace(/省$/, '')) ? { region: name.replace(/省$/, '') } : { city: name });

/** The places of a form: those that stood keep what they were. */
const placesOf = (draft: RuleDraft): Place[] => draft.places.map((name) => draft.keptPlaces.find((place) => placeName(place) === name) ?? placeOf(name));

/** An amount as it is sent. */
export const minorUnits = (whole: number | null | undefined, currency: string | null): number | null => (typeof whole === 'number' ? Math.round(whole * minorOf(currency)) : null);

/** Whether a rule takes every lead: no rule after it is ever asked. */
export const takesAll = (draft: RuleDraft): boolean =>
  [draft.origins, draft.sourceIds, draft.productIds, draft.grades, draft.places, draft.leadLanguages, draft.attributes].every((asked) => asked.length === 0) && [draft.scoreFrom, draft.scoreTo, draft.amountFrom, draft.amountTo].every((bound) => bound === null);

/** A rule as it is sent. */
export function ruleInput(draft: RuleDraft) {
  const share = (id: string) => draft.weights[id] ?? 1;
  return {
    name: draft.name, poolId: draft.poolId, skills: draft.skills, languages: draft.languages, byTerritory: draft.byTerritory, byLanguage: draft.byLanguage, escalateMinutes: draft.escalateMinutes, fallbackUserId: draft.fallbackUserId, fallbackPoolId: draft.fallbackPoolId,
    shares: [...draft.people.map((userId) => ({ userId, weight: share(userId) })), ...draft.teams.map((teamId) => ({ teamId, weight: share(teamId) }))],
    when: {
      origins: draft.origins, sourceIds: draft.sourceIds, productIds: draft.productIds, grades: draft.grades, languages: draft.leadLanguages, scoreFrom: draft.scoreFrom, scoreTo: draft.scoreTo,
      amountFrom: minorUnits(draft.amountFrom, draft.currency), amountTo: minorUnits(draft.amountTo, draft.currency), currency: draft.amountFrom === null && draft.amountTo === null ? null : draft.currency,
      places: placesOf(draft).map(({ country = null, region = null, city = null }) => ({ country, region, city })), attributes: draft.attributes.map(({ name, values }) => ({ name: name.trim(), values: values.map((value) => value.trim()) })),
    },
  };
}

/** A list with one of its rows moved to another place. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const next = [...rows];
  const [row] = next.splice(from, 1);
  if (row !== undefined) next.splice(to, 0, row);
  return next;
}

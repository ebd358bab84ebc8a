import type { AnswerOf } from '@dossier/client';
import type { AssigneesDocument, PoliciesDocument } from './assignment.documents';
import { REGIONS } from './regions.words';

export type Policy = NonNullable<AnswerOf<typeof PoliciesDocument>['assignmentPolicies']>[number];
export type SavedRule = NonNullable<Policy['rules']>[number];
export type Person = NonNullable<AnswerOf<typeof AssigneesDocument>['assignees']>[number];

/** A rule as the editor holds it. What the form does not show (products, attributes, upper bounds, weights) is kept as it was. */
export interface RuleDraft {
  key: string;
  name: string;
  origins: string[];
  sourceIds: string[];
  grades: string[];
  places: string[];
  leadLanguages: string[];
  scoreFrom: number | null;
  /** In whole units of money. */
  amountFrom: number | null;
  people: string[];
  teams: string[];
  poolId: string | null;
  skills: string[];
  languages: string[];
  byTerritory: boolean;
  byLanguage: boolean;
  escalateMinutes: number | null;
  fallbackUserId: string | null;
  fallbackPoolId: string | null;
  kept: SavedRule | null;
}

let serial = 0;
const list = <T extends string>(values: readonly T[] | null | undefined): string[] => [...(values ?? [])];
const MINOR = 100;

/** An area by its most exact name: that is how the form writes it. */
export const placeName = ({ country, region, city }: { country?: string | null; region?: string | null; city?: string | null }): string => city ?? region ?? country ?? '';

/** A rule of the server as the editor holds it; without one, a new rule. */
export const draftOf = (rule: SavedRule | null): RuleDraft => ({
  key: `rule-${(serial += 1)}`, name: rule?.name ?? '', origins: list(rule?.when.origins), sourceIds: list(rule?.when.sourceIds), grades: list(rule?.when.grades), places: (rule?.when.places ?? []).map(placeName), leadLanguages: list(rule?.when.languages),
  scoreFrom: rule?.when.scoreFrom ?? null, amountFrom: typeof rule?.when.amountFrom === 'number' ? rule.when.amountFrom / MINOR : null, people: (rule?.people ?? []).flatMap(({ userId }) => (userId ? [userId] : [])), teams: (rule?.teams ?? []).flatMap(({ teamId }) => (teamId ? [teamId] : [])),
  poolId: rule?.poolId ?? null, skills: list(rule?.skills), languages: list(rule?.languages), byTerritory: rule?.byTerritory ?? false, byLanguage: rule?.byLanguage ?? false,
  escalateMinutes: rule?.escalateMinutes ?? null, fallbackUserId: rule?.fallbackUserId ?? null, fallbackPoolId: rule?.fallbackPoolId ?? null, kept: rule,
});

/** Provinces and regions of the mainland are named without their kind; everything else is taken for a city. */
export const placeOf = (name: string) => (/^[A-Z]{2}$/.test(name) ? { country: name } : REGIONS.has(name.replace(/省$/, '')) ? { region: name.replace(/省$/, '') } : { city: name });

/** The places of a form: those that stood keep what they were. */
const placesOf = (draft: RuleDraft) => draft.places.map((name) => draft.kept?.when.places?.find((place) => placeName(place) === name) ?? placeOf(name));

/** A rule as it is sent. */
export function ruleInput(draft: RuleDraft) {
  const weights = new Map([...(draft.kept?.people ?? []).map(({ userId, weight }) => [userId, weight] as const), ...(draft.kept?.teams ?? []).map(({ teamId, weight }) => [teamId, weight] as const)]);
  return {
    name: draft.name, poolId: draft.poolId, skills: draft.skills, languages: draft.languages, byTerritory: draft.byTerritory, byLanguage: draft.byLanguage, escalateMinutes: draft.escalateMinutes, fallbackUserId: draft.fallbackUserId, fallbackPoolId: draft.fallbackPoolId,
    shares: [...draft.people.map((userId) => ({ userId, weight: weights.get(userId) ?? 1 })), ...draft.teams.map((teamId) => ({ teamId, weight: weights.get(teamId) ?? 1 }))],
    when: {
      origins: draft.origins, sourceIds: draft.sourceIds, grades: draft.grades, languages: draft.leadLanguages, scoreFrom: draft.scoreFrom, amountFrom: draft.amountFrom === null ? null : Math.round(draft.amountFrom * MINOR),
      places: placesOf(draft).map(({ ...place }) => ({ country: 'country' in place ? place.country : null, region: 'region' in place ? place.region : null, city: 'city' in place ? place.city : null })),
      productIds: draft.kept?.when.productIds ?? null, scoreTo: draft.kept?.when.scoreTo ?? null, amountTo: draft.kept?.when.amountTo ?? null, attributes: draft.kept?.when.attributes?.map(({ name, values }) => ({ name, values })) ?? null,
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

import type { ResultOf } from '@graphql-typed-document-node/core';
import type { DuplicateCandidatesDocument, DuplicateClusterDocument, MergePreviewDocument } from './duplicates.documents';

export type Candidate = NonNullable<ResultOf<typeof DuplicateCandidatesDocument>['duplicateCandidates']>['nodes'][number];
export type Cluster = NonNullable<ResultOf<typeof DuplicateClusterDocument>['duplicateCluster']>;
export type Half = NonNullable<Candidate['customer']>;
export type Preview = NonNullable<ResultOf<typeof MergePreviewDocument>['mergePreview']>;
export type PreviewField = Preview['fields'][number];
export type Pick = PreviewField['picks'][number];
export type Rule = Pick['rule'];

/** What somebody has settled so far: a rule for all fields, and sides chosen by hand. */
export interface Settled {
  rule: Rule | null;
  chosen: Readonly<Record<string, string>>;
}

export const nothingSettled: Settled = { rule: null, chosen: {} };

/** The tags of all sides are kept: there is nothing to choose. */
export const isOpen = (field: PreviewField): boolean => field.differs && field.name !== 'tags';

/** The side that stands for a field, and why. */
export function standing(field: PreviewField, { rule, chosen }: Settled): Pick {
  const side = chosen[field.name];
  if (side !== undefined) return { rule: 'MANUAL', side, reason: 'CHOSEN' };
  const wanted = rule ?? field.rule;
  return field.picks.find((pick) => pick.rule === wanted) ?? field.picks.find((pick) => pick.rule === field.rule) ?? field.picks[0]!;
}

/** What is sent: only fields settled otherwise than the usual rule would. */
export function choicesOf(fields: readonly PreviewField[], { rule, chosen }: Settled): { field: string; rule: Rule; side?: string }[] {
  return fields.filter(isOpen).flatMap((field) => {
    const side = chosen[field.name];
    if (side !== undefined) return [{ field: field.name, rule: 'MANUAL' as const, side }];
    return rule !== null && rule !== field.rule && field.picks.some((pick) => pick.rule === rule) ? [{ field: field.name, rule }] : [];
  });
}

/** How many rows of each kind the record that gives way brings along; what has no word of its own is counted together. */
export function movesFrom(moves: Preview['moves'], side: string): { name: string | null; count: number }[] {
  return moves.filter((move) => move.side === side && move.count > 0).map(({ name = null, count }) => ({ name, count }));
}

/** The two records of the pair, then the others of its cluster. */
export function recordsOf(candidate: Candidate, cluster: Cluster | null): Half[] {
  const pair = [candidate.customer, candidate.other].filter((half): half is Half => Boolean(half));
  return [...pair, ...(cluster?.records ?? []).flatMap(({ customer }) => (customer && !pair.some(({ id }) => id === customer.id) ? [customer] : []))];
}

/** Whether two of these records were held apart by somebody. */
export const areApart = (cluster: Cluster | null, ids: readonly string[]): boolean => (cluster?.apart ?? []).some(({ oneId, otherId }) => ids.includes(oneId) && ids.includes(otherId));

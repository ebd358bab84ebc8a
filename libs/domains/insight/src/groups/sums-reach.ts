import { normalised, Params, withinReach, type Viewer } from '@dossier/kernel/access';
import type { Database } from '@dossier/kernel/data';
import type { Permission } from '@dossier/vocabulary/permissions';

const reach = withinReach({ owner: 'ownerId', team: 'teamId' });
const scopesOf = (viewer: Viewer, word: Permission) => normalised(viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope));

/** Whether these fields of customers stand open in each grant by which the viewer reads customers. */
export const seesFields = (viewer: Viewer, fields: readonly string[]): boolean =>
  viewer.grants.filter(({ action }) => action === 'customer.read').every(({ fields: levels }) => fields.every((field) => (levels?.[field] ?? levels?.['*'] ?? 'READ') === 'READ'));

/** Rows of a table of sums (alias `r`) within the reach of every one of these words: a figure counts nobody out of reach. */
export function sumsWithin<R extends Record<string, unknown>>(database: Database, viewer: Viewer, words: readonly Permission[], sql: (within: string, params: Params) => string): Promise<R[]> {
  const params = Params.empty();
  const parts = words.map((word) => reach.where(scopesOf(viewer, word), viewer, 'r', params));
  return database.query<R>(sql([...new Set(parts)].join(' and '), params), params.values(viewer));
}

import type { Revision, RevisionChange } from './revision.view';

export interface StoredRevision {
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  table_name: string;
  operation: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The part that changed, where it is one of its customer's. */
  part_id?: string | null;
}

/** How one column is told: the field it belongs to, and its value as this reader may see it. Null: not told at all. */
export type Telling = (column: string) => { field: string; show: (value: unknown) => unknown } | null;

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What a stored change says to this reader. Columns without a telling leave no trace, not even their names. */
export function toldChanges(revision: StoredRevision, telling: Telling): RevisionChange[] {
  const columns = Object.keys(revision.after ?? revision.before ?? {});
  return columns.flatMap((column) => {
    const said = telling(column);
    if (!said) return [];
    const [before, after] = [revision.before?.[column], revision.after?.[column]];
    if (isEmpty(before) && isEmpty(after)) return [];
    const show = (value: unknown): unknown => (isEmpty(value) ? null : said.show(value));
    return [{ field: said.field, before: show(before), after: show(after) }];
  });
}

/** A revision whose column of many values is told value by value: those that changed, each under the name of its own. */
export function byPart(revision: StoredRevision, column: string): StoredRevision {
  const image = revision.after ?? revision.before;
  if (!image || !(column in image)) return revision;
  const parts = (side: Record<string, unknown> | null): Record<string, unknown> => (side?.[column] ?? {}) as Record<string, unknown>;
  const [was, is] = [parts(revision.before), parts(revision.after)];
  const moved = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  const told = (side: Record<string, unknown> | null, values: Record<string, unknown>): Record<string, unknown> | null => {
    if (!side) return null;
    const { [column]: _, ...rest } = side;
    return { ...rest, ...Object.fromEntries(moved.map((key) => [`${column}.${key}`, values[key]])) };
  };
  return { ...revision, before: told(revision.before, was), after: told(revision.after, is) };
}

/** A record that was absorbed, or taken apart again. What else changes of a merge (where it stands now) is nobody's news. */
export function toldMerge(revision: StoredRevision, numbers: ReadonlyMap<string, string>): Revision {
  const parted = revision.operation === 'UPDATE' && revision.after !== null && 'archived_at' in revision.after ? revision.after['archived_at'] !== null : null;
  const operation = revision.operation === 'INSERT' || parted === false ? 'MERGE' : parted === true ? 'UNMERGE' : 'UPDATE';
  const changes = operation === 'UPDATE' ? [] : [{ field: 'absorbedNo', before: null, after: numbers.get(revision.part_id ?? '') ?? null }];
  return { id: revision.id, at: revision.at, table: 'CustomerMerge', operation, actor: { id: revision.actor_id ?? '', name: revision.actor_name }, changes };
}

/** The verb behind a change: archiving and restoring are updates of one column. */
export function verbOf(revision: StoredRevision): string {
  if (revision.operation === 'INSERT') return 'CREATE';
  if (revision.operation === 'UPDATE' && revision.after && 'archived_at' in revision.after) return revision.after['archived_at'] === null ? 'RESTORE' : 'ARCHIVE';
  return revision.operation;
}

import type { AccessWord } from '@dossier/vocabulary/permissions';
import { keptValues, type Values } from '../fields/custom-values';
import { fieldBook, guardsOf, writeWord } from '../fields/field-book';
import type { BulkChange } from './bulk.inputs';

/** A customer as a bulk edit needs it. */
export interface BulkRow extends Record<string, unknown> {
  id: string;
  version: number;
  stage: string;
  source_id: string | null;
  owner_id: string | null;
  team_id: string | null;
  tag_ids: string[];
  archived_at: string | null;
  custom: Values | null;
}

/** The fields that a change writes, each with the word that it takes. */
export function writtenBy(change: BulkChange): { word: AccessWord; field: string }[] {
  return [
    ...(change.ownerId ? [{ word: 'customer.assign' as const, field: 'ownerId' }] : []),
    ...(change.archive ? [{ word: 'customer.archive' as const, field: 'archivedAt' }] : []),
    ...(change.stage ? [{ word: 'customer.update' as const, field: 'stage' }] : []),
    ...(change.sourceId ? [{ word: 'customer.update' as const, field: 'sourceId' }] : []),
    ...((change.addTagIds?.length ?? 0) + (change.removeTagIds?.length ?? 0) > 0 ? [{ word: 'customer.update' as const, field: 'tagIds' }] : []),
    ...(change.custom ?? []).flatMap(({ key }) => writtenIn(key)),
  ];
}

/** What a value of a custom field takes: all its guards by the word that changes records, and a sensitive one its own word besides. */
function writtenIn(key: string): { word: AccessWord; field: string }[] {
  const field = fieldBook.get(key);
  if (!field) return [];
  const guards = guardsOf(field).map((name) => ({ word: 'customer.update' as const, field: name }));
  return field.word === null ? guards : [...guards, { word: writeWord(field.word), field: guardsOf(field)[0]! }];
}

const textOf = (values: Values | null): string => JSON.stringify(Object.entries(values ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));

/** A row after the change, with its changed columns as they were; null where nothing changes. */
export function bulkChanged(row: BulkRow, change: BulkChange, given: { teamId: string | null; now: string; custom: Values }): { next: BulkRow; before: Record<string, unknown> } | null {
  const next: BulkRow = { ...row };
  if (change.stage) next.stage = change.stage;
  if (change.sourceId) next.source_id = change.sourceId;
  if (change.ownerId && change.ownerId !== row.owner_id) Object.assign(next, { owner_id: change.ownerId, team_id: given.teamId });
  if (change.archive) next.archived_at = given.now;
  const removed = new Set(change.removeTagIds ?? []);
  const tags = [...new Set([...row.tag_ids, ...(change.addTagIds ?? [])])].filter((id) => !removed.has(id));
  if (tags.length !== row.tag_ids.length || tags.some((id) => !row.tag_ids.includes(id))) next.tag_ids = tags;
  const custom = Object.keys(given.custom).length === 0 ? row.custom : keptValues({ ...row.custom, ...given.custom });
  if (textOf(custom) !== textOf(row.custom)) next.custom = custom;
  const names = Object.keys(next).filter((name) => next[name] !== row[name]);
  return names.length === 0 ? null : { next, before: Object.fromEntries(names.map((name) => [name, row[name]])) };
}

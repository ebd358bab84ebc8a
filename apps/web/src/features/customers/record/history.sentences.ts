import type { Say } from '@dossier/ui';
import type { recordText } from './record.text';

type SayRecord = Say<keyof (typeof recordText)['table']>;

interface Change { readonly field?: string | null; readonly before?: unknown; readonly after?: unknown }
interface Revision { readonly operation?: string | null; readonly table?: string | null; readonly changes?: readonly Change[] | null }
export interface HistoryReading {
  readonly say: SayRecord;
  readonly fieldName: (field: string) => string | null;
  readonly valueName: (field: string, value: unknown, table?: string | null) => string;
}

const RECORD = 'Customer';


/** Who did what, without the name: "changed contact data", "archived the record". */
export function headline(revision: Revision, say: SayRecord): string {
  const table = revision.table ?? RECORD;
  const operation = revision.operation ?? 'UPDATE';
  if (table === 'CustomerMerge') return say(operation === 'UNMERGE' ? 'didUnmerge' : 'didMerge', { no: String(revision.changes?.[0]?.after ?? '') });
  if (table !== RECORD) return partHeadline(operation, say);
  switch (operation) {
    case 'CREATE': return say('made');
    case 'ARCHIVE': return say('didArchive');
    case 'RESTORE': return say('didRestore');
    default: return say('changedRecord');
  }
}

function partHeadline(operation: string, say: SayRecord): string {
  const thing = say('identity');
  if (operation === 'CREATE') return say('madePart', { thing });
  return operation === 'ARCHIVE' || operation === 'DELETE' ? say('removedPart', { thing }) : say('changedPart', { thing });
}

/**
 * Each changed field as a sentence: "Stage: Prospect → Active". What something was made with is one line.
 * Fields without a name are technical and stay out.
 */
export function changeSentences(revision: Revision, reading: HistoryReading): string[] {
  const named = (revision.changes ?? []).flatMap((change) => {
    const name = change.field ? reading.fieldName(change.field) : null;
    return name && change.field ? [{ name, field: change.field, change }] : [];
  });
  if (revision.operation !== 'CREATE') return named.map(({ name, field, change }) => sentence(name, change, (value) => reading.valueName(field, value, revision.table), reading.say));
  const made = named.filter(({ change }) => !isNone(change.after)).map(({ name, field, change }) => `${name} ${reading.valueName(field, change.after, revision.table)}`);
  return made.length > 0 ? [made.join(' · ')] : [];
}

const isNone = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function sentence(name: string, change: Change, shown: (value: unknown) => string, say: SayRecord): string {
  const facts = { field: name, before: shown(change.before), after: shown(change.after) };
  if (isNone(change.before) && isNone(change.after)) return say('hidden', facts);
  if (isNone(change.before)) return say('setTo', facts);
  return isNone(change.after) ? say('cleared', facts) : say('fromTo', facts);
}

import type { Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import type { ImportField, ImportSpec } from '@dossier/kernel/exchange';
import { type AccessWord, type Grant, permissions } from '@dossier/vocabulary/permissions';

/** Refuses somebody who may not import files of this kind. */
export function requireWord(viewer: Viewer, spec: ImportSpec): void {
  if (viewer.kind !== 'job' && !viewer.may(spec.word)) throw new DomainError('FORBIDDEN', { permission: spec.word });
}

/**
 * Does the viewer reach every row, to read it, to update it, to import it? Only then may keys be compared with all rows: the report
 * of anybody else would tell which keys exist out of their reach.
 */
export function reachesEverything(viewer: Viewer, spec: ImportSpec): boolean {
  if (spec.updateWord === undefined || viewer.kind === 'job') return true;
  return [spec.word, spec.updateWord, sibling(spec.updateWord, 'read')].every((word) => word === null || viewer.grants.some((grant) => grant.action === word && grant.scope === 'ALL'));
}

/** The spec as this viewer may use it: fields that their roles close to writing are not known. */
export function specFor(viewer: Viewer, spec: ImportSpec): ImportSpec {
  if (spec.updateWord === undefined || viewer.kind === 'job') return spec;
  const all = reachesEverything(viewer, spec);
  const word = all ? spec.updateWord : (sibling(spec.updateWord, 'create') ?? spec.word);
  const grants = viewer.grants.filter((grant) => grant.action === word && (!all || grant.scope === 'ALL'));
  const fields = spec.fields.filter((field) => grants.length === 0 || grants.some((grant) => opens(grant, field)));
  return Object.create(spec, { fields: { value: fields, enumerable: true } }) as ImportSpec;
}

/** `customer.update` -> `customer.read`, where that is a word. */
function sibling(word: AccessWord, verb: string): AccessWord | null {
  const name = `${word.split('.')[0]}.${verb}`;
  return name in permissions ? (name as AccessWord) : null;
}

/** A role may close a field under its own name, as an id, or with all contacts. */
function opens({ fields }: Grant, field: ImportField): boolean {
  const names = [field.name, `${field.name}Id`, field.name.replace(/s$/, 'Ids'), ...(field.secret === true ? ['identities'] : [])];
  const said = names.flatMap((name) => fields?.[name] ?? []);
  return said.length === 0 ? (fields?.['*'] ?? 'READ') === 'READ' : said.every((level) => level === 'READ');
}

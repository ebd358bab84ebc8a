import { allPolicies } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { DATA_SCOPES, FIELD_LEVELS, permissions, type DataScope, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';

/** A grant as it was sent, before anybody has looked at it. */
export interface GivenGrant {
  action: string;
  scope: string;
  fields?: unknown;
}

/** Which fields a type shows to anybody at all. */
export type FieldsOf = (type: string) => readonly string[];

/** Fields that carry nothing about anybody, and without which nothing could be addressed. */
const PLAIN = new Set(['id', 'version', 'can']);

const prefixOf = (word: string): string => word.split('.')[0]!;
const isWord = (word: string): word is Permission => Object.hasOwn(permissions, word) && !word.startsWith('job.');
const reads = (word: string): boolean => allPolicies().some((policy) => policy.read === word);

/** The fields that a grant of this word can except: those of the types it opens, or of its whole area. */
export function fieldsOfWord(word: Permission, fieldsOf: FieldsOf): string[] {
  const all = allPolicies();
  const named = all.filter((policy) => policy.read === word || Object.values(policy.actions).some((rule) => rule.word === word));
  const meant = named.length > 0 ? named : all.filter((policy) => policy.read.startsWith(`${prefixOf(word)}.`));
  return permissions[word].scoped ? [...new Set(meant.flatMap((policy) => fieldsOf(policy.name)))].filter((field) => !PLAIN.has(field)).sort() : [];
}

/** Every word that a role may grant, with the fields it can except and whether they can be masked. */
export const grantableWords = (fieldsOf: FieldsOf): { action: Permission; scoped: boolean; maskable: boolean; fields: string[] }[] =>
  (Object.keys(permissions) as Permission[]).filter(isWord).map((action) => ({ action, scoped: permissions[action].scoped, maskable: reads(action), fields: fieldsOfWord(action, fieldsOf) }));

const invalid = (field: string, reason: string): DomainError => new DomainError('INVALID_INPUT', { field, reason });

function levels(action: Permission, given: unknown, fieldsOf: FieldsOf): Record<string, FieldLevel> | null {
  if (given === null || given === undefined) return null;
  if (typeof given !== 'object' || Array.isArray(given)) throw invalid('grants', 'FIELDS');
  const entries = Object.entries(given);
  if (entries.length === 0) return null;
  const known = new Set(['*', ...fieldsOfWord(action, fieldsOf)]);
  for (const [name, level] of entries) {
    if (!known.has(name)) throw new DomainError('UNKNOWN_NAME', { type: action, name });
    if (!(FIELD_LEVELS as readonly unknown[]).includes(level)) throw new DomainError('UNKNOWN_NAME', { type: action, name: String(level) });
    if (level === 'MASKED' && !reads(action)) throw invalid('grants', 'MASKED');
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as Record<string, FieldLevel>;
}

/** Grants as they may be kept: each word once, known to the vocabulary, held by people, and with fields that exist. */
export function checkedGrants(given: readonly GivenGrant[], fieldsOf: FieldsOf): Grant[] {
  const seen = new Set<string>();
  return given.map(({ action, scope, fields }) => {
    if (!isWord(action)) throw new DomainError('UNKNOWN_NAME', { type: 'Permission', name: action });
    if (!(DATA_SCOPES as readonly string[]).includes(scope)) throw new DomainError('UNKNOWN_NAME', { type: 'DataScope', name: scope });
    if (seen.has(action)) throw invalid('grants', 'TWICE');
    seen.add(action);
    if (!permissions[action].scoped && scope !== 'ALL') throw invalid('grants', 'SCOPE');
    return { action, scope: scope as DataScope, fields: levels(action, fields, fieldsOf) };
  });
}

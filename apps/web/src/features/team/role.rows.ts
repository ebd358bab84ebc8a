import type { AnswerOf } from '@dossier/client';
import type { Language, Say } from '@dossier/ui';
import { fieldName } from '@dossier/vocabulary/field-names';
import { DATA_SCOPES, permissions, type DataScope, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import type { RolesDocument } from './team.documents';
import type { teamText } from './team.text';

export type RoleRow = AnswerOf<typeof RolesDocument>['roles'][number];
type Key = keyof typeof teamText.table;
type GroupKey = Extract<Key, `group${string}`>;

export const COLUMNS = ['NONE', ...DATA_SCOPES] as const;
export type Column = (typeof COLUMNS)[number];
/** The rights of a role by word, as they stand in the table. */
export type Rights = Readonly<Partial<Record<Permission, Grant>>>;

const GROUP_OF: Record<string, GroupKey> = { customer: 'groupCustomer', tag: 'groupCustomer', channel: 'groupCustomer', view: 'groupCustomer', order: 'groupOrder', product: 'groupProduct', user: 'groupTeam', team: 'groupTeam', role: 'groupTeam' };

/** The words of people in their groups; what only jobs may do is not shown. */
export function groupedWords(): { key: GroupKey; words: Permission[] }[] {
  const groups = new Map<GroupKey, Permission[]>();
  for (const word of Object.keys(permissions) as Permission[]) {
    if (word.startsWith('job.')) continue;
    const key = GROUP_OF[word.split('.')[0]!] ?? 'groupWorkspace';
    groups.set(key, [...(groups.get(key) ?? []), word]);
  }
  return [...groups].map(([key, words]) => ({ key, words }));
}

/** The exceptions of a grant in words; null where it covers all fields. */
export function sayFields(fields: unknown, t: Say<Key>, language: Language): string | null {
  if (typeof fields !== 'object' || fields === null) return null;
  const levels = Object.entries(fields as Record<string, string>);
  const named = (level: string) => levels.filter(([name, given]) => name !== '*' && given === level).map(([name]) => fieldName(name, language)).join(language === 'zh' ? '、' : ', ');
  const everything = (fields as Record<string, string>)['*'];
  const closed = everything === 'HIDDEN' || everything === 'MASKED';
  const parts = [
    closed && t(everything === 'HIDDEN' ? 'othersHidden' : 'othersMasked'),
    closed && named('READ') !== '' && t('shown', { fields: named('READ') }),
    named('HIDDEN') !== '' && t('hidden', { fields: named('HIDDEN') }),
    named('MASKED') !== '' && t('masked', { fields: named('MASKED') }),
  ];
  return parts.filter(Boolean).join(language === 'zh' ? '；' : '; ') || null;
}

export const rightsOf = (role: RoleRow): Rights =>
  Object.fromEntries((role.grants ?? []).map((grant) => [grant.action, { action: grant.action as Permission, scope: grant.scope as DataScope, fields: (grant.fields as Grant['fields']) ?? null }]));

export const columnOf = (rights: Rights, word: Permission): Column => rights[word]?.scope ?? 'NONE';

/** The table after one choice: a word held by nobody keeps no exceptions. */
export function withScope(rights: Rights, word: Permission, column: Column): Rights {
  const rest = Object.fromEntries(Object.entries(rights).filter(([action]) => action !== word)) as Rights;
  return column === 'NONE' ? rest : { ...rest, [word]: { action: word, scope: column, fields: rights[word]?.fields ?? null } };
}

export function withFields(rights: Rights, word: Permission, fields: Grant['fields']): Rights {
  const grant = rights[word];
  return grant ? { ...rights, [word]: { ...grant, fields: fields && Object.keys(fields).length > 0 ? fields : null } } : rights;
}

const asText = (grant?: Grant): string => JSON.stringify(grant ? [grant.scope, Object.entries(grant.fields ?? {}).sort()] : null);

/** The words that say something else than before. */
export const changedWords = (before: Rights, after: Rights): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((word) => asText(before[word]) !== asText(after[word]));

/** One change of the table as a sentence. */
export function sayChange(word: Permission, [before, after]: readonly [Rights, Rights], t: Say<Key>, language: Language): string {
  const [was, becomes] = [columnOf(before, word), columnOf(after, word)];
  const action = permissions[word][language];
  if (was === becomes) return t('fieldsChanged', { action });
  const held = (column: Column): string => (permissions[word].scoped || column === 'NONE' ? t(`scope${column}`) : t('allowedWord'));
  return t('scopeChanged', { action, before: held(was), after: held(becomes) });
}

/** The table as it is sent, in the order of the words. */
export const grantsIn = (rights: Rights) =>
  Object.values(rights).sort((a, b) => (a.action < b.action ? -1 : 1)).map(({ action, scope, fields }) => ({ action, scope, fields: fields ?? null }));

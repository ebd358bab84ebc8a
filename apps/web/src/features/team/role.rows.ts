import type { AnswerOf } from '@dossier/client';
import type { Say } from '@dossier/ui';
import { permissions, type Permission } from '@dossier/vocabulary/permissions';
import type { RolesDocument } from './team.documents';
import type { teamText } from './team.text';

export type RoleRow = AnswerOf<typeof RolesDocument>['roles'][number];
type Key = keyof typeof teamText.table;
type GroupKey = Extract<Key, `group${string}`>;

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
export function sayFields(fields: unknown, t: Say<Key>): string | null {
  if (typeof fields !== 'object' || fields === null) return null;
  const levels = Object.entries(fields as Record<string, string>);
  const named = (level: string) => levels.filter(([name, given]) => name !== '*' && given === level).map(([name]) => name).join('、');
  const everything = (fields as Record<string, string>)['*'];
  const parts = [
    everything === 'HIDDEN' && named('READ') !== '' && t('onlyThese', { fields: named('READ') }),
    named('HIDDEN') !== '' && t('hidden', { fields: named('HIDDEN') }),
    named('MASKED') !== '' && t('masked', { fields: named('MASKED') }),
  ];
  return parts.filter(Boolean).join('；') || null;
}

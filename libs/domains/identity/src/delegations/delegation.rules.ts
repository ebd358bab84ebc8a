import { isLendable, permissions, type Permission } from '@dossier/vocabulary/permissions';
import { DomainError } from '@dossier/kernel/errors';
import type { Viewer } from '@dossier/kernel/access';

/** Whoever is away longer than this gives their work to somebody, and does not lend it. */
export const LONGEST_DAYS = 90;
const DAY = 86_400_000;

/** Words that the viewer may lend: known, their own, and none that decide over others. */
export function lentWords(viewer: Viewer, given: readonly string[]): Permission[] {
  if (viewer.kind !== 'user' || viewer.onBehalfOf !== null) throw new DomainError('ACTING_FOR');
  return [...new Set(given)].sort().map((word) => {
    if (!Object.hasOwn(permissions, word) || word.startsWith('job.')) throw new DomainError('UNKNOWN_NAME', { type: 'Permission', name: word });
    if (!isLendable(word)) throw new DomainError('NOT_LENDABLE', { permission: word });
    if (!viewer.may(word as Permission)) throw new DomainError('RIGHTS_EXCEEDED', { permission: word });
    return word as Permission;
  });
}

/** The time of a delegation: from now or later, for ninety days at most. */
export function period(since: Date | undefined, until: Date, now: Date): { since: Date; until: Date } {
  const from = since && since > now ? since : now;
  if (until <= from) throw new DomainError('INVALID_INPUT', { field: 'until', reason: 'PAST' });
  if (until.getTime() - from.getTime() > LONGEST_DAYS * DAY) throw new DomainError('INVALID_INPUT', { field: 'until', reason: 'TOO_LONG' });
  return { since: from, until };
}

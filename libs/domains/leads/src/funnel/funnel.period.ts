import { DomainError } from '@dossier/kernel/errors';
import { dayAfter, daysBetween, type Day } from '@dossier/metrics';
import type { LeadPeriodInput } from './funnel.inputs';

const USUAL_DAYS = 26 * 7;
const MOST_DAYS = 3 * 366;

/** The days asked for, or the last 26 weeks. @throws DomainError where they end before they begin, or are more than three years. */
export function periodOf(given: LeadPeriodInput | null | undefined, today: Day): { from: Day; to: Day } {
  if (!given) return { from: dayAfter(today, 1 - USUAL_DAYS), to: today };
  const days = daysBetween(given.from, given.to);
  if (!(days >= 0)) throw new DomainError('INVALID_INPUT', { field: 'from', reason: 'AFTER_END' });
  if (days > MOST_DAYS) throw new DomainError('INVALID_INPUT', { field: 'from', reason: 'TOO_LONG', most: MOST_DAYS });
  return { from: given.from, to: given.to };
}

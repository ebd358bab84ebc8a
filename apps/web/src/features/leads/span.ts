/** How a lead stands with its first answer: given, still in time, late, or not asked for. */
export type ResponseState =
  | { readonly kind: 'ANSWERED'; readonly minutes: number | null }
  | { readonly kind: 'LEFT' | 'LATE'; readonly minutes: number; readonly isSoon: boolean }
  | { readonly kind: 'NONE' };

interface Answering { readonly status?: string | null; readonly openedAt?: string | null; readonly assignedAt?: string | null; readonly responseDueAt?: string | null; readonly firstResponseAt?: string | null }

const MINUTE = 60_000;
const SOON = 15;
const between = (from: string, to: number): number => Math.floor((to - Date.parse(from)) / MINUTE);

/** The state of the first answer at a moment. What is closed waits for nobody. */
export function responseOf(lead: Answering, now: number): ResponseState {
  const { firstResponseAt, responseDueAt } = lead;
  if (firstResponseAt) return { kind: 'ANSWERED', minutes: lead.openedAt ? Math.max(0, between(lead.openedAt, Date.parse(firstResponseAt))) : null };
  if (lead.status !== 'OPEN' || !responseDueAt) return { kind: 'NONE' };
  const late = between(responseDueAt, now);
  return late >= 0 ? { kind: 'LATE', minutes: late, isSoon: false } : { kind: 'LEFT', minutes: -late, isSoon: -late <= SOON };
}

const HOUR = 60;
const DAY = 24 * HOUR;
const DAYS_FROM = 2 * DAY;

/** A span in the unit in which one says it: minutes, hours, or days from the second on. */
export function spanOf(minutes: number): readonly ['minutes' | 'hours' | 'days', number] {
  if (minutes >= DAYS_FROM) return ['days', Math.floor(minutes / DAY)];
  return minutes >= HOUR ? ['hours', Math.floor(minutes / HOUR)] : ['minutes', minutes];
}

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / (DAY * MINUTE));

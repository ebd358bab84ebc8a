import { addDays, dayOf, momentOf, startOfDay } from '@dossier/kernel/time';

const QUARTER = 900_000;

/** Every quarter of an hour from one moment to another: hours and leave begin and end at such times. */
export function quarters(from: Date, to: Date, zone: string): number[] {
  const first = startOfDay(dayOf(from, zone), zone).getTime();
  const last = startOfDay(addDays(dayOf(to, zone), 1), zone).getTime();
  return Array.from({ length: Math.floor((last - first) / (QUARTER)) + 1 }, (_, at) => first + at * QUARTER).filter((at) => at >= from.getTime() && at <= to.getTime());
}

/** Every midnight and noon up to a moment, and the one before the first moment: leave begins and ends at such times. */
export function halfDays(from: Date, to: Date, zone: string): number[] {
  const [first, last] = [dayOf(from, zone), dayOf(to, zone)];
  const found: number[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) for (const clock of ['00:00', '12:00']) found.push(momentOf(day, clock, zone).getTime());
  return found.filter((at) => at <= to.getTime());
}

import { addDays, type Day } from './day';

/** The zone of a company that has not chosen another one. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether a text names a zone of the IANA list that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function wallClock(moment: Date, zone: string): { day: Day; time: string } {
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) found[type] = value;
  return { day: `${found['year']!.padStart(4, '0')}-${found['month']}-${found['day']}`, time: `${found['hour']}:${found['minute']}:${found['second']}` };
}

/** The calendar day of a moment in a zone. */
export const dayOf = (moment: Date, zone: string = DEFAULT_ZONE): Day => wallClock(moment, zone).day;

/** The wall clock of a moment in a zone, `HH:MM`. */
export const timeOf = (moment: Date, zone: string = DEFAULT_ZONE): string => wallClock(moment, zone).time.slice(0, 5);

function offsetAt(moment: number, zone: string): number {
  const { day, time } = wallClock(new Date(moment), zone);
  return Date.parse(`${day}T${time}Z`) - Math.floor(moment / 1000) * 1000;
}

/**
 * The moment at which the wall clock of a zone shows this time. Where the clock shows it twice, the first one;
 * where it skips it, the first moment after the gap.
 * @param time `HH:MM`
 */
export function momentOf(day: Day, time: string, zone: string = DEFAULT_ZONE): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const before = offsetAt(wanted - 86_400_000, zone);
  const after = offsetAt(wanted + 86_400_000, zone);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    const moment = wanted - offset;
    if (offsetAt(moment, zone) === offset) return new Date(moment);
  }
  return gapEnd(wanted - Math.max(before, after), wanted - Math.min(before, after), zone);
}

/** The first moment with the later offset between two moments. */
function gapEnd(from: number, to: number, zone: string): Date {
  const early = offsetAt(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle, zone) === early) low = middle;
    else high = middle;
  }
  return new Date(high);
}

/** The moment a day begins in a zone: midnight, or the first moment there is. */
export const startOfDay = (day: Day, zone: string = DEFAULT_ZONE): Date => momentOf(day, '00:00', zone);

/** The moment the next day begins: the end of the day, itself no longer part of it. */
export const endOfDay = (day: Day, zone: string = DEFAULT_ZONE): Date => startOfDay(addDays(day, 1), zone);

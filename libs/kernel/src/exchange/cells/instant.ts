import type { CellFacts } from '../import-spec';
import { bad, type Cell, good } from '../problem';
import { readDay, serialMoment } from './day';
import type { CellParser } from './text';

const CLOCK = /[T\s]+(上午|下午|晚上)?\s*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})秒?)?(?:分)?(?:\.(\d{1,6}))?\s*(am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** A moment as UTC ISO text. Without an offset it is wall-clock time of the file's zone; without a time it is the day's beginning there. */
export const instant: CellParser<string> = (raw, facts) => {
  const folded = raw.normalize('NFKC').trim();
  const plain = serialMoment(folded) ?? folded;
  const clock = CLOCK.exec(plain);
  const date = readDay(clock === null ? plain : plain.slice(0, clock.index), facts);
  if (!date.ok) return date.code === 'DAY_UNREADABLE' ? bad('INSTANT_UNREADABLE') : date;
  if (clock === null) return good(zoned(date.value, 0, facts.timeZone));
  const seconds = clockSeconds(clock);
  if (seconds === null) return bad('INSTANT_UNREADABLE');
  return moment(date.value, seconds, clock[7], facts);
};

function clockSeconds(clock: RegExpExecArray): number | null {
  let hour = Number(clock[2]);
  const minute = Number(clock[3]);
  const second = Number(clock[4] ?? 0);
  const afternoon = clock[6]?.toLowerCase() === 'pm' || clock[1] === '下午' || clock[1] === '晚上';
  const morning = clock[6]?.toLowerCase() === 'am' || clock[1] === '上午';
  if (afternoon && hour < 12) hour += 12;
  if (morning && hour === 12) hour = 0;
  return hour > 23 || minute > 59 || second > 59 ? null : hour * 3600 + minute * 60 + second;
}

function moment(date: string, seconds: number, offset: string | undefined, facts: CellFacts): Cell<string> {
  if (offset === undefined) return good(zoned(date, seconds, facts.timeZone));
  const sign = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  const shift = sign === null ? 0 : (sign[1] === '-' ? -1 : 1) * (Number(sign[2]) * 60 + Number(sign[3]));
  return good(new Date(Date.parse(`${date}T00:00:00Z`) + seconds * 1000 - shift * 60_000).toISOString());
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function ahead(zone: string, at: number): number {
  let format = formatters.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formatters.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part['year'] as number, (part['month'] as number) - 1, part['day'], part['hour'], part['minute'], part['second']) - Math.floor(at / 1000) * 1000;
}

const offsets = new Map<string, number>();

/** Wall-clock time of a zone to UTC; a time that daylight saving skips becomes the next that exists. */
export function zoned(date: string, seconds: number, zone: string): string {
  const wall = Date.parse(`${date}T00:00:00Z`) + seconds * 1000;
  const hour = `${zone} ${Math.floor(wall / 3_600_000)}`;
  let offset = offsets.get(hour);
  if (offset === undefined) {
    const first = ahead(zone, wall - ahead(zone, wall));
    const second = ahead(zone, wall - first);
    offset = Math.min(first, second);
    if (offsets.size > 20_000) offsets.clear();
    offsets.set(hour, offset);
  }
  return new Date(wall - offset).toISOString();
}

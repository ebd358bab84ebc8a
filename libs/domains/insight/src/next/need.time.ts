import { EVEN_YEAR, seasonalIndex, type SeasonalIndex } from '@dossier/metrics';

const MS = 86_400_000;
/** So far ahead days are counted one by one; beyond them the season evens out. */
const AHEAD = 1_100;

/** The number of a day, counted from 1970. */
export const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / MS;
/** The day of a number. */
export const dayOf = (number: number): string => new Date(number * MS).toISOString().slice(0, 10);
const monthOf = (number: number): number => new Date(number * MS).getUTCMonth();

/** Days counted by how much each brings: where nothing is known of the season, each for one. */
export class SeasonTime {
  private readonly first: number;
  private readonly sums: Float64Array;

  constructor(index: SeasonalIndex, first: number, last: number) {
    this.first = first;
    this.sums = new Float64Array(Math.max(1, last + AHEAD - first + 1));
    for (let at = 1; at < this.sums.length; at += 1) this.sums[at] = this.sums[at - 1]! + index[monthOf(first + at)]!;
  }

  /** What has gone by up to the end of a day. */
  at(day: number): number {
    const place = day - this.first;
    const last = this.sums.length - 1;
    return place <= last ? this.sums[Math.max(0, place)]! : this.sums[last]! + place - last;
  }

  /** The day on which so much has gone by. */
  day(time: number): number {
    const last = this.sums.length - 1;
    if (time > this.sums[last]!) return this.first + last + Math.ceil(time - this.sums[last]!);
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! >= time - 1e-9) high = middle;
      else low = middle + 1;
    }
    return this.first + low;
  }
}

/** How much each month brings, from days with a purchase up to `until`; an even year under two whole years, for then nothing is known of it. */
export function seasonOf(days: Int32Array, until: number): { index: SeasonalIndex; months: number } {
  const counts = new Map<number, number>();
  const keyOf = (day: number): number => new Date(day * MS).getUTCFullYear() * 12 + monthOf(day);
  let [from, to] = [Infinity, -Infinity];
  for (const day of days) {
    if (day > until) continue;
    const key = keyOf(day);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    from = Math.min(from, key);
    to = Math.max(to, key);
  }
  // The first month and the last are whole only by chance: they are left out.
  const whole = Array.from({ length: Math.max(0, to - from - 1) }, (_, at) => counts.get(from + 1 + at) ?? 0);
  const found = seasonalIndex(whole, ((from + 1) % 12) + 1);
  return { index: found.status === 'REFUSED' ? EVEN_YEAR : found.value, months: whole.length };
}

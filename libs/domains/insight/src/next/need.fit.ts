import { aliveProbability, buysWithin, fitBgNbd, fitGaps, fitNextCategory, gapSums, timeToNext, timeUntilBuys, type Answer, type BgNbd, type CategoryDay, type CategoryModel, type GapModel, type GapSums } from '@dossier/metrics';
import type { SeasonTime } from './need.time';

/** Customers with their days of purchase, in columns: those of customer i from `start[i]` to `start[i + 1]`, likewise the categories of a day. */
export interface NeedData {
  start: Uint32Array;
  day: Int32Array;
  categoryStart: Uint32Array;
  category: Uint16Array;
  segment: Uint16Array;
  /** 1 for whoever counts in a fit: real customers. */
  counts: Uint8Array;
  categories: number;
  segments: number;
  cutoff: number;
}

/** What is fitted as of a day. */
export interface NeedModels {
  gaps: GapModel | null;
  buys: BgNbd;
  mix: CategoryModel | null;
}

/** Below two days with a purchase, or six weeks since the first, nothing is told. */
export const LEAST = { purchases: 2, days: 42 } as const;
/** A rhythm: at least so many gaps, that differ by no more than this part of their mean. */
const REGULAR = { gaps: 5, variation: 0.7 } as const;
/** So many customers are enough to learn how customers wait. */
const MOST = 60_000;

/** One customer as of a day: their days up to it. */
export interface Known {
  from: number;
  to: number;
}

/** The days of a customer up to `today`. */
export function knownAt({ start, day }: NeedData, customer: number, today: number): Known {
  const from = start[customer]!;
  let to = start[customer + 1]!;
  while (to > from && day[to - 1]! > today) to -= 1;
  return { from, to };
}

const gapsOf = ({ day }: NeedData, { from, to }: Known, time: SeasonTime): number[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, at) => Math.max(0.25, time.at(day[from + at + 1]!) - time.at(day[from + at]!)));

function isRegular(gaps: readonly number[]): boolean {
  if (gaps.length < REGULAR.gaps) return false;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return Math.sqrt(spread) / mean < REGULAR.variation;
}

/** Every so-manieth of those who count, so that a fit takes seconds whatever the size. */
function sampleOf({ start, counts }: NeedData): number[] {
  const every = Math.max(1, Math.ceil((start.length - 1) / MOST));
  return Array.from({ length: Math.ceil((start.length - 1) / every) }, (_, at) => at * every).filter((at) => counts[at] === 1);
}

/** Learns how customers buy as of a day, from nothing later. */
export function fitAt(data: NeedData, today: number, time: SeasonTime): Answer<NeedModels> {
  const people = sampleOf(data).map((customer) => ({ customer, known: knownAt(data, customer, today) })).filter(({ known }) => known.to > known.from);
  const now = time.at(today);
  const ages = people.map(({ known }) => now - time.at(data.day[known.from]!));
  const buys = fitBgNbd({
    repeats: people.map(({ known }) => known.to - known.from - 1), age: ages,
    last: people.map(({ known }) => time.at(data.day[known.to - 1]!) - time.at(data.day[known.from]!)),
  });
  if (buys.status === 'REFUSED') return buys;
  const gaps = fitGaps(people.map(({ known }) => gapsOf(data, known, time)).filter(isRegular).map(gapSums));
  const mix = data.categories === 0 ? null : fitNextCategory(people.map(({ customer, known }) => ({ segment: data.segment[customer]!, days: daysOf(data, known) })), data);
  return {
    status: buys.status, n: buys.n, cautions: buys.cautions,
    value: { buys: buys.value.model, gaps: gaps.status === 'REFUSED' ? null : gaps.value, mix: mix === null || mix.status === 'REFUSED' ? null : mix.value },
  };
}

/** The days of a customer with their categories, for the mix; the last hundred are enough. */
export function daysOf({ day, categoryStart, category }: NeedData, { from, to }: Known): CategoryDay[] {
  const first = Math.max(from, to - 100);
  return Array.from({ length: to - first }, (_, at) => ({ day: day[first + at]!, categories: [...category.subarray(categoryStart[first + at]!, categoryStart[first + at + 1]!)] }))
    .filter((one) => one.categories.length > 0);
}

/** When one customer comes, of those who come at all. */
export interface Forecast {
  regular: boolean;
  gaps: number;
  alive: number;
  /** How probable a purchase is within so much time from today. */
  within(time: number): number;
  /** After how much time such a share of such customers has bought. */
  until(share: number): number;
}

/** The forecast of a customer as of a day; null where too little is known. */
export function forecast(models: NeedModels, data: NeedData, known: Known, { today, time }: { today: number; time: SeasonTime }): Forecast | null {
  if (known.to - known.from < LEAST.purchases || today - data.day[known.from]! < LEAST.days) return null;
  const [now, first, last] = [time.at(today), time.at(data.day[known.from]!), time.at(data.day[known.to - 1]!)];
  const history = { repeats: known.to - known.from - 1, last: last - first, age: now - first };
  const alive = aliveProbability(models.buys, history);
  const own = gapsOf(data, known, time);
  if (models.gaps !== null && isRegular(own)) return regularForecast(models.gaps, gapSums(own), { waited: now - last, alive });
  const { r, alpha } = models.buys;
  return {
    regular: false, gaps: own.length, alive,
    within: (ahead) => -Math.expm1((r + history.repeats) * (Math.log(alpha + history.age) - Math.log(alpha + history.age + ahead))),
    until: (share) => timeToNext(models.buys, history, share),
  };
}

const regularForecast = (model: GapModel, own: GapSums, { waited, alive }: { waited: number; alive: number }): Forecast => ({
  regular: true, gaps: own.gaps, alive,
  within: (ahead) => buysWithin(model, own, waited, ahead),
  until: (share) => timeUntilBuys(model, own, waited, share),
});

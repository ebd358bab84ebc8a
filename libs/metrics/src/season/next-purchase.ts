import { answered, refused, type Answer, type Caution } from '../answer';
import { dayAfter, type Day } from '../day';
import { buysWithin, gapSums, timeUntilBuys, type GapModel, type GapSums } from './gaps';
import { afterSeasonDays, seasonDays, type SeasonalIndex } from './seasonal-index';

/** When a customer is expected next, should they come at all; null for a day past 30 years. */
export interface NextPurchase {
  median: Day | null;
  /** Between these days 80 of 100 such customers come. */
  low: Day | null;
  high: Day | null;
  /** How probable it is that they come within so many days. */
  within: { days: number; probability: number }[];
}

/** Below so many gaps of their own nothing is said, and below so many it is said with caution. */
export const NEXT_LEAST = { gaps: 2, sure: 5 } as const;

/**
 * The gaps of a customer in days of mean season: a day of a busy month counts for more.
 * Formula: `seasonDays` between neighbouring different days. Unit: days of mean season. Edge: several purchases of a day are one; fewer than two days
 * give no gap.
 */
export function seasonGaps(index: SeasonalIndex, days: readonly Day[]): GapSums {
  const own = [...new Set(days)].sort();
  return gapSums(own.slice(1).map((day, at) => seasonDays(index, own[at]!, day)).filter((gap) => gap > 0));
}

/**
 * When a customer buys next, should they come at all.
 * Formula: the gap distribution of `fitGaps` after the customer's own gaps and the time already waited, in days of mean season, brought back to the calendar
 * by the index. Unit: days. Edge: refused under 2 gaps of their own; FEW_GAPS under 5; multiply `within` by P(alive) where leaving is possible.
 */
export function nextPurchase(model: GapModel, index: SeasonalIndex, { days, today, within = [30, 60, 90] }: { days: readonly Day[]; today: Day; within?: readonly number[] }): Answer<NextPurchase> {
  const past = days.filter((day) => day <= today);
  const own = seasonGaps(index, past);
  if (own.gaps < NEXT_LEAST.gaps) return refused('GAPS', own.gaps, NEXT_LEAST.gaps);
  const waited = seasonDays(index, past.reduce((last, day) => (day > last ? day : last)), today);
  const at = (share: number): Day | null => afterSeasonDays(index, today, timeUntilBuys(model, own, waited, share));
  const cautions: Caution[] = own.gaps < NEXT_LEAST.sure ? ['FEW_GAPS'] : [];
  return answered({
    median: at(0.5), low: at(0.1), high: at(0.9),
    within: within.map((days) => ({ days, probability: buysWithin(model, own, waited, seasonDays(index, today, dayAfter(today, days))) })),
  }, own.gaps, cautions);
}

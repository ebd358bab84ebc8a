import type { AliveBin, RfmGroupRow, ValueDecile } from './value.types';

const LIKELY_GONE = 0.3;

/** The group that brings the most, with its share of the customers and of the money; null where nobody may see amounts, or nothing was bought. */
export function strongest(groups: readonly RfmGroupRow[]): { group: string; ofCustomers: number; ofRevenue: number } | null {
  const customers = groups.reduce((sum, one) => sum + (one.customers ?? 0), 0);
  const revenue = groups.reduce((sum, one) => sum + (one.revenue?.minor ?? 0), 0);
  const best = [...groups].sort((a, b) => (b.revenue?.minor ?? 0) - (a.revenue?.minor ?? 0))[0];
  if (!best?.revenue || revenue <= 0 || customers === 0) return null;
  return { group: best.group ?? '', ofCustomers: (best.customers ?? 0) / customers, ofRevenue: best.revenue.minor / revenue };
}

/** The share of all expected value that the best tenth holds. */
export function topShare(deciles: readonly ValueDecile[]): number | null {
  const all = deciles.reduce((sum, one) => sum + (one.total?.minor ?? 0), 0);
  const top = [...deciles].sort((a, b) => (b.decile ?? 0) - (a.decile ?? 0))[0]?.total;
  return top && all > 0 ? top.minor / all : null;
}

/** How many are more likely gone than not, by a bound of three tenths. */
export const likelyGone = (bins: readonly AliveBin[]): number => bins.filter((bin) => (bin.to ?? 1) <= LIKELY_GONE + 1e-9).reduce((sum, bin) => sum + (bin.customers ?? 0), 0);

/** Whether all of them stand in the last range: the model has seen nobody leave, which is no knowledge that they stay. */
export const seesNobodyLeave = (bins: readonly AliveBin[]): boolean => bins.length > 1 && bins.slice(0, -1).every((bin) => !bin.customers);

import { daysBetween, type Day } from './day';
import { median } from './statistics';

/** Money in whole minor units (pence, fen). Amounts of one calculation share one currency. */
export type Minor = number;

/** What these measures need of an order; a refund's amount is negative. */
export interface Purchase {
  kind: 'SALE' | 'REFUND';
  day: Day;
  amount: Minor;
}

/** What one category brought. */
export interface CategoryAmount {
  category: string;
  amount: Minor;
}

/** A category's part of the whole. */
export interface CategoryShare extends CategoryAmount {
  share: number;
}

/**
 * How often a customer bought.
 * Formula: number of orders that are sales. Unit: orders. Edge: refunds are never orders; a sale taken back later still counts; free ones too.
 */
export const orderCount = (purchases: readonly Purchase[]): number => salesOf(purchases).length;

/**
 * How often goods or money went back.
 * Formula: number of refunds. Unit: refunds. Edge: several refunds of one order are several.
 */
export const refundCount = (purchases: readonly Purchase[]): number => purchases.length - salesOf(purchases).length;

/**
 * What a customer's purchases are worth after all that went back.
 * Formula: sum of all amounts, charges included. Unit: minor units. Edge: 0 without purchases, below 0 where more came back than is known to be sold.
 */
export const netAmount = (purchases: readonly Purchase[]): Minor => purchases.reduce((sum, { amount }) => sum + amount, 0);

/**
 * What one order is worth on average.
 * Formula: net amount / number of sales, rounded half away from zero. Unit: minor units an order. Edge: null without a sale, for then no order has a worth.
 */
export function averageAmount(net: Minor, orders: number): Minor | null {
  if (orders === 0) return null;
  return Math.sign(net) * Math.round(Math.abs(net) / orders) || 0;
}

/**
 * How long ago a customer last bought.
 * Formula: today - day of the last sale. Unit: days. Edge: null without a sale; 0 for today; a refund is no purchase.
 */
export function recencyDays(purchases: readonly Purchase[], today: Day): number | null {
  const last = daysOf(purchases).at(-1);
  return last === undefined ? null : daysBetween(last, today);
}

/**
 * How long a customer usually waits.
 * Formula: median of the gaps between neighbouring days with a sale. Unit: days. Edge: null with sales on fewer than two days; several on one day are one.
 */
export function gapMedianDays(purchases: readonly Purchase[]): number | null {
  const days = daysOf(purchases);
  return median(days.slice(1).map((day, at) => daysBetween(days[at] ?? day, day)));
}

/**
 * What a customer buys most.
 * Formula: amount of a category / sum of all categories above 0. Unit: fraction of 1, greatest first, equal ones by name.
 * Edge: categories at or below 0 (all taken back) have no share and are left out; none at all gives an empty list.
 */
export function categoryShares(amounts: readonly CategoryAmount[]): CategoryShare[] {
  const sums = new Map<string, Minor>();
  for (const { category, amount } of amounts) sums.set(category, (sums.get(category) ?? 0) + amount);
  const positive = [...sums].filter(([, amount]) => amount > 0);
  const total = positive.reduce((sum, [, amount]) => sum + amount, 0);
  return positive
    .map(([category, amount]) => ({ category, amount, share: amount / total }))
    .sort((a, b) => b.amount - a.amount || (a.category < b.category ? -1 : 1));
}

/**
 * How much of the whole the best customers bring.
 * Formula: sum of the greatest ⌊part x n⌋ values / sum of all. Unit: fraction of 1. Edge: null where the sum is not above 0.
 */
export function topShare(values: readonly number[], part: number): number | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return null;
  const best = values.toSorted((a, b) => b - a).slice(0, Math.floor(part * values.length));
  return best.reduce((sum, value) => sum + value, 0) / total;
}

const salesOf = (purchases: readonly Purchase[]): Purchase[] => purchases.filter(({ kind }) => kind === 'SALE');

const daysOf = (purchases: readonly Purchase[]): Day[] => [...new Set(salesOf(purchases).map(({ day }) => day))].sort();

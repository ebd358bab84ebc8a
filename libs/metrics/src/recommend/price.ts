import { answered, refused, type Answer } from '../answer';
import { wilsonInterval, type Interval } from '../proportion';

/** Of some lines: how many there are, how many were below the usual price of their product, and how many would be if all buyers bought the same. */
export interface PricedLines {
  lines: number;
  below: number;
  expected: number;
}

/** How often somebody buys below the usual price, beside how often others would buy the same things so; the range is of the share. */
export interface PriceSensitivity extends Interval {
  share: number;
  expected: number;
  /** SEEKS where the whole range lies above what is expected, AVOIDS where below. */
  leaning: 'SEEKS' | 'LIKE_OTHERS' | 'AVOIDS';
}

const LEAST = { lines: 10, expected: 2 } as const;

/**
 * Whether somebody looks for low prices.
 * Formula: share of lines below the usual price of their product, against the mean over these lines of how often all buyers buy that product below it (deal proneness,
 * Webster 1965); range by Wilson. Unit: fraction of 1. Edge: refused under 10 lines, or where others would have bought fewer than 2 of them below: prices that
 * hardly move say nothing. It goes with low prices; it does not say what a lower price would bring.
 */
export function priceSensitivity({ lines: n, below, expected }: PricedLines): Answer<PriceSensitivity> {
  if (n < LEAST.lines) return refused('ROWS', n, LEAST.lines);
  if (expected < LEAST.expected) return refused('SPREAD', expected, LEAST.expected);
  const range = wilsonInterval(below, n)!;
  const leaning = range.low > expected / n ? 'SEEKS' : range.high < expected / n ? 'AVOIDS' : 'LIKE_OTHERS';
  return answered({ share: below / n, expected: expected / n, ...range, leaning }, n);
}

import { exp, log, max, sqrt } from '../numeric/math';
import type { Interval } from '../proportion';
import type { Together } from './significance';

/**
 * The range in which the lift of two things lies that was counted on a sample of baskets.
 * Formula: lift · exp(±z·s), s² = 1/both − 1/left − 1/right + (2·lift − 1)/n: the delta method for the logarithm of
 * both·n/(left·right) of a multinomial count. Unit: times. Edge: null where they never stand together.
 */
export function liftInterval({ both, left, right, n }: Together, z = 1.96): Interval | null {
  if (both <= 0 || left <= 0 || right <= 0) return null;
  const lift = (both * n) / (left * right);
  const spread = sqrt(max(0, 1 / both - 1 / left - 1 / right + (2 * lift - 1) / n));
  return { low: exp(log(lift) - z * spread), high: exp(log(lift) + z * spread) };
}

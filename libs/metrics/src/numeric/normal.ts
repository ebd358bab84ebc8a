import { gammaUpper } from './gamma';
import { exp, log, min, sqrt } from './math';

/** The part of the standard normal distribution below z. Formula: Q(1/2, z²/2) / 2 on the side of z. Unit: probability. Edge: tails keep their relative precision. */
export const normalBelow = (z: number): number => (z < 0 ? gammaUpper(0.5, (z * z) / 2) / 2 : 1 - gammaUpper(0.5, (z * z) / 2) / 2);

const CENTRE = [
  [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239],
  [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
] as const;
const TAIL = [
  [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
] as const;

const polynomial = (of: readonly number[], at: number): number => of.reduce((sum, factor) => sum * at + factor, 0);

/**
 * The value below which a share of the standard normal distribution lies.
 * Formula: Acklam's rational approximation, sharpened by one step of Halley (Acklam 2003). Unit: standard deviations. Edge: shares of 0 and 1 are ∓∞.
 */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity;
  if (share >= 1) return Infinity;
  const tail = min(share, 1 - share);
  let z: number;
  if (tail < 0.02425) {
    const q = sqrt(-2 * log(tail));
    z = polynomial(TAIL[0], q) / polynomial(TAIL[1], q);
    if (share > 0.5) z = -z;
  } else {
    const q = share - 0.5;
    z = (polynomial(CENTRE[0], q * q) * q) / polynomial(CENTRE[1], q * q);
  }
  const step = (normalBelow(z) - share) * sqrt(2 * Math.PI) * exp((z * z) / 2);
  return Number.isFinite(step) ? z - step / (1 + (z * step) / 2) : z;
}

/** How rare a chi-square at least so great is by chance. Formula: Q(degrees / 2, value / 2). Unit: probability. Edge: 1 at 0. */
export const chiSquareAbove = (value: number, degrees: number): number => gammaUpper(degrees / 2, value / 2);

/** How rare a normal deviate at least so far from 0 is by chance, both sides. Formula: 2·(1 − Φ(|z|)). Unit: probability. Edge: 1 at 0. */
export const twoSided = (z: number): number => gammaUpper(0.5, (z * z) / 2);

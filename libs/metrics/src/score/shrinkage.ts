import { answered, refused, type Answer } from '../answer';
import { betaQuantile, logBeta } from '../numeric/gamma';
import { fitPositive } from '../numeric/optimise';
import type { Interval } from '../proportion';
import { mean } from '../statistics';

/** The rate of one group, drawn towards that of all as far as its own cases are few. */
export interface ShrunkRate extends Interval {
  rate: number;
}

/** Rates of groups with the beta distribution that they are drawn from. */
export interface ShrunkRates {
  alpha: number;
  beta: number;
  rates: ShrunkRate[];
}

const LEAST_GROUPS = 5;

/**
 * Rates of groups, those with few cases drawn towards the mean.
 * Formula: empirical Bayes with beta-binomial rates: α, β by maximum likelihood over the groups, then (α + hits)/(α + β + tries) with the
 * quantiles of beta(α + hits, β + misses) (Efron & Morris 1975; Casella 1985). Shapes: a place a group. Unit: fraction of 1. Edge: a group
 * of none has the rate of all; refused under 5 groups with cases.
 */
export function shrinkRates(hits: ArrayLike<number>, tries: ArrayLike<number>, level = 0.95): Answer<ShrunkRates> {
  const groups = Array.from(hits, (hit, i) => ({ hit, miss: tries[i]! - hit }));
  const counted = groups.filter(({ hit, miss }) => hit + miss > 0);
  const all = counted.reduce((sum, { hit }) => sum + hit, 0) / Math.max(1, counted.reduce((sum, { hit, miss }) => sum + hit + miss, 0));
  if (counted.length < LEAST_GROUPS) return refused('GROUPS', counted.length, LEAST_GROUPS);
  if (all === 0 || all === 1) return refused('BOTH_OUTCOMES', 1, 2);
  // By mean and sum of α and β, which go together less than α and β themselves.
  const logLikelihood = ([odds, sum]: readonly number[]): number => {
    const share = odds! / (1 + odds!);
    const [a, b] = [share * sum!, (1 - share) * sum!];
    const base = logBeta(a, b);
    return counted.reduce((total, { hit, miss }) => total + logBeta(a + hit, b + miss) - base, 0);
  };
  const { values: [odds, sum] } = fitPositive(logLikelihood, [[all / (1 - all), 20], [all / (1 - all), 500]]);
  const share = odds! / (1 + odds!);
  const [alpha, beta] = [share * sum!, (1 - share) * sum!];
  const tail = (1 - level) / 2;
  return answered({
    alpha, beta, rates: groups.map(({ hit, miss }) => ({
      rate: (alpha + hit) / (alpha + beta + hit + miss), low: betaQuantile(alpha + hit, beta + miss, tail), high: betaQuantile(alpha + hit, beta + miss, 1 - tail),
    })),
  }, counted.length);
}

/** Means of groups drawn towards the mean of all by one factor. */
export interface ShrunkMeans {
  /** 0 draws them wholly to the mean, 1 leaves them. */
  factor: number;
  values: number[];
}

/**
 * Means of groups that were measured equally well, drawn towards the mean of all.
 * Formula: m + c·(y − m), c = 1 − (k − 3)·σ²/Σ(y − m)², not below 0 (James & Stein 1961; Efron & Morris 1975, 1977). Shapes: a mean a group and the
 * variance of each. Unit: that of the values. Edge: refused under 4 groups, for then it wins nothing; equal means stay what they are.
 */
export function shrinkMeans(values: readonly number[], variance: number): Answer<ShrunkMeans> {
  const k = values.length;
  if (k < 4) return refused('GROUPS', k, 4);
  const middle = mean(values)!;
  const spread = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const factor = spread > 0 ? Math.max(0, 1 - ((k - 3) * variance) / spread) : 0;
  return answered({ factor, values: values.map((value) => middle + factor * (value - middle)) }, k);
}

import { answered, refused, type Answer } from '../answer';
import { logAdd, logGamma } from '../numeric/gamma';
import { scaledHypergeometric } from '../numeric/hypergeometric';
import { fitPositive, intervalsOf } from '../numeric/optimise';
import type { Interval } from '../proportion';
import { BGNBD_LEAST } from './bgnbd';
import type { History } from './bgnbd.predict';
import { groupHistories, longestAge, SCALED_AGE, type Grouped, type Histories } from './histories';
import { abs, exp, expm1, log, log1p, max } from '../numeric/math';

/** What a fit of Pareto/NBD knows: `r` and `alpha` of how often customers buy, `s` and `beta` of how readily they leave at any moment. */
export interface ParetoNbd {
  r: number;
  alpha: number;
  s: number;
  beta: number;
}

/** A fit with what it rests on. */
export interface ParetoNbdFit {
  model: ParetoNbd;
  logLikelihood: number;
  intervals: Record<keyof ParetoNbd, Interval> | null;
}

/**
 * How customers buy and leave where they may leave at any moment: the elder model, to lay beside BG/NBD.
 * Formula: maximum likelihood of Pareto/NBD (Schmittlein, Morrison & Colombo 1987; as written by Fader & Hardie 2005, note on the
 * Pareto/NBD). Unit: alpha and beta in the unit of time. Edge: refused where `fitBgNbd` is; PARAMETERS_UNCERTAIN where the data do not fix them.
 */
export function fitParetoNbd(histories: Histories): Answer<ParetoNbdFit> {
  const longest = longestAge(histories);
  const scale = longest > 0 ? SCALED_AGE / longest : 1;
  const grouped = groupHistories(histories, scale);
  if (grouped.customers < BGNBD_LEAST.customers) return refused('CUSTOMERS', grouped.customers, BGNBD_LEAST.customers);
  if (grouped.purchases < BGNBD_LEAST.repeatPurchases) return refused('REPEAT_PURCHASES', grouped.purchases, BGNBD_LEAST.repeatPurchases);
  const of = (values: readonly number[]): ParetoNbd => ({ r: values[0]!, alpha: values[1]!, s: values[2]!, beta: values[3]! });
  const fit = fitPositive((values) => logLikelihoodOf(of(values), grouped), [[1, 10, 1, 10], [0.5, 5, 0.5, 20]]);
  const scaled = { ...fit, values: fit.values.map((value, i) => (i % 2 === 1 ? value / scale : value)) };
  const intervals = intervalsOf(scaled);
  return answered({
    model: of(scaled.values), logLikelihood: fit.logLikelihood + grouped.purchases * log(scale),
    intervals: intervals && { r: intervals[0]!, alpha: intervals[1]!, s: intervals[2]!, beta: intervals[3]! },
  }, grouped.customers, fit.logCovariance ? [] : ['PARAMETERS_UNCERTAIN']);
}

function logLikelihoodOf(model: ParetoNbd, grouped: Grouped): number {
  const { r, alpha, s, beta } = model;
  const base = r * log(alpha) + s * log(beta) - logGamma(r);
  const start = grouped.repeats.map((x) => logGamma(r + x) + base);
  let sum = 0;
  for (let i = 0; i < grouped.count.length; i += 1) {
    const at = grouped.repeat[i]!;
    const [x, last, age] = [grouped.repeats[at]!, grouped.lasts[grouped.last[i]!]!, grouped.ages[grouped.age[i]!]!];
    const stays = -(r + x) * log(alpha + age) - s * log(beta + age);
    sum += grouped.count[i]! * (start[at]! + logAdd(stays, logGone(model, { repeats: x, last, age })));
  }
  return sum;
}

/** ln of s ∫ from last to age (α + u)^−(r+x) (β + u)^−(s+1) du: the customer left somewhere between the last purchase and now. */
function logGone(model: ParetoNbd, { repeats, last, age }: History): number {
  const [early, late] = [logTail(model, repeats, last), logTail(model, repeats, age)];
  if (!(early > late)) return -Infinity;
  return log(model.s / (model.r + model.s + repeats)) + early + log(-expm1(late - early));
}

/** ln of 2F1(r+s+x, ·; r+s+x+1; |α − β|/(max + u)) / (max + u)^(r+s+x), by Euler's form, whose terms are below 1 and fall. */
function logTail({ r, alpha, s, beta }: ParetoNbd, repeats: number, time: number): number {
  const most = max(alpha, beta) + time;
  const c = r + s + repeats + 1;
  const z = abs(alpha - beta) / most;
  const isRateWider = alpha >= beta;
  const power = isRateWider ? s : r + repeats - 1;
  const series = scaledHypergeometric(1, isRateWider ? r + repeats : s + 1, c, z) / c;
  return log(series) - power * log1p(-z) - (c - 1) * log(most);
}

/**
 * How probable it is that a customer has not left, under Pareto/NBD.
 * Formula: the part of the likelihood in which they stay. Unit: probability. Edge: 1 for one who bought this moment.
 */
export function aliveUnderPareto(model: ParetoNbd, history: History): number {
  const { r, alpha, s, beta } = model;
  const stays = -(r + history.repeats) * log(alpha + history.age) - s * log(beta + history.age);
  return 1 / (1 + exp(logGone(model, history) - stays));
}

/**
 * How often a customer is expected to buy in the next `time`, under Pareto/NBD.
 * Formula: P(alive) · (r + x)(β + T)/((α + T)(s − 1)) · (1 − ((β + T)/(β + T + t))^(s − 1)), at s = 1 its limit with a logarithm. Unit: purchases.
 * Edge: 0 for no time.
 */
export function expectedUnderPareto(model: ParetoNbd, history: History, time: number): number {
  const { r, alpha, s, beta } = model;
  const stretch = log1p(time / (beta + history.age));
  const part = abs(s - 1) < 1e-9 ? stretch : -expm1(-(s - 1) * stretch) / (s - 1);
  return aliveUnderPareto(model, history) * ((r + history.repeats) * (beta + history.age) * part) / (alpha + history.age);
}

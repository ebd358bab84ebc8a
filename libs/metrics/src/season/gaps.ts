import { answered, refused, type Answer } from '../answer';
import { betaBelow, betaQuantile, logGamma } from '../numeric/gamma';
import { fitPositive } from '../numeric/optimise';
import { log, max } from '../numeric/math';

/** What is known of one customer's gaps between purchases: how many, what they add up to, and what their logarithms do. */
export interface GapSums {
  gaps: number;
  sum: number;
  logSum: number;
}

/** How long customers wait: gaps are gamma(`shape`, rate), the rate of a customer is gamma(`spread`, `scale`); `scale` in the unit of the gaps. */
export interface GapModel {
  shape: number;
  spread: number;
  scale: number;
}

const LEAST = { customers: 50, gaps: 200 } as const;

/** The sums of some gaps. Unit: that of the gaps. Edge: a gap that is not above 0 is refused: purchases of one day are one. */
export function gapSums(gaps: readonly number[]): GapSums {
  const bad = gaps.find((gap) => !(gap > 0 && gap < Infinity));
  if (bad !== undefined) throw new RangeError(`A gap is above 0, not ${bad}.`);
  return { gaps: gaps.length, sum: gaps.reduce((sum, gap) => sum + gap, 0), logSum: gaps.reduce((sum, gap) => sum + log(gap), 0) };
}

/**
 * How long customers wait between purchases, from the gaps of many.
 * Formula: maximum likelihood of gamma gaps with one shape and a rate of its own for each customer, gamma over customers (regular buyers after Chatfield &
 * Goodhardt 1973; Platzer & Reutterer 2016); shape 1 is buying by chance, the more the more regular. Unit: that of the gaps. Edge: refused
 * under 50 customers or 200 gaps. The open wait since the last purchase is not part of it: whether somebody still comes is P(alive)'s to say.
 */
export function fitGaps(customers: readonly GapSums[]): Answer<GapModel> {
  const own = customers.filter(({ gaps }) => gaps > 0);
  const gaps = own.reduce((sum, one) => sum + one.gaps, 0);
  if (own.length < LEAST.customers) return refused('CUSTOMERS', own.length, LEAST.customers);
  if (gaps < LEAST.gaps) return refused('GAPS', gaps, LEAST.gaps);
  const unit = own.reduce((sum, one) => sum + one.sum, 0) / gaps;
  const scaled = own.map((one) => ({ gaps: one.gaps, sum: one.sum / unit, logSum: one.logSum - one.gaps * log(unit) }));
  const fit = fitPositive(([shape, spread, scale]) => logLikelihoodOf({ shape: shape!, spread: spread!, scale: scale! }, scaled), [[1, 2, 2], [3, 4, 1]]);
  const [shape, spread, scale] = fit.values;
  return answered({ shape: shape!, spread: spread!, scale: scale! * unit }, own.length, fit.logCovariance ? [] : ['PARAMETERS_UNCERTAIN']);
}

function logLikelihoodOf({ shape, spread, scale }: GapModel, customers: readonly GapSums[]): number {
  const [own, base] = [logGamma(shape), spread * log(scale) - logGamma(spread)];
  const known = new Map<number, number>();
  return customers.reduce((total, { gaps, sum, logSum }) => {
    let start = known.get(gaps);
    if (start === undefined) known.set(gaps, (start = logGamma(shape * gaps + spread) - gaps * own + base));
    return total + start + (shape - 1) * logSum - (shape * gaps + spread) * log(scale + sum);
  }, 0);
}

/**
 * How probable it is that the next purchase comes within `time`, of one who comes at all and has waited for `waited`.
 * Formula: (F(waited + time) − F(waited))/(1 − F(waited)), F(g) = I(g/(g + scale + S); shape, spread + shape·n): the gap of a customer with n gaps
 * of sum S, the rate not known but learned (beta prime). Unit: probability. Edge: 0 for no time.
 */
export function buysWithin(model: GapModel, own: GapSums, waited: number, time: number): number {
  const still = stayed(model, own, waited);
  return still > 0 ? max(0, 1 - stayed(model, own, waited + max(0, time)) / still) : 1;
}

function stayed({ shape, spread, scale }: GapModel, { gaps, sum }: GapSums, time: number): number {
  const whole = scale + sum;
  return time <= 0 ? 1 : betaBelow(spread + shape * gaps, shape, whole / (time + whole));
}

/**
 * How long it still takes until a share of such customers has bought, of those who come at all and have waited for `waited`.
 * Formula: `buysWithin` turned round. Unit: that of the gaps. Edge: 0 for a share of 0; after a wait far beyond all gaps it grows with the wait.
 */
export function timeUntilBuys(model: GapModel, own: GapSums, waited: number, share: number): number {
  const left = stayed(model, own, waited) * (1 - share);
  const part = betaQuantile(model.spread + model.shape * own.gaps, model.shape, left);
  return part > 0 ? max(0, ((model.scale + own.sum) * (1 - part)) / part - waited) : Infinity;
}

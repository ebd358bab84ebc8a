import { cholesky } from '../numeric/matrix';
import type { Chance } from '../numeric/random';
import { quantile } from '../statistics';
import { shiftedB, type BgNbd } from './bgnbd';
import { aliveProbability, type History } from './bgnbd.predict';
import { bgNbdOf, type Horizon, type ValueFits } from './clv';
import type { GammaGamma } from './gamma-gamma';
import { exp, log } from '../numeric/math';

/** One customer's history with the mean spend of the repeat purchases. */
export interface SpendHistory extends History {
  spend: number;
}

/** What one customer may bring: the mean of many lives, and where 80 and 95 of 100 of them lie. */
export interface Outlook {
  mean: number;
  median: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  /** In which part of the lives nothing more is bought. */
  nothing: number;
}

/**
 * What one customer may bring within a horizon, by living it many times.
 * Formula: parametric bootstrap: for each of `draws` lives new parameters from the fits' covariances, whether the customer still stays, then
 * their rate gamma(r + x, α + T), chance of leaving beta(a, b + x) and spend (ν gamma(q + p·x, v + m·x), amounts gamma(p, ν)). Unit: money.
 * Edge: without covariances the parameters stand still; the same seed gives the same outlook; nobody buys more than 10,000 times.
 */
export function simulateValue(fits: ValueFits, history: SpendHistory, { horizon, draws = 400, chance }: { horizon: Horizon; draws?: number; chance: Chance }): Outlook {
  const purchase = drawer(Object.values(values(fits.purchase.model)), fits.purchase.logCovariance, chance);
  const { p, q, v } = fits.spend.model;
  const spend = drawer([p, q, v], fits.spend.logCovariance, chance);
  const lives: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const [p2, q2, v2] = spend();
    lives.push(oneLife({ purchase: bgNbdOf(fits.purchase.model, purchase()), spend: { p: p2!, q: q2!, v: v2! }, history, horizon, chance }));
  }
  const at = (share: number): number => quantile(lives, share)!;
  return {
    mean: lives.reduce((sum, value) => sum + value, 0) / draws, median: at(0.5), low80: at(0.1), high80: at(0.9), low95: at(0.025), high95: at(0.975),
    nothing: lives.filter((value) => value === 0).length / draws,
  };
}

const values = ({ r, alpha, a, b }: BgNbd): Omit<BgNbd, 'kind'> => ({ r, alpha, a, b });

/** Draws parameters as the fit leaves them open. */
function drawer(at: readonly number[], logCovariance: number[][] | null, chance: Chance): () => number[] {
  const lower = logCovariance && cholesky(logCovariance);
  if (!lower) return () => [...at];
  return () => {
    const normal = at.map(() => chance.normal());
    return at.map((value, i) => value * exp(lower[i]!.reduce((sum, factor, k) => sum + factor * normal[k]!, 0)));
  };
}

const MOST_PURCHASES = 10_000;

function oneLife({ purchase, spend, history, horizon, chance }: { purchase: BgNbd; spend: GammaGamma; history: SpendHistory; horizon: Horizon; chance: Chance }): number {
  if (chance.even() >= aliveProbability(purchase, history)) return 0;
  const rate = chance.gamma(purchase.r + history.repeats) / (purchase.alpha + history.age);
  const leaving = chance.beta(purchase.a, shiftedB(purchase) + history.repeats);
  const { p, q, v } = spend;
  const scale = (v + history.repeats * (history.repeats > 0 ? history.spend : 0)) / chance.gamma(q + p * history.repeats);
  const end = horizon.periods * horizon.length;
  let [value, time] = [0, 0];
  for (let bought = 0; bought < MOST_PURCHASES; bought += 1) {
    time -= log(1 - chance.even()) / rate;
    if (!(time <= end)) break;
    value += (horizon.margin * chance.gamma(p) * scale) / (1 + horizon.discount) ** Math.ceil(time / horizon.length);
    if (chance.even() < leaving) break;
  }
  return value;
}

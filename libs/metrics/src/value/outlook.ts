import type { BgNbd } from './bgnbd';
import { aliveProbability, expectedIfAlive } from './bgnbd.predict';
import type { Horizon, SpendHistories } from './clv';
import { expectedSpend, type GammaGamma } from './gamma-gamma';
import { exp, log, log1p } from '../numeric/math';
import { normalQuantile } from '../numeric/normal';

/** The models of how often and of how much. */
export interface ValueModels {
  purchase: BgNbd;
  spend: GammaGamma;
}

/** What is told of many customers, a place each: money in the unit of the histories. */
export interface ValueOutlook {
  alive: Float64Array;
  /** Purchases within the horizon, and between how many 80 of 100 customers with this history end. */
  purchases: Float64Array;
  purchasesLow: Float64Array;
  purchasesHigh: Float64Array;
  /** What they bring within the horizon, discounted; the range likewise. */
  value: Float64Array;
  valueLow: Float64Array;
  valueHigh: Float64Array;
  valueVariance: Float64Array;
  /** The same within the longer horizon. */
  longValue: Float64Array;
}

/** One customer beside what the models say of them. */
interface One {
  alive: number;
  /** Of the gamma rate: r + x. */
  shape: number;
  ifAlive: number;
  worth: Spend;
}

interface Spend {
  mean: number;
  /** Mean of the square of the customer's own mean spend. */
  square: number;
  /** How evenly they spend: p of the model. */
  evenness: number;
}

const TENTH = 0.1;
const MOST_PURCHASES = 10_000;

/**
 * What customers will buy and bring within a horizon, with the range in which 80 of 100 of them end, a place each.
 * Formula: expectation as `expectedPurchases` and `lifetimeValue`. Range of purchases: of a customer who has left nothing, of one who stays a
 * negative binomial with shape r + x and the expected mean. Range of the value: P(nothing) at zero, the rest a gamma distribution with the mean
 * and variance that follow from purchases and spend (Var Σ = E[N]·E[ζ²]/p + E[N²]·E[ζ²] − (E[N]·E[ζ])²), its quantiles by Wilson & Hilferty
 * 1931. Unit: purchases, money. Edge: where spend has no finite variance (q + p·x ≤ 2) the second moment of the mean is taken at q + p·x = 2.1.
 * The parameters are taken as they stand: their own uncertainty is told by the intervals of the fits.
 */
export function valueOutlook({ purchase, spend }: ValueModels, histories: SpendHistories, horizon: Horizon, longPeriods = horizon.periods): ValueOutlook {
  const n = histories.repeats.length;
  const made = (): Float64Array => new Float64Array(n);
  const outlook: ValueOutlook = { alive: made(), purchases: made(), purchasesLow: made(), purchasesHigh: made(), value: made(), valueLow: made(), valueHigh: made(), valueVariance: made(), longValue: made() };
  const ahead = new Ahead(purchase, horizon, longPeriods);
  for (let i = 0; i < n; i += 1) {
    const [repeats, age] = [histories.repeats[i]!, histories.age[i]!];
    const alive = aliveProbability(purchase, { repeats, last: histories.last[i]!, age });
    const sums = ahead.of(repeats, age);
    const worth = spendOf(spend, repeats, histories.spend[i]!);
    write(outlook, i, { alive, shape: purchase.r + repeats, ifAlive: sums.ifAlive, worth }, { ...sums, margin: horizon.margin });
  }
  return outlook;
}

function write(outlook: ValueOutlook, i: number, one: One, { discounted, long, margin }: { discounted: number; long: number; margin: number }): void {
  const { alive, ifAlive, worth } = one;
  outlook.alive[i] = alive;
  outlook.purchases[i] = alive * ifAlive;
  outlook.purchasesLow[i] = purchasesAt(one, TENTH);
  outlook.purchasesHigh[i] = purchasesAt(one, 1 - TENTH);
  outlook.value[i] = margin * alive * discounted * worth.mean;
  outlook.longValue[i] = margin * alive * long * worth.mean;
  const { low, high, variance } = rangeOf(one);
  // Moments are those of undiscounted spend; discounting and margin shrink all of it alike.
  const scale = ifAlive > 0 ? (margin * discounted) / ifAlive : 0;
  outlook.valueLow[i] = low * scale;
  outlook.valueHigh[i] = high * scale;
  outlook.valueVariance[i] = variance * scale * scale;
}

/** What is expected of a customer who stays, once for each pair of repeats and age. */
class Ahead {
  private readonly known = new Map<number, Map<number, { ifAlive: number; discounted: number; long: number }>>();

  constructor(
    private readonly model: BgNbd,
    private readonly horizon: Horizon,
    private readonly longPeriods: number,
  ) {}

  of(repeats: number, age: number): { ifAlive: number; discounted: number; long: number } {
    let byAge = this.known.get(repeats);
    if (!byAge) this.known.set(repeats, (byAge = new Map<number, { ifAlive: number; discounted: number; long: number }>()));
    let sums = byAge.get(age);
    if (!sums) byAge.set(age, (sums = this.summed(repeats, age)));
    return sums;
  }

  private summed(repeats: number, age: number): { ifAlive: number; discounted: number; long: number } {
    const { periods, length, discount } = this.horizon;
    let [before, long, discounted, ifAlive] = [0, 0, 0, 0];
    for (let period = 1; period <= Math.max(periods, this.longPeriods); period += 1) {
      const sofar = expectedIfAlive(this.model, repeats, age, period * length);
      long += (sofar - before) / (1 + discount) ** period;
      before = sofar;
      if (period === periods) [discounted, ifAlive] = [long, sofar];
    }
    return { ifAlive, discounted, long };
  }
}

function spendOf(model: GammaGamma, repeats: number, spend: number): Spend {
  const { p, q, v } = model;
  // Whoever has given back more than they bought has spent nothing.
  const own = Math.max(0, spend);
  const mean = expectedSpend(model, repeats, own);
  const shape = Math.max(2.1, q + p * repeats);
  const scale = v + repeats * (repeats > 0 ? own : 0);
  return { mean, square: Math.max(mean * mean, (p * p * scale * scale) / ((shape - 1) * (shape - 2))), evenness: p };
}

/** How many purchases this part of such customers stays at or below. */
function purchasesAt({ alive, shape, ifAlive }: One, part: number): number {
  const rest = (part - (1 - alive)) / alive;
  if (!(rest > 0) || ifAlive <= 0) return 0;
  const stay = log(shape) - log(shape + ifAlive);
  let mass = exp(shape * stay);
  let sum = mass;
  const more = ifAlive / (shape + ifAlive);
  let count = 0;
  while (sum < rest && count < MOST_PURCHASES) {
    mass *= (more * (shape + count)) / (count + 1);
    sum += mass;
    count += 1;
  }
  return count;
}

function rangeOf({ alive, shape, ifAlive, worth }: One): { low: number; high: number; variance: number } {
  const mean = alive * ifAlive * worth.mean;
  if (mean <= 0) return { low: 0, high: 0, variance: 0 };
  const squareOfCount = alive * (ifAlive + ifAlive * ifAlive * (1 + 1 / shape));
  const square = (alive * ifAlive * worth.square) / worth.evenness + squareOfCount * worth.square;
  const nothing = 1 - alive + alive * exp(-shape * log1p(ifAlive / shape));
  const some = Math.max(1e-12, 1 - nothing);
  const [own, ownSquare] = [mean / some, square / some];
  const spread = Math.max(1e-9 * own * own, ownSquare - own * own);
  const at = (part: number): number => {
    const rest = (part - nothing) / some;
    return rest <= 0 ? 0 : gammaAt(rest, (own * own) / spread, spread / own);
  };
  return { low: at(TENTH), high: at(1 - TENTH), variance: square - mean * mean };
}

/** A quantile of a gamma distribution by the cube root of its values, which is nearly normal (Wilson & Hilferty 1931). */
function gammaAt(part: number, shape: number, scale: number): number {
  const z = normalQuantile(part);
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  return root <= 0 ? 0 : shape * scale * root ** 3;
}

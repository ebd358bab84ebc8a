import { answered, refused, type Answer } from '../answer';
import { wilsonInterval, type Interval } from '../proportion';

/** Scores said to be so likely, and how often it came true. */
export interface ReliabilityBin {
  n: number;
  from: number;
  to: number;
  predicted: number;
  observed: number;
  /** Of what was observed. */
  range: Interval;
}

/** How well probabilities keep what they say. */
export interface Calibration {
  bins: ReliabilityBin[];
  /** Mean squared distance of probability and outcome. */
  brier: number;
  /** Mean distance of what was predicted and observed over the bins. */
  expectedError: number;
  /** Mean surprise, nats. */
  logLoss: number;
  baseRate: number;
}

/** Bins of as many each (RANK) or as wide each (WIDTH). */
export type Binning = 'RANK' | 'WIDTH';

const LEAST_IN_BIN = 10;

/**
 * How well probabilities keep what they say.
 * Formula: reliability by bin with Wilson's range; Brier 1950 Σ(p − y)²/n; expected calibration error Σ n_b/n·|p̄ − ȳ| (Naeini, Cooper &
 * Hauskrecht 2015); log loss −Σ ln P(y)/n. Shapes: a place each; outcomes 0 or 1. Unit: as told. Edge: refused under 10 rows a bin, and
 * where only one outcome occurred; a probability of 0 or 1 that failed costs 34.5 nats, not infinitely many.
 */
export function calibration(probability: ArrayLike<number>, outcome: ArrayLike<number>, { bins = 10, by = 'RANK' as Binning } = {}): Answer<Calibration> {
  const n = probability.length;
  if (n < LEAST_IN_BIN * bins) return refused('ROWS', n, LEAST_IN_BIN * bins);
  let [hits, brier, loss] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const [p, y] = [probability[i]!, outcome[i]! > 0 ? 1 : 0];
    if (!(p >= 0 && p <= 1)) throw new RangeError(`No probability: ${p} (place ${i}).`);
    hits += y;
    brier += (p - y) ** 2;
    loss -= Math.log(Math.max(1e-15, y === 1 ? p : 1 - p));
  }
  if (hits === 0 || hits === n) return refused('BOTH_OUTCOMES', 1, 2);
  const filled = binned(probability, outcome, bins, by);
  const expectedError = filled.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.predicted - bin.observed), 0);
  return answered({ bins: filled, brier: brier / n, expectedError, logLoss: loss / n, baseRate: hits / n }, n);
}

function binned(probability: ArrayLike<number>, outcome: ArrayLike<number>, bins: number, by: Binning): ReliabilityBin[] {
  const n = probability.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => probability[a]! - probability[b]! || a - b);
  const places = Array.from({ length: bins }, (): number[] => []);
  order.forEach((at, rank) => places[by === 'RANK' ? Math.floor((rank * bins) / n) : Math.min(bins - 1, Math.floor(probability[at]! * bins))]!.push(at));
  return places.filter((own) => own.length > 0).map((own) => {
    const hits = own.reduce((sum, at) => sum + (outcome[at]! > 0 ? 1 : 0), 0);
    return {
      n: own.length, from: probability[own[0]!]!, to: probability[own.at(-1)!]!, predicted: own.reduce((sum, at) => sum + probability[at]!, 0) / own.length,
      observed: hits / own.length, range: wilsonInterval(hits, own.length)!,
    };
  });
}

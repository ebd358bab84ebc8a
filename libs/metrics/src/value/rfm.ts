import { answered, refused, type Answer } from '../answer';

/** Customers in columns, a place each: days since the last order, orders, net spend. The order of the places decides ties. */
export interface RfmColumns {
  recency: ArrayLike<number>;
  frequency: ArrayLike<number>;
  monetary: ArrayLike<number>;
}

/** The eleven groups, from the best to those who are gone. */
export const RFM_GROUPS = [
  'CHAMPION', 'LOYAL', 'POTENTIAL_LOYAL', 'NEW', 'PROMISING', 'NEEDS_ATTENTION', 'ABOUT_TO_SLEEP', 'AT_RISK', 'CANNOT_LOSE', 'HIBERNATING', 'LOST',
] as const;

/** One of the eleven groups. */
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** By recency 5 (latest) down to 1, and frequency 1 up to 5. */
const TABLE: readonly (readonly RfmGroup[])[] = [
  ['NEW', 'POTENTIAL_LOYAL', 'POTENTIAL_LOYAL', 'CHAMPION', 'CHAMPION'],
  ['PROMISING', 'POTENTIAL_LOYAL', 'POTENTIAL_LOYAL', 'CHAMPION', 'CHAMPION'],
  ['ABOUT_TO_SLEEP', 'ABOUT_TO_SLEEP', 'NEEDS_ATTENTION', 'LOYAL', 'LOYAL'],
  ['HIBERNATING', 'HIBERNATING', 'AT_RISK', 'AT_RISK', 'AT_RISK'],
  ['LOST', 'LOST', 'AT_RISK', 'AT_RISK', 'CANNOT_LOSE'],
];

/** The group of two scores. Formula: a table of five by five. Unit: none. Edge: scores outside 1 to 5 are refused. */
export function rfmGroup(recency: number, frequency: number): RfmGroup {
  const group = TABLE[5 - recency]?.[frequency - 1];
  if (group === undefined) throw new RangeError(`Scores go from 1 to 5, not ${recency} and ${frequency}.`);
  return group;
}

/** Where one score ends and the next begins, in the unit of the column. */
export interface Cut {
  score: number;
  from: number;
  to: number;
  n: number;
}

/** Scores of customers, a place each, and the values at which they are cut. */
export interface RfmScores {
  recency: Uint8Array;
  frequency: Uint8Array;
  monetary: Uint8Array;
  group: RfmGroup[];
  cuts: { recency: Cut[]; frequency: Cut[]; monetary: Cut[] };
  /** In which columns customers with equal values got different scores. */
  tied: ('recency' | 'frequency' | 'monetary')[];
}

/** The least number of customers who are scored by their own distribution. */
export const RFM_LEAST = 25;

/**
 * How customers stand among all by recency, frequency and spend.
 * Formula: quintile of the rank in each column, 5 the best (Hughes 1994; Chen, Sain & Guo 2012); of equal values the earlier place ranks
 * lower, so the caller orders by id; the group is by recency and frequency. Unit: 1 to 5. Edge: refused under 25 customers; TIES_CUT
 * where equal values fall into different scores, as with many customers of one order: then show the cuts.
 */
export function rfmScores({ recency, frequency, monetary }: RfmColumns): Answer<RfmScores> {
  const n = recency.length;
  if (n < RFM_LEAST) return refused('CUSTOMERS', n, RFM_LEAST);
  const columns = { recency: quintiles(recency, true), frequency: quintiles(frequency), monetary: quintiles(monetary) };
  const group = Array.from({ length: n }, (_, i) => rfmGroup(columns.recency.score[i]!, columns.frequency.score[i]!));
  const tied = (['recency', 'frequency', 'monetary'] as const).filter((name) => columns[name].tied);
  return answered({
    recency: columns.recency.score, frequency: columns.frequency.score, monetary: columns.monetary.score, group,
    cuts: { recency: columns.recency.cuts, frequency: columns.frequency.cuts, monetary: columns.monetary.cuts }, tied,
  }, n, tied.length > 0 ? ['TIES_CUT'] : []);
}

function quintiles(values: ArrayLike<number>, lowIsBest = false): { score: Uint8Array; cuts: Cut[]; tied: boolean } {
  const n = values.length;
  const sign = lowIsBest ? -1 : 1;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => sign * (values[a]! - values[b]!) || a - b);
  const score = new Uint8Array(n);
  const cuts: Cut[] = [];
  let tied = false;
  for (let rank = 0; rank < n; rank += 1) {
    const at = order[rank]!;
    if (!Number.isFinite(values[at]!)) throw new RangeError(`No value to rank: ${values[at]} (place ${at}).`);
    const own = quintileOf(rank, n);
    score[at] = own;
    const cut = cuts.at(-1);
    if (cut?.score === own) Object.assign(cut, { to: values[at]!, n: cut.n + 1 });
    else {
      tied ||= cut?.to === values[at]!;
      cuts.push({ score: own, from: values[at]!, to: values[at]!, n: 1 });
    }
  }
  return { score, cuts, tied };
}

/** The fifth of a rank from 0: bounds lie between the ranks as those of `quantile` do, and belong to the lower fifth. */
const quintileOf = (rank: number, n: number): number => Math.max(1, Math.ceil((rank * 5) / (n - 1) - 1e-9));

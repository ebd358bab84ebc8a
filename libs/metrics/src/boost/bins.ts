import type { Feature } from '../score/encoder';

/** So many bins a feature has at most; the last one is for what is unknown, or for words never met. */
export const BINS = 64;
const UNKNOWN = BINS - 1;

/** How a column becomes bins: numbers by the upper bounds of the bins, words by a bin each. Plain data, so that it can be kept with a model. */
export type Binner = { name: string; kind: 'NUMBER'; bounds: number[] } | { name: string; kind: 'WORD'; places: Record<string, number> };

/** Rows in bins, row by row. */
export interface Binned {
  n: number;
  width: number;
  bins: Uint8Array;
}

/**
 * How columns become bins, learned from the rows to fit.
 * Formula: numbers of few distinct values are cut halfway between them, others at their quantiles; the most frequent words have a bin each. Unit:
 * none. Edge: a number that is unknown and a word that was rare or never met share the last bin.
 */
export const learnBins = (features: readonly Feature[], rows: ArrayLike<number>): Binner[] => features.map((feature) => (feature.kind === 'NUMBER'
  ? { name: feature.name, kind: 'NUMBER', bounds: boundsOf(feature.values, rows) } : { name: feature.name, kind: 'WORD', places: placesOf(feature.values, rows) }));

function boundsOf(values: ArrayLike<number>, rows: ArrayLike<number>): number[] {
  const known = Float64Array.from(rows, (row) => values[row]!).filter((value) => !Number.isNaN(value)).sort();
  const distinct = known.filter((value, at) => at === 0 || value !== known[at - 1]);
  if (distinct.length < UNKNOWN) return Array.from(distinct.subarray(1), (value, at) => (value + distinct[at]!) / 2);
  const bounds = Array.from({ length: UNKNOWN - 1 }, (_, at) => known[Math.floor(((at + 1) * known.length) / UNKNOWN)]!);
  return bounds.filter((bound, at) => at === 0 || bound > bounds[at - 1]!);
}

function placesOf(values: readonly string[], rows: ArrayLike<number>): Record<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < rows.length; at += 1) counts.set(values[rows[at]!]!, (counts.get(values[rows[at]!]!) ?? 0) + 1);
  const words = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, UNKNOWN);
  return Object.fromEntries(words.map(([word], at) => [word, at]));
}

/** Rows in the bins learned. Formula: the first bin whose bound is not below the value. Unit: none. Edge: a feature that is missing is refused by name. */
export function binRows(binners: readonly Binner[], features: readonly Feature[], rows: ArrayLike<number>): Binned {
  const width = binners.length;
  const bins = new Uint8Array(rows.length * width);
  binners.forEach((binner, column) => {
    const feature = features.find(({ name }) => name === binner.name);
    if (feature?.kind !== binner.kind) throw new RangeError(`The feature ${binner.name} is missing.`);
    const places = new Map(binner.kind === 'WORD' ? Object.entries(binner.places) : []);
    for (let at = 0; at < rows.length; at += 1) {
      const value = feature.values[rows[at]!]!;
      bins[at * width + column] = binner.kind === 'WORD' ? places.get(value as string) ?? UNKNOWN : binOf(binner.bounds, value as number);
    }
  });
  return { n: rows.length, width, bins };
}

function binOf(bounds: readonly number[], value: number): number {
  if (Number.isNaN(value)) return UNKNOWN;
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= bounds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

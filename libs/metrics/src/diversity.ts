/**
 * How unevenly something is spread over many.
 * Formula: Gini's coefficient 1912, Σ(2i − n − 1)·xᵢ/(n·Σx) over values in rising order. Unit: 0 all have the same, towards 1 one has all. Edge: null
 * without values or where their sum is not above 0; a value below 0 is refused.
 */
export function gini(values: ArrayLike<number>): number | null {
  const rising = Float64Array.from(values).sort();
  const n = rising.length;
  if (n > 0 && !(rising[0]! >= 0)) throw new RangeError('A share of something is not below 0.');
  const sum = rising.reduce((all, value) => all + value, 0);
  return sum > 0 ? rising.reduce((all, value, i) => all + (2 * (i + 1) - n - 1) * value, 0) / (n * sum) : null;
}

/**
 * How evenly something is spread over kinds.
 * Formula: Shannon's entropy 1948 −Σ p·ln p over the most there could be, ln of the number of kinds. Unit: 0 all of one kind, 1 evenly. Edge: null for
 * fewer than two kinds or a sum not above 0; kinds of none count as kinds.
 */
export function evenness(amounts: ArrayLike<number>): number | null {
  const own = Array.from(amounts);
  const sum = own.reduce((all, amount) => all + amount, 0);
  if (own.length < 2 || !(sum > 0)) return null;
  return own.reduce((all, amount) => (amount > 0 ? all - (amount / sum) * Math.log(amount / sum) : all), 0) / Math.log(own.length);
}

/**
 * How far few hold all.
 * Formula: Herfindahl & Hirschman's index, Σ p². Unit: 1/n evenly to 1 for one alone. Edge: null where the sum is not above 0.
 */
export function concentration(amounts: ArrayLike<number>): number | null {
  const own = Array.from(amounts);
  const sum = own.reduce((all, amount) => all + amount, 0);
  return sum > 0 ? own.reduce((all, amount) => all + (amount / sum) ** 2, 0) : null;
}

/** Which part of a catalogue was shown at all. Formula: different things shown / things there are. Unit: fraction of 1. Edge: null for an empty catalogue. */
export const coverage = (shown: Iterable<number | string>, catalogue: number): number | null => (catalogue > 0 ? new Set(shown).size / catalogue : null);

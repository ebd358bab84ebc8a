/**
 * How alike two words are, character by character.
 * Formula: (m/|a| + m/|b| + (m − t)/m) / 3, with m characters of both that stand no further apart than half the longer word, and t half
 * the number of those in another order (Jaro 1989). Unit: 0 to 1. Edge: equal words are 1, words without a common character 0; two empty
 * words are equal.
 */
export function jaro(a: string, b: string): number {
  if (a === b) return 1;
  const [one, other] = [[...a], [...b]];
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const matched = one.filter((letter, at) => {
    const from = Math.max(0, at - reach);
    const place = other.findIndex((candidate, index) => index >= from && index <= at + reach && candidate === letter && !taken.has(index));
    if (place >= 0) taken.add(place);
    return place >= 0;
  });
  const m = matched.length;
  if (m === 0) return 0;
  const theirs = other.filter((_, index) => taken.has(index));
  const t = matched.filter((letter, at) => letter !== theirs[at]).length / 2;
  return (m / one.length + m / other.length + (m - t) / m) / 3;
}

/**
 * How alike two names are, a common beginning counting more: people misspell the end of a name rather than its start.
 * Formula: j + 0.1 · l · (1 − j), with j of `jaro` and l the length of the common beginning, 4 at most (Winkler 1990). Unit: 0 to 1.
 * Edge: as `jaro`.
 */
export function jaroWinkler(a: string, b: string): number {
  const j = jaro(a, b);
  let l = 0;
  while (l < 4 && l < a.length && l < b.length && a[l] === b[l]) l += 1;
  return j + 0.1 * l * (1 - j);
}

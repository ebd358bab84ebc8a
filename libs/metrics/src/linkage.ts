/** How often one outcome of a comparison is seen: among pairs of the same person (m), and among pairs of different people (u). */
export interface Odds {
  m: number;
  u: number;
}

/** The outcomes that the comparison of one field can have, by name; the probabilities of each kind add up to 1. */
export type FieldOdds = Readonly<Record<string, Odds>>;

/** What comparing two records gave, by field; a field that one of them lacks says nothing and is left out. */
export type Comparison = Readonly<Record<string, string>>;

/** What is known of comparisons: for each field how often each outcome is seen. */
export type Linkage = Readonly<Record<string, FieldOdds>>;

/** Patterns of the same form, seen so often. */
export interface Counted {
  comparison: Comparison;
  count: number;
}

/** No outcome is ever impossible: below this a single misspelling would outweigh everything else. */
const LEAST = 1e-6;
const within = (value: number): number => Math.min(1 - LEAST, Math.max(LEAST, value));

/**
 * What one outcome of a comparison says for two records being of one person.
 * Formula: log2(m / u) (Fellegi & Sunter 1969, with levels of agreement after Winkler 1990; for the disagreement of a field with two
 * outcomes this is log2((1 − m) / (1 − u))). Unit: bits; above 0 it speaks for one person, below 0 against. Edge: an outcome that the
 * field does not know says nothing, 0.
 */
export function agreementWeight(field: FieldOdds | undefined, outcome: string): number {
  const odds = field?.[outcome];
  return odds ? Math.log2(within(odds.m) / within(odds.u)) : 0;
}

/**
 * What a whole comparison says, fields taken as independent.
 * Formula: sum of `agreementWeight`. Unit: bits. Edge: 0 where nothing could be compared.
 */
export const linkageWeight = (linkage: Linkage, comparison: Comparison): number =>
  Object.entries(comparison).reduce((sum, [field, outcome]) => sum + agreementWeight(linkage[field], outcome), 0);

/**
 * How probable it is that two records are of one person, given what comparing them says.
 * Formula: p·2^w / (p·2^w + 1 − p), with p the part of all compared pairs that are of one person (Bayes). Unit: fraction of 1.
 * Edge: p of 0 or 1 stays what it is, whatever was compared.
 */
export function linkageProbability(weight: number, share: number): number {
  if (share <= 0 || share >= 1) return Math.min(1, Math.max(0, share));
  return 1 / (1 + ((1 - share) / share) * 2 ** -weight);
}

/** What estimating found: the odds, the part of pairs that are of one person, and after how many rounds nothing changed any more. */
export interface Estimate {
  linkage: Linkage;
  share: number;
  rounds: number;
}

const MOST_ROUNDS = 200;
const STILL = 1e-6;

/**
 * The probabilities that explain best what comparing many pairs has given, without being told which pairs are of one person.
 * Formula: expectation maximisation over two classes with independent fields (Dempster, Laird & Rubin 1977; for linkage Winkler 1988):
 * each pair is of one person with the probability that the present odds give it, and the odds are what these parts add up to. `u` may be
 * held (`fixedU`), as it is known well from pairs drawn by chance. Unit: probabilities. Edge: without patterns the start is the answer;
 * an outcome that never occurred keeps a small probability, never 0.
 */
export function estimateLinkage(patterns: readonly Counted[], start: Linkage, share: number, options: { fixedU?: boolean } = {}): Estimate {
  let [linkage, p] = [start, share];
  const total = patterns.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return { linkage, share, rounds: 0 };
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const parts = patterns.map(({ comparison, count }) => ({ comparison, count, same: linkageProbability(linkageWeight(linkage, comparison), p) }));
    const next = nextLinkage(parts, linkage, options.fixedU ?? false);
    const share2 = within(parts.reduce((sum, { count, same }) => sum + count * same, 0) / total);
    const moved = Math.max(Math.abs(share2 - p), ...changes(linkage, next));
    [linkage, p] = [next, share2];
    if (moved < STILL) return { linkage, share: p, rounds: round };
  }
  return { linkage, share: p, rounds: MOST_ROUNDS };
}

interface Part extends Counted {
  same: number;
}

function nextLinkage(parts: readonly Part[], before: Linkage, fixedU: boolean): Linkage {
  return Object.fromEntries(Object.entries(before).map(([field, odds]) => {
    const seen = parts.filter(({ comparison }) => comparison[field] !== undefined);
    const outcomes = Object.keys(odds);
    // One pair of each kind is assumed beforehand, so that a rare outcome is never taken for an impossible one.
    const sum = (outcome: string | null, of: (part: Part) => number): number =>
      seen.reduce((all, part) => (outcome === null || part.comparison[field] === outcome ? all + of(part) : all), outcome === null ? 1 : 1 / outcomes.length);
    const [matched, unmatched] = [sum(null, ({ count, same }) => count * same), sum(null, ({ count, same }) => count * (1 - same))];
    return [field, Object.fromEntries(outcomes.map((outcome) => [outcome, {
      m: within(sum(outcome, ({ count, same }) => count * same) / matched),
      u: fixedU ? odds[outcome]!.u : within(sum(outcome, ({ count, same }) => count * (1 - same)) / unmatched),
    }]))];
  }));
}

const changes = (before: Linkage, after: Linkage): number[] =>
  Object.entries(before).flatMap(([field, odds]) => Object.entries(odds).map(([outcome, { m, u }]) => Math.max(Math.abs(m - after[field]![outcome]!.m), Math.abs(u - after[field]![outcome]!.u))));

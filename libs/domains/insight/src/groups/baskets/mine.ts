/** The mathematics of baskets: it runs in a thread of its own, so it imports nothing but @dossier/metrics. */
import { frequentItemsets, liftInterval, rulesOf, type Rule } from '@dossier/metrics';

/** Baskets one after the other in `items`; basket i begins at `starts[i]`. */
export interface MineInput {
  items: Int32Array;
  starts: Int32Array;
  /** How many different things there are; they are numbered from 0 on. */
  kinds: number;
  support: number;
  confidence: number;
  significance: number;
  longest: number;
  most: number;
}

/** One rule as it is kept. */
export interface MinedRule {
  left: number[];
  right: number;
  count: number;
  leftCount: number;
  rightCount: number;
  support: number;
  confidence: number;
  lift: number;
  low: number;
  high: number;
  leverage: number;
  p: number;
  q: number;
}

/** Rules that hold, and what was left out on the way to them. */
export type Mined =
  | { status: 'REFUSED'; lack: string; found: number; needed: number }
  | { status: 'OK'; baskets: number; leastCount: number; isCapped: boolean; found: number; chance: number; redundant: number; mirrored: number; rules: MinedRule[] };

/** A rule rests on so many baskets at least, however small the support asked for. */
const LEAST_COUNT = 5;
/** So many different things stand side by side at most: the bits of all of them must lie in memory at once. */
const MOST_KINDS = 1_500;
const MOST_SETS = 50_000;

/** Association rules of baskets: by Eclat, with Fisher's test held against the number of rules, without redundant and mirrored ones. */
export function mineBaskets({ items, starts, kinds, support, confidence, significance, longest, most }: MineInput): Mined {
  const baskets = Array.from(starts, (start, at) => items.subarray(start, starts[at + 1] ?? items.length));
  const bound = leastFor(items, kinds, Math.max(LEAST_COUNT, Math.ceil(support * baskets.length - 1e-9)));
  const sets = frequentItemsets(baskets, { support, leastCount: bound.least, longest, most: MOST_SETS });
  if (sets.status === 'REFUSED') return { status: 'REFUSED', lack: sets.lack, found: sets.found, needed: sets.needed };
  const all = rulesOf(sets.value, { confidence });
  const sure = all.rules.filter(({ adjusted, leverage }) => adjusted <= significance && leverage > 0);
  const plain = new Set(rulesOf(sets.value, { confidence, isRedundantHidden: true }).rules.map(keyOf));
  const needed = sure.filter((rule) => plain.has(keyOf(rule)));
  const seen = withoutMirrors(needed);
  const kept = seen.slice(0, most);
  const counts = new Map(sets.value.sets.map((set) => [set.items.join(' '), set.count]));
  return {
    status: 'OK', baskets: baskets.length, leastCount: sets.value.leastCount, isCapped: bound.isRaised || sets.value.capped || kept.length < seen.length, found: all.found, chance: all.found - sure.length,
    redundant: sure.length - needed.length, mirrored: needed.length - seen.length, rules: kept.map((rule) => keptRule(rule, { leftCount: counts.get(rule.left.join(' '))!, rightCount: counts.get(String(rule.right))!, n: baskets.length })),
  };
}

/** In how many baskets a thing must stand so that not too many different things do. */
function leastFor(items: Int32Array, kinds: number, asked: number): { least: number; isRaised: boolean } {
  const counts = new Int32Array(kinds);
  for (const item of items) counts[item]! += 1;
  const bound = counts.toSorted().at(-1 - MOST_KINDS) ?? 0;
  return { least: Math.max(asked, bound + 1), isRaised: bound >= asked };
}

const keyOf = ({ left, right }: Rule): string => `${left.join(' ')} > ${right}`;

/** Of two rules that are each other turned round, the one that is surer; both say the same of how often things stand together. */
function withoutMirrors(rules: readonly Rule[]): Rule[] {
  const best = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.left.length > 1) continue;
    const pair = [rule.left[0]!, rule.right].sort((a, b) => a - b).join(' ');
    const other = best.get(pair);
    if (!other || rule.confidence > other.confidence) best.set(pair, rule);
  }
  const kept = new Set(best.values());
  return rules.filter((rule) => rule.left.length > 1 || kept.has(rule));
}

function keptRule({ left, right, count, support, confidence, lift, leverage, p, adjusted }: Rule, { leftCount, rightCount, n }: { leftCount: number; rightCount: number; n: number }): MinedRule {
  const range = liftInterval({ both: count, left: leftCount, right: rightCount, n })!;
  return { left, right, count, leftCount, rightCount, support, confidence, lift, low: range.low, high: range.high, leverage, p, q: adjusted };
}

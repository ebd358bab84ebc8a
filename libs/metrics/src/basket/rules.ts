import type { Itemsets } from './itemsets';
import { falseDiscovery, fisherAbove } from './significance';

/** Who has the left side has the right one too, so often. */
export interface Rule {
  left: number[];
  right: number;
  count: number;
  /** Part of all baskets with both sides. */
  support: number;
  /** Part of the baskets with the left side that have the right one. */
  confidence: number;
  /** How many times more often than by chance. */
  lift: number;
  /** How much more of all baskets than by chance. */
  leverage: number;
  /** How rare by chance, and the same held against the number of rules. */
  p: number;
  adjusted: number;
}

/** Rules by lift, greatest first. */
export interface Rules {
  rules: Rule[];
  /** How many there were before those without significance, the redundant ones and those beyond `most` were left out. */
  found: number;
  capped: boolean;
}

/** Which rules are kept. */
export interface RuleOptions {
  confidence: number;
  /** Keep those whose adjusted probability is at most this; 1 keeps all. */
  significance?: number;
  /** Leave out a rule when a shorter left side is as sure. */
  isRedundantHidden?: boolean;
  most?: number;
}

/**
 * What goes with what, from sets that stand together often.
 * Formula: each item of a set on the right, the rest on the left; confidence = count(both)/count(left), lift = confidence/support(right),
 * leverage = support − support(left)·support(right) (Agrawal & Srikant 1994; Piatetsky-Shapiro 1991), Fisher's test held against the number
 * of rules by Benjamini & Hochberg. Unit: fractions, times. Edge: rules of the same lift stand by confidence, count and items; no sets give no rules.
 */
export function rulesOf({ sets, baskets, capped }: Itemsets, { confidence, significance = 1, isRedundantHidden = false, most = Infinity }: RuleOptions): Rules {
  const counts = new Map(sets.map(({ items, count }) => [items.join(' '), count]));
  const rules = sets.filter(({ items }) => items.length > 1).flatMap(({ items, count }) => items.flatMap((right) => {
    const left = items.filter((item) => item !== right);
    const [leftCount, rightCount] = [counts.get(left.join(' '))!, counts.get(String(right))!];
    return count / leftCount >= confidence - 1e-12 ? [ruleOf({ left, right, count }, leftCount, rightCount, baskets)] : [];
  }));
  const adjusted = falseDiscovery(rules.map(({ p }) => p));
  rules.forEach((rule, at) => (rule.adjusted = adjusted[at]!));
  const kept = rules.filter((rule) => rule.adjusted <= significance && !(isRedundantHidden && isRedundant(rule, counts)));
  kept.sort((a, b) => b.lift - a.lift || b.confidence - a.confidence || b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1));
  return { rules: kept.slice(0, most), found: rules.length, capped: capped || kept.length > most };
}

function ruleOf({ left, right, count }: { left: number[]; right: number; count: number }, leftCount: number, rightCount: number, n: number): Rule {
  const sure = count / leftCount;
  return {
    left, right, count, support: count / n, confidence: sure, lift: (sure * n) / rightCount, leverage: count / n - (leftCount / n) * (rightCount / n),
    p: fisherAbove({ both: count, left: leftCount, right: rightCount, n }), adjusted: 1,
  };
}

/** Whether leaving one thing out of the left side leaves it as sure. */
function isRedundant({ left, right, confidence }: Rule, counts: ReadonlyMap<string, number>): boolean {
  return left.length > 1 && left.some((item) => {
    const shorter = left.filter((other) => other !== item);
    const whole = counts.get([...shorter, right].sort((a, b) => a - b).join(' '));
    return whole !== undefined && whole / counts.get(shorter.join(' '))! >= confidence;
  });
}

const keyOf = ({ left, right }: Rule): string => `${left.join(' ')} > ${right}`;

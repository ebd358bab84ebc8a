import { answered, refused, type Answer } from '../answer';
import { imul, max } from '../numeric/math';

/** Things that stand together in `count` baskets; items by their number, rising. */
export interface Itemset {
  items: number[];
  count: number;
}

/** What stands together often. */
export interface Itemsets {
  sets: Itemset[];
  baskets: number;
  /** Whether more sets were there than `most`: then the rarest ones are missing. */
  capped: boolean;
  /** In how many baskets a set had to be. */
  leastCount: number;
}

/** What counts as often. */
export interface ItemsetOptions {
  /** In which part of all baskets a set must be. */
  support: number;
  /** In how many it must be at least, however few baskets there are. */
  leastCount?: number;
  longest?: number;
  most?: number;
}

const LEAST_BASKETS = 100;

/**
 * Which things stand together often.
 * Formula: Eclat: depth first over bits of baskets (Zaki 2000); a set is frequent in ⌈support · n⌉ baskets (Agrawal & Srikant 1994). Shapes: a
 * basket is a list of item numbers from 0 on, in any order, twice is once. Unit: baskets. Edge: refused under 100 baskets; over `most`
 * sets (100,000) the support is doubled until they fit and CAPPED says so.
 */
export function frequentItemsets(baskets: readonly ArrayLike<number>[], { support, leastCount = 5, longest = 10, most = 100_000 }: ItemsetOptions): Answer<Itemsets> {
  const n = baskets.length;
  if (n < LEAST_BASKETS) return refused('BASKETS', n, LEAST_BASKETS);
  const counts = itemCounts(baskets);
  let least = max(1, leastCount, Math.ceil(support * n - 1e-9));
  for (let capped = false; ; capped = true, least *= 2) {
    const sets = search(bitsOf(baskets, counts, least), { least, longest, most });
    if (sets) return answered({ sets, baskets: n, capped, leastCount: least }, n, capped ? ['CAPPED'] : []);
  }
}

function itemCounts(baskets: readonly ArrayLike<number>[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const basket of baskets) for (const item of new Set(Array.from(basket))) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

interface Column {
  item: number;
  bits: Uint32Array;
  count: number;
}

function bitsOf(baskets: readonly ArrayLike<number>[], counts: Map<number, number>, least: number): Column[] {
  const words = Math.ceil(baskets.length / 32);
  const columns = new Map<number, Column>();
  for (const [item, count] of counts) if (count >= least) columns.set(item, { item, bits: new Uint32Array(words), count });
  baskets.forEach((basket, at) => {
    for (let i = 0; i < basket.length; i += 1) {
      const column = columns.get(basket[i]!);
      if (column) column.bits[at >>> 5]! |= 1 << (at & 31);
    }
  });
  // The rarest first keeps the branches thin.
  return [...columns.values()].sort((a, b) => a.count - b.count || a.item - b.item);
}

function search(columns: readonly Column[], { least, longest, most }: { least: number; longest: number; most: number }): Itemset[] | null {
  const sets: Itemset[] = [];
  const deeper = (prefix: readonly number[], own: readonly Column[]): boolean => own.every((column, at) => {
    const items = [...prefix, column.item];
    if (sets.push({ items: items.toSorted((a, b) => a - b), count: column.count }) > most) return false;
    if (items.length >= longest) return true;
    const next: Column[] = [];
    for (let i = at + 1; i < own.length; i += 1) {
      const together = both(column.bits, own[i]!.bits);
      if (together.count >= least) next.push({ item: own[i]!.item, ...together });
    }
    return next.length === 0 || deeper(items, next);
  });
  return deeper([], columns) ? sets : null;
}

function both(a: Uint32Array, b: Uint32Array): { bits: Uint32Array; count: number } {
  const bits = new Uint32Array(a.length);
  let count = 0;
  for (let i = 0; i < a.length; i += 1) {
    let word = a[i]! & b[i]!;
    bits[i] = word;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return { bits, count };
}

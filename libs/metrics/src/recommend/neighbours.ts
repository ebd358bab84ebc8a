import { answered, refused, type Answer } from '../answer';
import { log2, min, sqrt } from '../numeric/math';

/** For each item those that it speaks for, being among their nearest: those of item i from `start[i]` to `start[i + 1]`. */
export interface Neighbours {
  items: number;
  start: Uint32Array;
  item: Uint32Array;
  likeness: Float64Array;
  /** How many customers bought each item. */
  buyers: Uint32Array;
}

/** How to find neighbours. */
export interface NeighbourOptions {
  /** So many buyers an item is taken to have besides, so that a single common buyer does not make items alike. */
  shrinkage?: number;
  /** How many are kept of each item. */
  most?: number;
}

const LEAST_CUSTOMERS = 50;

/**
 * Which items the same customers buy.
 * Formula: cosine of buyers, n₁₂/(√(n₁·n₂) + shrinkage); of each item the nearest are kept (Sarwar et al. 2001; Deshpande & Karypis 2004). Shapes: for each
 * customer the numbers of the items bought, from 0 to below `items`, twice is once. Unit: 0 to 1. Edge: refused under 50 customers; of items as near the
 * lower number comes first.
 */
export function itemNeighbours(bought: readonly ArrayLike<number>[], items: number, { shrinkage = 10, most = 100 }: NeighbourOptions = {}): Answer<Neighbours> {
  if (bought.length < LEAST_CUSTOMERS) return refused('CUSTOMERS', bought.length, LEAST_CUSTOMERS);
  const own = bought.map((list) => Uint32Array.from(new Set(Array.from(list))));
  const byItem = Array.from({ length: items }, (): number[] => []);
  own.forEach((list, customer) => list.forEach((item) => byItem[item]!.push(customer)));
  const buyers = Uint32Array.from(byItem, (customers) => customers.length);
  const speaksFor = Array.from({ length: items }, (): [item: number, likeness: number][] => []);
  const likeness = new Float64Array(items);
  for (let i = 0; i < items; i += 1) {
    likeness.fill(0);
    for (const customer of byItem[i]!) for (const other of own[customer]!) likeness[other]! += 1;
    likeness[i] = 0;
    for (let other = 0; other < items; other += 1) if (likeness[other]! > 0) likeness[other]! /= sqrt(buyers[i]! * buyers[other]!) + shrinkage;
    for (const near of nearest(likeness, most)) speaksFor[near]!.push([i, likeness[near]!]);
  }
  const start = new Uint32Array(items + 1);
  speaksFor.forEach((list, i) => (start[i + 1] = start[i]! + list.length));
  const flat = speaksFor.flat();
  return answered({ items, start, item: Uint32Array.from(flat, ([item]) => item), likeness: Float64Array.from(flat, ([, near]) => near), buyers }, bought.length);
}

/** The places of the greatest values above 0, greatest first. */
function nearest(values: Float64Array, most: number): number[] {
  const bound = values.filter((value) => value > 0).sort().at(-most) ?? 0;
  const found: number[] = [];
  for (let at = 0; at < values.length; at += 1) if (values[at]! > 0 && values[at]! >= bound) found.push(at);
  return found.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, most);
}

/** An item to recommend, and which of the customer's own speaks for it most. */
export interface Recommended {
  item: number;
  score: number;
  /** None where it is recommended because many buy it. */
  because: number | null;
}

/** What is recommended to a customer. */
export interface RecommendOptions {
  most?: number;
  /** What must not be: returned, unsuitable, out of stock. What the customer has is never. */
  isExcluded?: (item: number) => boolean;
}

/**
 * What a customer may want next.
 * Formula: the sum of the likeness of an item to those of its nearest that the customer has; what is left open is filled with what most customers buy. Unit: none, for ranking
 * alone. Edge: somebody without purchases gets what most buy; of equal ones the lower number comes first.
 */
export function recommend(neighbours: Neighbours, owned: Iterable<number>, { most = 10, isExcluded = () => false }: RecommendOptions = {}): Recommended[] {
  const has = new Set(owned);
  const [score, strongest, because] = [new Float64Array(neighbours.items), new Float64Array(neighbours.items), new Uint32Array(neighbours.items)];
  for (const own of has) for (let at = neighbours.start[own]!; at < neighbours.start[own + 1]!; at += 1) {
    const [item, near] = [neighbours.item[at]!, neighbours.likeness[at]!];
    score[item]! += near;
    if (near <= strongest[item]!) continue;
    strongest[item] = near;
    because[item] = own;
  }
  const isOut = (item: number): boolean => has.has(item) || isExcluded(item);
  for (let item = 0; item < score.length; item += 1) if (score[item]! > 0 && isOut(item)) score[item] = 0;
  const best = nearest(score, most).map((item): Recommended => ({ item, score: score[item]!, because: because[item]! }));
  return best.length < most ? [...best, ...popular(neighbours, { most: most - best.length, isExcluded: (item) => score[item]! > 0 || isOut(item) })] : best;
}

/** What most customers buy. Formula: items by number of buyers. Unit: buyers. Edge: items that nobody bought are never among them. */
export function popular({ buyers, items }: Neighbours, { most = 10, isExcluded = () => false }: RecommendOptions = {}): Recommended[] {
  const best: Recommended[] = [];
  for (let item = 0; item < items; item += 1) {
    const score = buyers[item]!;
    if (score === 0 || (best.length === most && score <= best[most - 1]!.score) || isExcluded(item)) continue;
    best.push({ item, score, because: null });
    best.sort((a, b) => b.score - a.score || a.item - b.item);
    if (best.length > most) best.pop();
  }
  return best;
}

/**
 * How often what was recommended was then bought.
 * Formula: customers with at least one of it among what they bought later / customers. Shapes: a place a customer in both. Unit: fraction of 1. Edge: null
 * without customers.
 */
export function hitRate(recommended: readonly (readonly number[])[], later: readonly ReadonlySet<number>[]): number | null {
  if (later.length === 0) return null;
  return recommended.filter((items, at) => items.some((item) => later[at]!.has(item))).length / later.length;
}

/**
 * How far up in what was recommended lay what was then bought.
 * Formula: mean over customers of Σ 1/log₂(place + 1) of the hits / the same sum had all hits come first (Järvelin & Kekäläinen 2002); at most as many
 * as were recommended. Shapes: a place a customer in both. Unit: 0 to 1. Edge: null without customers; somebody who bought nothing later is left out.
 */
export function rankedGain(recommended: readonly (readonly number[])[], later: readonly ReadonlySet<number>[]): number | null {
  const gainAt = (place: number): number => 1 / log2(place + 2);
  const gains = recommended.flatMap((items, at) => {
    const best = Array.from({ length: min(items.length, later[at]!.size) }, (_, place) => gainAt(place)).reduce((sum, gain) => sum + gain, 0);
    return best > 0 ? [items.reduce((sum, item, place) => sum + (later[at]!.has(item) ? gainAt(place) : 0), 0) / best] : [];
  });
  return gains.length === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

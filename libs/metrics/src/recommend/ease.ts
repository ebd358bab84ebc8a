import { answered, refused, type Answer } from '../answer';
import { invertSymmetric } from '../numeric/inverse';
import type { Neighbours } from './neighbours';

/** How to weigh items by EASE. */
export interface EaseOptions {
  /** How strongly weights are held back, λ: more with fewer customers. */
  hold?: number;
  /** How many are kept of each item. */
  most?: number;
  /** No more items than this: the work grows with their third power. */
  items?: number;
}

const LEAST_CUSTOMERS = 50;

/**
 * Which items speak for which, each weighed beside all others at once.
 * Formula: B = −P/diag(P) with a diagonal of 0, P = (XᵀX + λI)⁻¹, X customers by items (Steck 2019, Embarrassingly Shallow Autoencoders); of each
 * item the `most` greatest positive weights towards it are kept, all by default. Shapes: for each customer the numbers of the items bought, twice is once. Unit: none, for
 * ranking alone. Edge: refused under 50 customers; beyond `items` only those with most buyers take part, the others speak for none.
 */
export function easeNeighbours(bought: readonly ArrayLike<number>[], items: number, { hold = 500, most = items, items: bound = 5_000 }: EaseOptions = {}): Answer<Neighbours> {
  if (bought.length < LEAST_CUSTOMERS) return refused('CUSTOMERS', bought.length, LEAST_CUSTOMERS);
  const own = bought.map((list) => Uint32Array.from(new Set(Array.from(list))));
  const buyers = new Uint32Array(items);
  for (const list of own) for (const item of list) buyers[item]! += 1;
  const kept = Array.from({ length: items }, (_, item) => item).filter((item) => buyers[item]! > 0).sort((a, b) => buyers[b]! - buyers[a]! || a - b).slice(0, bound).sort((a, b) => a - b);
  const inverse = invertSymmetric(sharedBuyers(own, kept, { items, hold }), kept.length);
  return answered(weightsOf(inverse, kept, { items, most, buyers }), bought.length, kept.length < items ? ['CAPPED'] : []);
}

/** How many customers bought both, of each pair of the kept items, with λ on the diagonal. */
function sharedBuyers(own: readonly Uint32Array[], kept: readonly number[], { items, hold }: { items: number; hold: number }): Float64Array {
  const place = new Int32Array(items).fill(-1);
  kept.forEach((item, at) => (place[item] = at));
  const size = kept.length;
  const shared = new Float64Array(size * size);
  for (const list of own) {
    const at = Array.from(list, (item) => place[item]!).filter((one) => one >= 0);
    for (const row of at) for (const column of at) shared[row * size + column]! += 1;
  }
  for (let i = 0; i < size; i += 1) shared[i * size + i]! += hold;
  return shared;
}

function weightsOf(inverse: Float64Array, kept: readonly number[], { items, most, buyers }: { items: number; most: number; buyers: Uint32Array }): Neighbours {
  const size = kept.length;
  const weight = (i: number, j: number): number => (i === j ? 0 : -inverse[i * size + j]! / inverse[j * size + j]!);
  const all = most >= size;
  const bounds = Float64Array.from({ length: all ? 0 : size }, (_, j) => Float64Array.from({ length: size }, (__, i) => weight(i, j)).sort().at(-most)!);
  const isKept = (value: number, j: number): boolean => value !== 0 && (all || (value > 0 && value >= bounds[j]!));
  const start = new Uint32Array(items + 1);
  for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) if (isKept(weight(i, j), j)) start[kept[i]! + 1]! += 1;
  for (let at = 0; at < items; at += 1) start[at + 1]! += start[at]!;
  const [item, likeness] = [new Uint32Array(start[items]!), new Float64Array(start[items]!)];
  for (let i = 0; i < size; i += 1) {
    let at = start[kept[i]!]!;
    for (let j = 0; j < size; j += 1) {
      const value = weight(i, j);
      if (!isKept(value, j)) continue;
      item[at] = kept[j]!;
      likeness[at] = value;
      at += 1;
    }
  }
  return { items, start, item, likeness, buyers };
}

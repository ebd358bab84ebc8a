import type { PaceRow } from './neighbours.reader';

/** What was bought lately at fitting: the products with most buyers, and how all buyers spread over them and the rest. */
export interface Popularity {
  productIds: string[];
  /** One share a product, and the last one for all others. */
  shares: number[];
}

const MOST = 20;
/** So many buyers a share, or nothing is said. */
const LEAST_IN_SHARE = 10;

/** How the buyers of the last quarter spread over the products that have most of them. Null where there are too few. */
export function popularityOf(paces: readonly Pick<PaceRow, 'product_id' | 'recent_buyers'>[]): Popularity | null {
  const productIds = [...paces].sort((a, b) => b.recent_buyers - a.recent_buyers || (a.product_id < b.product_id ? -1 : 1)).slice(0, MOST).map(({ product_id }) => product_id);
  const counts = countsOf(paces, productIds);
  return counts === null ? null : { productIds, shares: sharesOf(counts) };
}

/** Population stability index of what is bought lately against what was at fitting: Σ (now − then) × ln(now / then) over the products and the rest. Null where there are too few buyers. */
export function popularityDrift(then: Popularity, paces: readonly Pick<PaceRow, 'product_id' | 'recent_buyers'>[]): number | null {
  const counts = countsOf(paces, then.productIds);
  return counts === null ? null : sharesOf(counts).reduce((sum, share, at) => sum + (share - then.shares[at]!) * Math.log(share / then.shares[at]!), 0);
}

function countsOf(paces: readonly Pick<PaceRow, 'product_id' | 'recent_buyers'>[], productIds: readonly string[]): number[] | null {
  const buyers = new Map(paces.map(({ product_id, recent_buyers }) => [product_id, recent_buyers]));
  const all = paces.reduce((sum, { recent_buyers }) => sum + recent_buyers, 0);
  const own = productIds.map((id) => buyers.get(id) ?? 0);
  return all < LEAST_IN_SHARE * (productIds.length + 1) ? null : [...own, all - own.reduce((sum, one) => sum + one, 0)];
}

/** Half a buyer is added to each, so that an empty share does not make the index infinite. */
function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count + 0.5) / (all + counts.length / 2));
}

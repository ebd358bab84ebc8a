import { categoryOf } from './demo.categories';
import type { RetailOrder } from './retail.reading';

/** A product as the set sells it. */
export interface DemoProduct {
  code: string;
  name: string;
  category: string;
  unitPence: number;
}

interface Seen {
  names: Map<string, number>;
  prices: Map<number, number>;
}

/** Notes of the stock room that stand where a description should ("damaged", "?", "ebay"): names of goods are in capitals. */
const isName = (text: string): boolean => /[A-Z]{3}/.test(text) || /[A-Z][a-z]+ [A-Z]/.test(text);

/** Every stock code of these orders with its most frequent name and price. Codes that differ in case are different products, as in the file. */
export function demoProducts(orders: Iterable<RetailOrder>): DemoProduct[] {
  const products = new Map<string, Seen>();
  for (const order of orders) {
    for (const line of order.lines) {
      const seen = products.get(line.code) ?? { names: new Map(), prices: new Map() };
      const name = line.text.trim().replace(/\s+/g, ' ');
      if (name !== '') count(seen.names, name, isName(name) ? 1000 : 1);
      if (line.quantity > 0 && line.unitPence > 0) count(seen.prices, line.unitPence, 1);
      products.set(line.code, seen);
    }
  }
  return [...products].map(([code, seen]) => {
    const name = mostFrequent(seen.names) ?? code;
    return { code, name, category: categoryOf(code, name), unitPence: mostFrequent(seen.prices) ?? 0 };
  });
}

function count<T>(counts: Map<T, number>, value: T, by: number): void {
  counts.set(value, (counts.get(value) ?? 0) + by);
}

const mostFrequent = <T>(counts: Map<T, number>): T | null =>
  [...counts].reduce<[T | null, number]>((best, [value, times]) => (times > best[1] ? [value, times] : best), [null, 0])[0];

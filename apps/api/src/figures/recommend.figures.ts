import { coverage, gini, hitRate, itemNeighbours, popular, recommend, type Recommended } from '@dossier/metrics';
import type { RetailSet } from '../seed/retail.codec';
import { retailOrders } from '../seed/retail.reading';
import { valueOf, type PublishedFigure } from './published.figure';

/** What was bought before this day is known; what is bought for the first time from it on is to be foretold. */
const FROM = '2011-10-01';

interface Split {
  before: Map<string, Set<string>>;
  later: Map<string, Set<string>>;
}

function split(set: RetailSet): Split {
  const parts: Split = { before: new Map(), later: new Map() };
  for (const order of retailOrders(set)) {
    if (order.customer === '' || order.invoice.startsWith('C')) continue;
    const part = order.at.slice(0, 10) < FROM ? parts.before : parts.later;
    const own = part.get(order.customer) ?? new Set<string>();
    for (const line of order.lines) if (line.quantity > 0 && line.mills > 0) part.set(order.customer, own.add(line.code));
  }
  return parts;
}

/** How often one of ten recommended products was then bought for the first time, against the ten that most buy. */
export function recommendFigures(set: RetailSet): PublishedFigure[] {
  const { before, later } = split(set);
  const codes = [...new Set([...before.values()].flatMap((own) => [...own]))].sort();
  const place = new Map(codes.map((code, at) => [code, at]));
  const bought = new Map([...before].map(([customer, own]) => [customer, new Set([...own].map((code) => place.get(code)!))]));
  const neighbours = valueOf(itemNeighbours([...bought.values()].map((own) => [...own]), codes.length));
  const judged = [...bought].flatMap(([customer, own]) => {
    const fresh = new Set([...(later.get(customer) ?? [])].flatMap((code) => place.get(code) ?? []).filter((item) => !own.has(item)));
    return fresh.size > 0 ? [{ own, fresh }] : [];
  });
  const rate = (of: (own: ReadonlySet<number>) => Recommended[]) => {
    const lists = judged.map(({ own }) => of(own).map(({ item }) => item));
    return { lists, hits: hitRate(lists, judged.map(({ fresh }) => fresh)) ?? NaN };
  };
  const many = rate((own) => popular(neighbours, { isExcluded: (item) => own.has(item) }));
  const near = rate((own) => recommend(neighbours, own));
  const shown = new Float64Array(codes.length);
  for (const item of near.lists.flat()) shown[item]! += 1;
  const figure = (id: string, value: number): PublishedFigure => ({ id, value, digits: 4, unit: 'fraction', n: judged.length });
  return [
    figure('rec.pop', many.hits), figure('rec.itemknn', near.hits), figure('rec.itemknn.coverage', coverage(near.lists.flat(), codes.length) ?? NaN), { ...figure('rec.itemknn.gini', gini(shown) ?? NaN), unit: '1' },
  ];
}

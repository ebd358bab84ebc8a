import { coverage, easeNeighbours, gini, hitRate, itemNeighbours, popular, rankedGain, recommend, type Recommended } from '@dossier/metrics';
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

interface Judged {
  codes: string[];
  known: number[][];
  judged: { own: ReadonlySet<number>; fresh: ReadonlySet<number> }[];
}

function judgedOf(set: RetailSet): Judged {
  const { before, later } = split(set);
  const codes = [...new Set([...before.values()].flatMap((own) => [...own]))].sort();
  const place = new Map(codes.map((code, at) => [code, at]));
  const bought = new Map([...before].map(([customer, own]) => [customer, new Set([...own].map((code) => place.get(code)!))]));
  const judged = [...bought].flatMap(([customer, own]) => {
    const fresh = new Set([...(later.get(customer) ?? [])].flatMap((code) => place.get(code) ?? []).filter((item) => !own.has(item)));
    return fresh.size > 0 ? [{ own, fresh }] : [];
  });
  return { codes, known: [...bought.values()].map((own) => [...own]), judged };
}

function rated({ judged }: Judged, of: (own: ReadonlySet<number>) => Recommended[]) {
  const lists = judged.map(({ own }) => of(own).map(({ item }) => item));
  const later = judged.map(({ fresh }) => fresh);
  return { lists, hits: hitRate(lists, later) ?? NaN, gain: rankedGain(lists, later) ?? NaN };
}

const figureOf = ({ judged }: Judged) => (id: string, value: number): PublishedFigure => ({ id, value, digits: 4, unit: 'fraction', n: judged.length });

/** How often one of ten recommended products was then bought for the first time, against the ten that most buy. */
export function recommendFigures(set: RetailSet): PublishedFigure[] {
  const own = judgedOf(set);
  const neighbours = valueOf(itemNeighbours(own.known, own.codes.length));
  const many = rated(own, (has) => popular(neighbours, { isExcluded: (item) => has.has(item) }));
  const near = rated(own, (has) => recommend(neighbours, has));
  const shown = new Float64Array(own.codes.length);
  for (const item of near.lists.flat()) shown[item]! += 1;
  const figure = figureOf(own);
  return [
    figure('rec.pop', many.hits), figure('rec.itemknn', near.hits), figure('rec.itemknn.coverage', coverage(near.lists.flat(), own.codes.length) ?? NaN), { ...figure('rec.itemknn.gini', gini(shown) ?? NaN), unit: '1' },
  ];
}

/** The same by EASE, over all products at once: some ten seconds, so it stands apart. */
export function easeFigures(set: RetailSet): PublishedFigure[] {
  const own = judgedOf(set);
  const weights = valueOf(easeNeighbours(own.known, own.codes.length));
  const weighed = rated(own, (has) => recommend(weights, has));
  const figure = figureOf(own);
  return [figure('rec.ease', weighed.hits), figure('rec.ease.ndcg', weighed.gain), figure('rec.ease.coverage', coverage(weighed.lists.flat(), own.codes.length) ?? NaN)];
}

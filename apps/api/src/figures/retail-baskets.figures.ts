import { frequentItemsets, liftInterval, rulesOf, type Rule } from '@dossier/metrics';
import type { RetailSet } from '../seed/retail.codec';
import { isFee, retailOrders } from '../seed/retail.reading';
import { valueOf, type PublishedFigure } from './published.figure';

const SUPPORT = 0.01;
const CONFIDENCE = 0.5;
const SIGNIFICANCE = 0.01;
const LONGEST = 3;
const TOP = 10;
/** Smaller probabilities cannot be told from none. */
const LEAST_Q = 1e-300;

/** The clean sales of the set, guests left out as everywhere in it, with the goods of each: no postage, no corrections, no gifts. */
function retailBaskets(set: RetailSet): { codes: string[]; baskets: number[][] } {
  const place = new Map<string, number>();
  const baskets = [...retailOrders(set)].filter(({ customer, invoice }) => customer !== '' && !invoice.startsWith('C')).flatMap(({ lines }) => {
    const own = new Set(lines.filter(({ code, quantity, mills }) => quantity > 0 && mills > 0 && !isFee(code)).map(({ code }) => code));
    for (const code of own) if (!place.has(code)) place.set(code, place.size);
    return own.size > 0 ? [[...own].map((code) => place.get(code)!)] : [];
  });
  return { codes: [...place.keys()], baskets };
}

/** What is bought together in the retail set: how many rules hold, how many of them say something of their own, and the ten strongest. */
export function retailBasketFigures(set: RetailSet): PublishedFigure[] {
  const { codes, baskets } = retailBaskets(set);
  const n = baskets.length;
  const sets = valueOf(frequentItemsets(baskets, { support: SUPPORT, longest: LONGEST }));
  const all = rulesOf(sets, { confidence: CONFIDENCE });
  const sure = rulesOf(sets, { confidence: CONFIDENCE, significance: SIGNIFICANCE });
  const plain = rulesOf(sets, { confidence: CONFIDENCE, significance: SIGNIFICANCE, isRedundantHidden: true });
  const once = withoutMirrors(plain.rules);
  const count = (id: string, value: number, unit = 'rules'): PublishedFigure => ({ id: `retail.basket.${id}`, value, digits: 0, unit, n });
  const counts = new Map(sets.sets.map((one) => [one.items.join(' '), one.count]));
  const top = once.slice(0, TOP).flatMap((rule, at): PublishedFigure[] => {
    const [leftCount, rightCount] = [counts.get(rule.left.join(' '))!, counts.get(String(rule.right))!];
    const range = liftInterval({ both: rule.count, left: leftCount, right: rightCount, n })!;
    const name = `retail.basket.top${at + 1}.${rule.left.map((item) => codes[item]).join('+')}>${codes[rule.right]}`;
    const times = (what: string, value: number): PublishedFigure => ({ id: `${name}.${what}`, value, digits: 2, unit: 'times', n: rule.count });
    const part = (what: string, value: number, of: number): PublishedFigure => ({ id: `${name}.${what}`, value, digits: 4, unit: 'fraction', n: of });
    return [
      times('lift', rule.lift), times('lift_low', range.low), times('lift_high', range.high), part('confidence', rule.confidence, leftCount), part('support', rule.support, n),
      { id: `${name}.log10_q`, value: Math.log10(Math.max(rule.adjusted, LEAST_Q)), digits: 1, unit: '1', n: all.found },
    ];
  });
  return [
    count('n', n, 'baskets'), count('items', codes.length, 'items'), count('least_count', sets.leastCount, 'baskets'), count('rules', all.found), count('significant', sure.rules.length), count('of_their_own', plain.rules.length),
    count('without_mirrors', once.length), ...top,
  ];
}

/** A pair stands once, the surer way round. */
function withoutMirrors(rules: readonly Rule[]): Rule[] {
  const best = new Map<string, Rule>();
  const pairOf = ({ left, right }: Rule): string => [...left, right].sort((a, b) => a - b).join(' ');
  for (const rule of rules.filter(({ left }) => left.length === 1)) {
    const other = best.get(pairOf(rule));
    if (!other || rule.confidence > other.confidence) best.set(pairOf(rule), rule);
  }
  return rules.filter((rule) => rule.left.length > 1 || best.get(pairOf(rule)) === rule);
}

import { describe, expect, it } from '@jest/globals';
import { loadRetail } from '../seed/retail.set';
import { away, type Published } from './published.figure';
import { recommendFigures } from './recommend.figures';
import { retailBasketFigures } from './retail-baskets.figures';
import { retailValueFigures } from './retail-value.figures';

const retail: readonly Published[] = [
  ['retail.rfm.555', 348, 0], ['retail.rfm.111', 185, 0], ['retail.bgnbd.ll', -61823.59, 0.1], ['retail.bgnbd.r', 0.8276, 0.002], ['retail.bgnbd.alpha', 69.09, 0.2],
  ['retail.bgnbd.a', 0, 0.001], ['retail.bgnbd.dropout_not_seen', 1, 0], ['retail.bgnbd.hold_pred', 3633, 40], ['retail.bgnbd.hold_act', 4806, 0],
];

const recommended: readonly Published[] = [['rec.pop', 0.2869, 0.003], ['rec.itemknn', 0.4387, 0.01]];

describe('the retail set', () => {
  const set = loadRetail();
  const value = retailValueFigures(set);
  const found = (id: string): number => value.find((figure) => figure.id === id)!.value;

  it('gives what was published of its value (Chen, Sain & Guo 2012, and fits on the same file)', () => expect(away(value, retail)).toEqual([]));
  it('gives what was published of its recommendations (Steck 2019, and counts on the same file)', () => expect(away(recommendFigures(set), recommended)).toEqual([]), 60_000);

  it('has every customer in one of the eleven groups', () => {
    const groups = value.filter(({ id, unit }) => id.startsWith('retail.rfm.') && unit === 'customers' && !/\d/u.test(id));
    expect([groups.length, groups.reduce((sum, figure) => sum + figure.value, 0)]).toEqual([11, 4338]);
    const revenue = value.filter(({ id }) => id.endsWith('.revenue'));
    expect(revenue.reduce((sum, figure) => sum + figure.value, 0)).toBeCloseTo(1, 9);
  });

  it('is foretold in the right order: the best tenth brings most, and more than twice the second', () => {
    const tenths = Array.from({ length: 10 }, (_, at) => found(`retail.clv.decile${at + 1}.act`));
    expect(Math.max(...tenths)).toBe(tenths[0]);
    expect(tenths[0]!).toBeGreaterThan(2 * tenths[1]!);
  });
});

describe('what is bought together in the retail set', () => {
  const figures = retailBasketFigures(loadRetail());
  const found = (id: string): number => figures.find((figure) => figure.id === id)!.value;

  it('holds as counting by hand says, each rule once and none by chance', () => {
    // Clean sales of known customers with at least one thing that is goods; a rule stands in 1 % of them.
    expect(found('retail.basket.least_count')).toBe(Math.ceil(found('retail.basket.n') * 0.01));
    expect(found('retail.basket.without_mirrors')).toBeLessThanOrEqual(found('retail.basket.of_their_own'));
    expect(found('retail.basket.of_their_own')).toBeLessThanOrEqual(found('retail.basket.significant'));
    const lifts = figures.filter(({ id }) => id.endsWith('.lift'));
    expect(lifts.length).toBe(10);
    expect(lifts.map(({ value }) => value)).toEqual(lifts.map(({ value }) => value).sort((a, b) => b - a));
    expect(figures.filter(({ id }) => id.endsWith('.log10_q')).every(({ value }) => value < -2)).toBe(true);
  });
});

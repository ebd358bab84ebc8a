import { describe, expect, it } from '@jest/globals';
import { loadRetail } from '../seed/retail.set';
import { away, type Published } from './published.figure';
import { recommendFigures } from './recommend.figures';
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

import { describe, expect, it } from '@jest/globals';
import { chanceOf } from '../numeric/random';
import type { BgNbd } from './bgnbd';
import { expectedPurchases } from './bgnbd.predict';
import { lifetimeValue } from './clv';
import type { GammaGamma } from './gamma-gamma';
import { valueOutlook } from './outlook';
import { simulateValue } from './simulate';

const purchase: BgNbd = { kind: 'MBG', r: 0.6, alpha: 40, a: 0.8, b: 3 };
const spend: GammaGamma = { p: 6, q: 4, v: 1_500 };
const horizon = { periods: 12, length: 30.4375, discount: 0.008, margin: 0.6 };
const some = { repeats: [0, 2, 7, 25, 3], last: [0, 90, 280, 300, 20], age: [200, 120, 300, 310, 400], spend: [0, 900, 600, 2_000, -50] };

describe('what customers will buy and bring', () => {
  const outlook = valueOutlook({ purchase, spend }, some, horizon, 36);

  it('expects what the single formulas expect', () => {
    some.repeats.forEach((repeats, at) => {
      const history = { repeats, last: some.last[at]!, age: some.age[at]! };
      expect(outlook.purchases[at]).toBeCloseTo(expectedPurchases(purchase, history, 12 * 30.4375), 9);
    });
    const positive = { ...some, spend: some.spend.map((amount) => Math.max(0, amount)) };
    lifetimeValue(purchase, spend, positive, horizon).forEach((value, at) => expect(outlook.value[at]).toBeCloseTo(value, 6));
    lifetimeValue(purchase, spend, positive, { ...horizon, periods: 36 }).forEach((value, at) => expect(outlook.longValue[at]).toBeCloseTo(value, 6));
  });

  it('gives a range in which about 80 of 100 lives end', () => {
    const fit = { logLikelihood: 0, withoutDropout: 0, intervals: { r: null, alpha: null, a: null, b: null }, logCovariance: null, customers: 1, repeatPurchases: 1 };
    const fits = { purchase: { model: purchase, ...fit }, spend: { model: spend, logLikelihood: 0, intervals: null, logCovariance: null, buyers: 1, meanSpend: 1, correlation: 0 } };
    for (const at of [1, 2, 3]) {
      const history = { repeats: some.repeats[at]!, last: some.last[at]!, age: some.age[at]!, spend: some.spend[at]! };
      const lives = simulateValue(fits, history, { horizon, draws: 4_000, chance: chanceOf(5) });
      expect(Math.abs(outlook.value[at]! / lives.mean - 1)).toBeLessThan(0.1);
      expect([at, Math.abs(outlook.valueHigh[at]! / lives.high80 - 1) < 0.2]).toEqual([at, true]);
      expect([at, outlook.valueLow[at]! <= lives.median && outlook.valueHigh[at]! >= lives.median]).toEqual([at, true]);
    }
  });

  it('scales with the money, keeps its order and says nothing below nothing', () => {
    const pence = valueOutlook({ purchase, spend: { ...spend, v: spend.v * 100 } }, { ...some, spend: some.spend.map((amount) => amount * 100) }, horizon);
    pence.value.forEach((value, at) => expect(value / 100).toBeCloseTo(outlook.value[at]!, 6));
    pence.valueHigh.forEach((value, at) => expect(value / 100).toBeCloseTo(outlook.valueHigh[at]!, 6));
    for (let at = 0; at < some.repeats.length; at += 1) {
      expect(outlook.valueLow[at]!).toBeLessThanOrEqual(outlook.valueHigh[at]!);
      expect(outlook.purchasesLow[at]!).toBeLessThanOrEqual(outlook.purchasesHigh[at]!);
      expect(outlook.value[at]!).toBeGreaterThanOrEqual(0);
      expect(outlook.valueVariance[at]!).toBeGreaterThanOrEqual(0);
    }
    expect(valueOutlook({ purchase, spend }, { repeats: [], last: [], age: [], spend: [] }, horizon).value).toHaveLength(0);
  });
});

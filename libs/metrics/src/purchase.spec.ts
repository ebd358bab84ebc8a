import { describe, expect, it } from '@jest/globals';
import { dayAfter, daysBetween } from './day';
import {
  averageAmount, categoryShares, gapMedianDays, netAmount, orderCount, recencyDays, refundCount, topShare, type Purchase,
} from './purchase';

const sale = (day: string, amount: number): Purchase => ({ kind: 'SALE', day, amount });
const refund = (day: string, amount: number): Purchase => ({ kind: 'REFUND', day, amount });
const history = [sale('2026-01-10', 5000), sale('2026-03-01', 3001), refund('2026-03-05', -1000), sale('2026-03-01', 0), sale('2026-03-11', 2000)];

describe('a purchase history', () => {
  it('counts sales and refunds apart, and nets the money', () => {
    expect([orderCount(history), refundCount(history), netAmount(history)]).toEqual([4, 1, 9001]);
  });

  it('averages the net amount over the sales, half away from zero', () => {
    expect(averageAmount(netAmount(history), orderCount(history))).toBe(2250);
    expect([averageAmount(5, 2), averageAmount(-5, 2), averageAmount(0, 3)]).toEqual([3, -3, 0]);
  });

  it('tells recency and gaps from sales alone, several on a day being one', () => {
    expect(recencyDays(history, '2026-03-12')).toBe(1);
    expect(gapMedianDays(history)).toBe(30);
  });

  it('does not hang on the order of the rows', () => {
    const turned = history.toReversed();
    expect(gapMedianDays(turned)).toBe(gapMedianDays(history));
    expect(recencyDays(turned, '2026-03-12')).toBe(recencyDays(history, '2026-03-12'));
  });

  it('has no answer where nothing was bought', () => {
    const refunds = [refund('2026-01-01', -500)];
    expect([averageAmount(-500, 0), recencyDays(refunds, '2026-02-01'), gapMedianDays([sale('2026-01-01', 1)])]).toEqual([null, null, null]);
    expect([orderCount([]), netAmount([])]).toEqual([0, 0]);
  });
});

describe('categoryShares', () => {
  it('adds up, leaves out what was all taken back, and sums to one', () => {
    const shares = categoryShares([
      { category: 'b', amount: 300 }, { category: 'a', amount: 100 }, { category: 'c', amount: 50 }, { category: 'c', amount: -80 },
    ]);
    expect(shares).toEqual([{ category: 'b', amount: 300, share: 0.75 }, { category: 'a', amount: 100, share: 0.25 }]);
    expect(categoryShares([{ category: 'a', amount: 0 }])).toEqual([]);
  });

  it('does not change when all money is scaled', () => {
    const of = (by: number) => categoryShares([{ category: 'a', amount: 7 * by }, { category: 'b', amount: 3 * by }]).map(({ share }) => share);
    expect(of(100)).toEqual(of(1));
  });
});

describe('topShare', () => {
  it('is the part of the best', () => {
    expect(topShare([1, 2, 3, 4, 90], 0.2)).toBe(0.9);
    expect(topShare([0, 0], 0.5)).toBeNull();
  });
});

describe('days', () => {
  it('are counted across months and leap days', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(dayAfter('2023-12-31', 1)).toBe('2024-01-01');
    expect(dayAfter('2024-03-01', -1)).toBe('2024-02-29');
  });
});

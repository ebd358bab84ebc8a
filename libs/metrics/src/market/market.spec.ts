import { describe, expect, it } from '@jest/globals';
import { logGrowth, partsOfChange, studentQuantile } from './growth';

describe('growth', () => {
  it('is that of a line that grows by the same part each month', () => {
    const found = logGrowth(Array.from({ length: 24 }, (_, month) => 1_000 * 1.01 ** month));
    expect(found).toMatchObject({ status: 'OK', n: 24, value: { months: 24, yearly: expect.closeTo(1.01 ** 12 - 1, 10), low: expect.closeTo(1.01 ** 12 - 1, 6) } });
  });

  it('is what tables of least squares give', () => {
    // y = ln(amount): 1, 2, 2, 3, 5, 4; slope 0.7142857, residual sum 1.9047619 on 4 degrees, t(0.975, 4) = 2.776445.
    const found = logGrowth([1, 2, 2, 3, 5, 4].map(Math.exp));
    expect(found).toMatchObject({ status: 'WEAK', cautions: ['FEW_ROWS'], value: { slope: expect.closeTo(5 / 7, 9) } });
    const half = 2.7764451 * Math.sqrt(1.9047619 / 4 / 17.5);
    expect(found.status !== 'REFUSED' && Math.log(1 + found.value.high) / 12).toBeCloseTo(5 / 7 + half, 5);
    expect([studentQuantile(0.975, 10), studentQuantile(0.025, 10), studentQuantile(0.5, 3)]).toEqual([expect.closeTo(2.228139, 5), expect.closeTo(-2.228139, 5), 0]);
  });

  it('is refused with too little, and does not change with the unit', () => {
    expect(logGrowth([1, 0, 3, -2, 4])).toEqual({ status: 'REFUSED', lack: 'MONTHS', found: 3, needed: 6 });
    const own = [5, 7, 6, 9, 12, 10, 14, 13];
    const [a, b] = [logGrowth(own), logGrowth(own.map((amount) => amount * 100))];
    expect(a.status !== 'REFUSED' && b.status !== 'REFUSED' && Math.abs(a.value.yearly - b.value.yearly) < 1e-9).toBe(true);
  });
});

describe('parts of a change', () => {
  it('add up to it', () => {
    const parts = partsOfChange({ customers: 100, orders: 2, amount: 50 }, { customers: 120, orders: 1.5, amount: 80 })!;
    expect(parts['customers']! + parts['orders']! + parts['amount']!).toBeCloseTo(120 * 1.5 * 80 - 100 * 2 * 50, 6);
    expect(parts['orders']).toBeLessThan(0);
    expect(partsOfChange({ customers: 10, orders: 1 }, { customers: 10, orders: 1 })).toEqual({ customers: 0, orders: 0 });
    expect(partsOfChange({ customers: 0, orders: 1 }, { customers: 10, orders: 1 })).toBeNull();
  });
});

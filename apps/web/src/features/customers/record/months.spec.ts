import { describe, expect, it } from '@jest/globals';
import { bestMonth, lastMonths, longMonth, shortMonth } from './months';

describe('24 months of purchases', () => {
  const points = lastMonths([{ month: '2026-10-01', amount: { minor: -500, currency: 'GBP' }, orderCount: 1 }, { month: '2025-01-01', amount: { minor: 900, currency: 'GBP' }, orderCount: 2 }, { month: '2024-11-01', amount: { minor: 1, currency: 'GBP' } }], '2026-11-22');
  it('ends with the present month and keeps empty ones', () => {
    expect(points).toHaveLength(24);
    expect([points[0]?.month, points[23]?.month]).toEqual(['2024-12', '2026-11']);
    expect(points[1]).toEqual({ month: '2025-01', minor: 900, orders: 2 });
    expect(points[22]).toEqual({ month: '2026-10', minor: -500, orders: 1 });
  });
  it('names the best one, if one brought anything', () => {
    expect(bestMonth(points)?.month).toBe('2025-01');
    expect(bestMonth(lastMonths([], '2026-11-22'))).toBeNull();
    expect([shortMonth('2026-07'), longMonth('2026-07', 'en'), longMonth('2026-07', 'zh')]).toEqual(['26/7', 'July 2026', '2026年7月']);
  });
});

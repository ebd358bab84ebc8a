import { describe, expect, it } from '@jest/globals';
import { popularityDrift, popularityOf } from './popularity';

const paces = (counts: readonly number[]) => counts.map((recent_buyers, at) => ({ product_id: `p${String(at).padStart(2, '0')}`, recent_buyers }));

describe('what is bought lately', () => {
  it('has not moved where the same is bought, however many buy', () => {
    const then = popularityOf(paces([200, 150, 100, 80, 60]))!;
    expect(then.productIds).toEqual(['p00', 'p01', 'p02', 'p03', 'p04']);
    expect(then.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(popularityDrift(then, paces([200, 150, 100, 80, 60]))).toBeCloseTo(0, 12);
    expect(popularityDrift(then, paces([400, 300, 200, 160, 120]))!).toBeLessThan(0.01);
  });

  it('has moved beyond bounds where others are bought', () => {
    const then = popularityOf(paces([200, 150, 100, 80, 60]))!;
    expect(popularityDrift(then, paces([20, 30, 100, 80, 60, 300]))!).toBeGreaterThan(0.2);
  });

  it('is not told of few buyers', () => {
    expect(popularityOf(paces([5, 4, 3]))).toBeNull();
    expect(popularityDrift(popularityOf(paces([200, 150, 100]))!, paces([3, 2]))).toBeNull();
  });
});

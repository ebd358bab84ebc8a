import { describe, expect, it } from '@jest/globals';
import { mean, median, quantile } from './statistics';

describe('quantile', () => {
  it('lies between the two nearest ranks', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([4, 1, 3, 2], 0)).toBe(1);
    expect(quantile([4, 1, 3, 2], 1)).toBe(4);
  });

  it('sorts by size and not by spelling, and leaves the values as they were', () => {
    const values = [100, 9, 20];
    expect(median(values)).toBe(20);
    expect(values).toEqual([100, 9, 20]);
  });

  it('has no answer without values, and refuses a share that is none', () => {
    expect(median([])).toBeNull();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });

  it('is every quantile where there is one value, and steady under doubling of an odd number of values', () => {
    expect([0, 0.3, 1].map((share) => quantile([7], share))).toEqual([7, 7, 7]);
    expect(median([5, 1, 9, 5, 1, 9])).toBe(median([5, 1, 9]));
  });
});

describe('mean', () => {
  it('divides the sum, and is none for none', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNull();
  });
});

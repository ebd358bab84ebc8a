import { describe, expect, it } from '@jest/globals';
import { differenceOf } from './difference';

describe('what a difference of two parts says', () => {
  it('is higher, or lower by the distance down with its smaller end first', () => {
    expect(differenceOf({ difference: 0.2, low: 0.05, high: 0.33 })).toEqual({ says: 'HIGHER', difference: 0.2, low: 0.05, high: 0.33 });
    expect(differenceOf({ difference: -0.45, low: -0.72, high: -0.09 })).toEqual({ says: 'LOWER', difference: 0.45, low: 0.09, high: 0.72 });
  });

  it('is none that can be told while its interval holds zero, at its ends too', () => {
    expect(differenceOf({ difference: -0.028, low: -0.166, high: 0.124 })).toMatchObject({ says: 'ALIKE', difference: -0.028 });
    expect(differenceOf({ difference: 0.1, low: 0, high: 0.2 })?.says).toBe('ALIKE');
    expect(differenceOf({ difference: -0.1, low: -0.2, high: 0 })?.says).toBe('ALIKE');
  });

  it('is nothing where too few were found to compare', () => {
    expect(differenceOf({ difference: null, low: null, high: null })).toBeNull();
    expect(differenceOf({})).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { readAmount, sayAmount } from './amount';

describe('an amount', () => {
  it('is read as people write it', () => {
    expect(['12,000.50', '１２００', '3.5万', '2亿', '1.2m', '30k', '¥ 800'].map(readAmount)).toEqual([12000.5, 1200, 35000, 200000000, 1200000, 30000, 800]);
    expect(['', ' ', undefined].map(readAmount)).toEqual([null, null, null]);
  });

  it('is shown with separators', () => {
    expect([1234567.5, '1000', 999, undefined].map(sayAmount)).toEqual(['1,234,567.5', '1,000', '999', '']);
  });
});

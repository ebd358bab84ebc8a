import { describe, expect, it } from '@jest/globals';
import { parseBirth, writeBirth } from './birth';

describe('birthdays as people write them', () => {
  it.each([
    ['1990-07-03', '1990-07-03', 'FULL'], ['1990年7月3日', '1990-07-03', 'FULL'], ['19900703', '1990-07-03', 'FULL'], ['１９９０．７．３', '1990-07-03', 'FULL'],
    ['1990-07', '1990-07-01', 'YEAR_MONTH'], ['7.3', '1904-07-03', 'MONTH_DAY'], ['2月29日', '1904-02-29', 'MONTH_DAY'], ['1990', '1990-01-01', 'YEAR'],
  ])('%s', (written, birthDate, birthPrecision) => {
    expect(parseBirth(written)).toEqual({ birthDate, birthPrecision });
  });
  it('tells nothing from what cannot be read', () => {
    expect(parseBirth('  ')).toBeNull();
    expect(parseBirth('31.2.')).toBeUndefined();
    expect(parseBirth('1990-02-30')).toBeUndefined();
  });
  it('writes back what it read', () => {
    expect(writeBirth('1904-07-03', 'MONTH_DAY')).toBe('07-03');
    expect(writeBirth('1990-01-01', 'YEAR')).toBe('1990');
    expect(writeBirth(null, null)).toBe('');
  });
});

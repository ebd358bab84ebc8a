import { describe, expect, it } from '@jest/globals';
import { LeadDimension } from '@dossier/vocabulary/lead-enums';
import { bestQuarter, compared, rateOf, stratumOf, timeOf } from './funnel.figures';

const nobody = (): null => null;
const group = (hits: number, n: number) => ({ value: '', name: null, leads: n, invalid: 0, reached: [], won: rateOf(hits, n) });

describe('figures of the funnel', () => {
  it('reproduce the published ranges: 81 of 263 by Wilson, 56 of 70 beside 48 of 80 by Newcombe', () => {
    expect(rateOf(81, 263)).toMatchObject({ state: 'OK', low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
    expect(compared(group(56, 70), group(48, 80), [])).toMatchObject({ difference: expect.closeTo(0.2, 10), low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.3339, 4) });
  });

  it('see the paradox of Berkeley: men 44.5 % and women 30.4 % as a whole, an odds ratio of .905 within departments', () => {
    const departments = [[512, 825, 89, 108], [353, 560, 17, 25], [120, 325, 202, 593], [138, 417, 131, 375], [53, 191, 94, 393], [22, 373, 24, 341]] as const;
    const rows = departments.map(([m, men, w, women], at) => ({ part: String(at), one: { hits: m, n: men }, other: { hits: w, n: women } }));
    const found = stratumOf(LeadDimension.SOURCE, rows, nobody);
    expect(found).toMatchObject({ ratio: expect.closeTo(0.905, 3), turns: true });
    expect(found.parts).toHaveLength(6);
  });

  it('tell no part of fewer than ten, no comparison of fewer, and lean less on fewer than thirty', () => {
    expect([rateOf(3, 9).state, rateOf(5, 10).state, rateOf(15, 30).state, rateOf(4, 30).state, rateOf(0, 0).state]).toEqual(['REFUSED', 'WEAK', 'OK', 'WEAK', 'REFUSED']);
    expect(compared(group(3, 9), group(5, 10), [])).toMatchObject({ difference: null, strata: [] });
    expect(timeOf([{ hours: 24, taken: 5, waiting: 4 }], 30)).toMatchObject({ state: 'REFUSED', n: 9, median: null });
  });

  it('take the upper quartile of three parts or more that have enough leads', () => {
    expect(bestQuarter([{ hits: 7, n: 10 }, { hits: 8, n: 10 }, { hits: 10, n: 10 }, { hits: 9, n: 9 }])).toBeCloseTo(0.9, 12);
    expect(bestQuarter([{ hits: 7, n: 10 }, { hits: 8, n: 10 }])).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { agreementWeight, estimateLinkage, linkageProbability, linkageWeight, type Counted, type Linkage } from './linkage';
import { jaro, jaroWinkler } from './likeness';
import { wilsonInterval } from './proportion';

describe('how alike two words are', () => {
  // The published examples of Winkler 1990.
  it.each([['MARTHA', 'MARHTA', 0.9444, 0.9611], ['DIXON', 'DICKSONX', 0.7667, 0.8133], ['DWAYNE', 'DUANE', 0.8222, 0.84]])('%s and %s', (a, b, plain, winkler) => {
    expect(jaro(a, b)).toBeCloseTo(plain, 4);
    expect(jaroWinkler(a, b)).toBeCloseTo(winkler, 4);
    expect(jaroWinkler(b, a)).toBeCloseTo(winkler, 4);
  });
  it('knows equal, unlike and empty ones', () => expect([jaro('', ''), jaro('abc', 'xyz'), jaro('', 'a'), jaroWinkler('王伟', '王伟')]).toEqual([1, 0, 0, 1]));
});

const truth: Linkage = {
  name: { SAME: { m: 0.9, u: 0.05 }, OTHER: { m: 0.1, u: 0.95 } },
  birth: { SAME: { m: 0.8, u: 0.01 }, OTHER: { m: 0.2, u: 0.99 } },
  city: { SAME: { m: 0.85, u: 0.2 }, OTHER: { m: 0.15, u: 0.8 } },
};

describe('weights of agreement', () => {
  it('are the logarithm of how much likelier an outcome is among the same than among others', () => {
    expect(agreementWeight(truth['name'], 'SAME')).toBeCloseTo(Math.log2(18), 9);
    expect(agreementWeight(truth['name'], 'OTHER')).toBeCloseTo(Math.log2(0.1 / 0.95), 9);
    expect(agreementWeight(truth['name'], 'unheard of')).toBe(0);
    expect(linkageWeight(truth, { name: 'SAME', city: 'OTHER' })).toBeCloseTo(Math.log2(18) + Math.log2(0.15 / 0.8), 9);
    expect(linkageWeight(truth, {})).toBe(0);
  });
  it('make a probability with the share of pairs that are the same', () => {
    expect(linkageProbability(0, 0.1)).toBeCloseTo(0.1, 9);
    expect(linkageProbability(Math.log2(9), 0.1)).toBeCloseTo(0.5, 9);
    expect([linkageProbability(50, 0), linkageProbability(-50, 1)]).toEqual([0, 1]);
  });
});

describe('estimating', () => {
  /** Every pattern with the number of pairs that the truth gives it, a tenth of 100,000 being the same. */
  const patterns: Counted[] = [];
  for (const name of ['SAME', 'OTHER']) for (const birth of ['SAME', 'OTHER']) for (const city of ['SAME', 'OTHER']) {
    const comparison = { name, birth, city };
    const part = (kind: 'm' | 'u') => truth['name']![name]![kind] * truth['birth']![birth]![kind] * truth['city']![city]![kind];
    patterns.push({ comparison, count: 10_000 * part('m') + 90_000 * part('u') });
  }
  const guess: Linkage = Object.fromEntries(Object.keys(truth).map((field) => [field, { SAME: { m: 0.7, u: 0.3 }, OTHER: { m: 0.3, u: 0.7 } }]));

  it('finds the truth back from pairs of which nobody said which are the same', () => {
    const found = estimateLinkage(patterns, guess, 0.3);
    expect(found.share).toBeCloseTo(0.1, 2);
    for (const [field, odds] of Object.entries(truth)) for (const [outcome, { m, u }] of Object.entries(odds)) {
      expect([field, outcome, found.linkage[field]![outcome]!.m]).toEqual([field, outcome, expect.closeTo(m, 2)]);
      expect([field, outcome, found.linkage[field]![outcome]!.u]).toEqual([field, outcome, expect.closeTo(u, 2)]);
    }
  });
  it('holds what is known of different people', () => {
    const held = estimateLinkage(patterns, Object.fromEntries(Object.entries(guess).map(([field, odds]) => [field, { SAME: { m: odds['SAME']!.m, u: truth[field]!['SAME']!.u }, OTHER: { m: odds['OTHER']!.m, u: truth[field]!['OTHER']!.u } }])), 0.3, { fixedU: true });
    expect(held.linkage['birth']!['SAME']!.u).toBe(0.01);
    expect(held.linkage['birth']!['SAME']!.m).toBeCloseTo(0.8, 2);
  });
  it('gives the start where nothing was compared', () => expect(estimateLinkage([], guess, 0.3)).toEqual({ linkage: guess, share: 0.3, rounds: 0 }));
});

describe('the range of a part', () => {
  // Wilson 1927 as tabulated by Newcombe 1998 for 81 of 263.
  it('is the published one', () => expect(wilsonInterval(81, 263)).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) }));
  it('stays within 0 and 1, and is none for a sample of none', () => {
    expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 4) });
    expect(wilsonInterval(10, 10)?.high).toBe(1);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

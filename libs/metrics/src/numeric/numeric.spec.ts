import { describe, expect, it } from '@jest/globals';
import { betaBelow, betaQuantile, gammaUpper, logAdd, logBeta, logGamma } from './gamma';
import { scaledHypergeometric } from './hypergeometric';
import { cholesky, inverse, solve } from './matrix';
import { chiSquareAbove, normalBelow, normalQuantile, twoSided } from './normal';
import { fitPositive, intervalsOf, nelderMead } from './optimise';
import { chanceOf } from './random';

/** How far two numbers lie apart, of the greater. */
const apart = (a: number, b: number): number => Math.abs(a - b) / Math.max(1e-300, Math.abs(a), Math.abs(b));

describe('special functions', () => {
  it('give what tables give', () => {
    for (const [x, value] of [[1, 0], [2, 0], [0.5, Math.log(Math.sqrt(Math.PI))], [10, Math.log(362_880)], [1e-6, 13.815509980749432], [1e6, 12_815_504.569147611]] as const) {
      expect([x, Math.abs(logGamma(x) - value) <= 1e-12 * (1 + Math.abs(value))]).toEqual([x, true]);
    }
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 13);
    expect(betaBelow(2, 3, 0.4)).toBeCloseTo(0.5248, 13);
    expect(betaBelow(0.5, 0.5, 0.5)).toBeCloseTo(0.5, 13);
    expect(gammaUpper(3, 2)).toBeCloseTo(Math.exp(-2) * 5, 13);
    expect(apart(gammaUpper(1, 700), Math.exp(-700))).toBeLessThan(1e-10);
    expect(apart(normalBelow(-9), 1.1285884059538324e-19)).toBeLessThan(1e-10);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(apart(normalQuantile(1e-10), -6.361340902404056)).toBeLessThan(1e-10);
    expect(chiSquareAbove(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
    expect(twoSided(1.959963984540054)).toBeCloseTo(0.05, 12);
  });

  it('turn each other round', () => {
    for (const share of [1e-6, 0.025, 0.5, 0.9, 0.999]) {
      expect(normalBelow(normalQuantile(share))).toBeCloseTo(share, 12);
      for (const [a, b] of [[0.3, 4], [2, 2], [40, 300]] as const) expect(betaBelow(a, b, betaQuantile(a, b, share))).toBeCloseTo(share, 10);
    }
    expect([betaQuantile(2, 3, 0), betaQuantile(2, 3, 1), normalQuantile(0), normalQuantile(1)]).toEqual([0, 1, -Infinity, Infinity]);
  });

  it('sum the hypergeometric series as its closed forms do', () => {
    for (const z of [0, 0.1, 0.7, 0.99, 0.999]) {
      if (z > 0) expect(apart(scaledHypergeometric(1, 1, 2, z) / 2, -Math.log1p(-z) / z)).toBeLessThan(1e-11);
      expect(apart(scaledHypergeometric(0.3, 4, 4, z) / 4, (1 - z) ** -0.3)).toBeLessThan(1e-10);
      expect(apart(scaledHypergeometric(-0.7, 2.5, 2.5, z) / 2.5, (1 - z) ** 0.7)).toBeLessThan(1e-9);
    }
    for (const [a, b, c, z, value] of [[0.5, 1.2, 3.4, 0.3, 3.603890220882579], [-0.7, 0.8, 2.5, 0.95, 1.9109906073085212], [2.2, -0.2, 40.5, 0.6, 40.23093127037784]] as const) {
      expect(apart(scaledHypergeometric(a, b, c, z), value)).toBeLessThan(1e-12);
    }
    // c = 0, where the function itself has no value: c times it goes to a·b·z·2F1(a + 1, b + 1; 2; z).
    expect(scaledHypergeometric(0, 0.7, 0, 0.5)).toBe(0);
    expect(scaledHypergeometric(0.4, 0.7, 1e-9, 0.5)).toBeCloseTo(scaledHypergeometric(0.4, 0.7, 0, 0.5), 7);
  });

  it('refuse what they are not made for', () => {
    for (const ask of [() => logGamma(0), () => logGamma(Number.NaN), () => scaledHypergeometric(1, 1, 2, 1), () => scaledHypergeometric(1, 1, -1, 0.5)]) expect(ask).toThrow(RangeError);
  });

  it('add in logarithms without overflow', () => {
    expect(logAdd(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect([logAdd(-Infinity, 3), logAdd(3, -Infinity), logAdd(-Infinity, -Infinity)]).toEqual([3, 3, -Infinity]);
  });
});

describe('matrices', () => {
  it('are taken apart, solved and turned round', () => {
    const lower = cholesky([[4, 2, 1], [2, 5, 3], [1, 3, 6]])!;
    const x = solve(lower, [1, 2, 3]);
    [[4, 2, 1], [2, 5, 3], [1, 3, 6]].forEach((row, i) => expect(row.reduce((sum, value, j) => sum + value * x[j]!, 0)).toBeCloseTo(i + 1, 12));
    const back = inverse(lower).map((row) => [4, 2, 1].reduce((sum, value, j) => sum + value * row[j]!, 0));
    back.forEach((value, i) => expect(value).toBeCloseTo(i === 0 ? 1 : 0, 12));
  });
  it('are none where columns say the same', () => expect(cholesky([[1, 1], [1, 1]])).toBeNull());
});

describe('finding the least', () => {
  it('comes down the valley of Rosenbrock', () => {
    const { at, converged } = nelderMead(([x, y]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2, [-1.2, 1]);
    expect(converged).toBe(true);
    at.forEach((value) => expect(value).toBeCloseTo(1, 3));
  });

  it('fits an exponential rate with the interval that theory gives', () => {
    const [n, sum] = [400, 100];
    const fit = fitPositive(([rate]) => n * Math.log(rate!) - rate! * sum, [[1]]);
    expect(fit.values[0]).toBeCloseTo(4, 6);
    expect(Math.sqrt(fit.logCovariance![0]![0]!)).toBeCloseTo(1 / 20, 6);
    expect(intervalsOf(fit)![0]).toEqual({ low: expect.closeTo(4 * Math.exp(-1.96 / 20), 4), high: expect.closeTo(4 * Math.exp(1.96 / 20), 4) });
  });

  it('has no interval where the data do not fix a parameter', () => {
    const runaway = fitPositive(([a, b]) => -((a! - 2) ** 2) - 1 / (1 + b!), [[1, 1]]);
    expect(runaway.values[0]).toBeCloseTo(2, 3);
    expect(runaway.logCovariance).toBeNull();
    expect(intervalsOf(runaway)).toBeNull();
  });
});

describe('chance from a seed', () => {
  it('is the same again, and another from another seed', () => {
    const draws = (seed: number) => { const chance = chanceOf(seed); return [chance.even(), chance.normal(), chance.gamma(0.4), chance.beta(2, 3), chance.below(10)]; };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('has the means and spreads that it says', () => {
    const chance = chanceOf(11);
    const n = 40_000;
    const moments = (of: () => number): [number, number] => {
      const all = Array.from({ length: n }, of);
      const mean = all.reduce((sum, value) => sum + value, 0) / n;
      return [mean, all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n];
    };
    for (const [of, mean, spread] of [
      [() => chance.even(), 1 / 2, 1 / 12], [() => chance.normal(), 0, 1], [() => chance.gamma(0.3), 0.3, 0.3], [() => chance.gamma(5), 5, 5], [() => chance.beta(2, 6), 0.25, 12 / 576], [() => chance.below(5), 2, 2],
    ] as const) {
      const [ownMean, ownSpread] = moments(of);
      expect(Math.abs(ownMean - mean)).toBeLessThan(4 * Math.sqrt(spread / n));
      expect(Math.abs(ownSpread / spread - 1)).toBeLessThan(0.06);
    }
  });
});

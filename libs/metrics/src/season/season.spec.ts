import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { dayAfter, daysBetween } from '../day';
import { chanceOf } from '../numeric/random';
import { buysWithin, fitGaps, gapSums, timeUntilBuys } from './gaps';
import { nextPurchase, seasonGaps } from './next-purchase';
import { afterSeasonDays, EVEN_YEAR, seasonalIndex, seasonDays, shrunkSeason } from './seasonal-index';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

const winter = [0.5, 0.5, 0.8, 0.9, 1, 1, 1, 0.9, 0.9, 1, 1.5, 2];

describe('the season', () => {
  it('is found where there is one, whatever the level and its growth', () => {
    const months = Array.from({ length: 48 }, (_, at) => 1_000 * 1.01 ** at * winter[(at + 3) % 12]!);
    valueOf(seasonalIndex(months, 4)).forEach((value, month) => expect(Math.abs(value - winter[month]!)).toBeLessThan(0.015));
    valueOf(seasonalIndex(new Array<number>(24).fill(7), 1)).forEach((value) => expect(value).toBeCloseTo(1, 12));
  });
  it('is refused under two years and where nothing was sold', () => {
    expect(seasonalIndex(new Array<number>(23).fill(1), 1)).toEqual({ status: 'REFUSED', lack: 'MONTHS', found: 23, needed: 24 });
    expect(seasonalIndex(new Array<number>(30).fill(0), 1)).toMatchObject({ lack: 'SPREAD' });
  });
  it('of a small category is its parent\'s', () => {
    expect(shrunkSeason(winter, EVEN_YEAR, 0)).toEqual(EVEN_YEAR);
    expect(shrunkSeason(winter, EVEN_YEAR, 500)[11]).toBeCloseTo(1.5, 12);
  });
  it('lets days count for more and for less, there and back', () => {
    expect(seasonDays(EVEN_YEAR, '2025-01-20', '2026-03-05')).toBe(daysBetween('2025-01-20', '2026-03-05'));
    expect(seasonDays(winter, '2025-11-30', '2025-12-10')).toBeCloseTo(20, 12);
    expect(seasonDays(winter, '2025-12-30', '2026-01-02')).toBeCloseTo(3, 12);
    expect(seasonDays(winter, '2026-01-02', '2025-12-30')).toBeCloseTo(-3, 12);
    for (const far of [1, 17, 200, 800]) {
      const day = afterSeasonDays(winter, '2025-08-15', far)!;
      expect(seasonDays(winter, '2025-08-15', day)).toBeGreaterThanOrEqual(far - 1e-9);
      expect(seasonDays(winter, '2025-08-15', dayAfter(day, -1))).toBeLessThan(far);
    }
    expect([afterSeasonDays(winter, '2025-08-15', 0), afterSeasonDays(EVEN_YEAR, '2025-08-15', 1e9), afterSeasonDays(EVEN_YEAR, '2025-08-15', Infinity)]).toEqual(['2025-08-15', null, null]);
  });
});

/** Customers with gaps as a model says. */
const TRUTH = { shape: 2.5, spread: 4, scale: 45 };
const chance = chanceOf(77);
const rates = Array.from({ length: 900 }, () => chance.gamma(TRUTH.spread) / TRUTH.scale);
const gapsOf = (rate: number, n: number): number[] => Array.from({ length: n }, () => chance.gamma(TRUTH.shape) / rate);
const gaps = rates.map((rate, at) => gapsOf(rate, 2 + (at % 9)));
const model = valueOf(fitGaps(gaps.map(gapSums)));

describe('gaps', () => {
  it('give back the distribution that they came from', () => {
    expect(Math.abs(model.shape / TRUTH.shape - 1)).toBeLessThan(0.1);
    expect(Math.abs(model.spread / TRUTH.spread - 1)).toBeLessThan(0.2);
    expect(Math.abs(model.scale / TRUTH.scale - 1)).toBeLessThan(0.25);
    const longer = valueOf(fitGaps(gaps.map((own) => gapSums(own.map((gap) => gap * 24)))));
    expect(longer.scale / 24).toBeCloseTo(model.scale, 1);
    expect(longer.shape).toBeCloseTo(model.shape, 3);
  });

  it('foretell the next: 80 of 100 come between the tenth and the ninth tenth', () => {
    let held = 0;
    rates.forEach((rate, at) => {
      const own = gapSums(gaps[at]!);
      const next = chance.gamma(TRUTH.shape) / rate;
      if (timeUntilBuys(model, own, 0, 0.1) <= next && next <= timeUntilBuys(model, own, 0, 0.9)) held += 1;
    });
    expect(held / rates.length).toBeGreaterThan(0.75);
    expect(held / rates.length).toBeLessThan(0.85);
  });

  it('join up, and stay finite after a long wait', () => {
    const own = gapSums([20, 25, 30, 22]);
    for (const waited of [0, 10, 60, 5_000]) {
      for (const share of [0.1, 0.5, 0.9]) expect(buysWithin(model, own, waited, timeUntilBuys(model, own, waited, share))).toBeCloseTo(share, 6);
      expect(Number.isFinite(timeUntilBuys(model, own, waited, 0.5))).toBe(true);
    }
    expect([buysWithin(model, own, 5, 0), timeUntilBuys(model, own, 5, 0)]).toEqual([0, expect.closeTo(0, 6)]);
    expect(timeUntilBuys(model, gapSums([20, 20, 20, 20]), 0, 0.5)).toBeLessThan(timeUntilBuys(model, gapSums([60, 60, 60, 60]), 0, 0.5));
  });

  it('are refused where too few, and where none', () => {
    expect(fitGaps([gapSums([3, 4])])).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 1, needed: 50 });
    expect(fitGaps(Array.from({ length: 60 }, () => gapSums([3])))).toMatchObject({ lack: 'GAPS', found: 60 });
    expect(() => gapSums([0])).toThrow(RangeError);
  });
});

describe('the next purchase', () => {
  const days = Array.from({ length: 8 }, (_, at) => dayAfter('2025-03-01', at * 30));
  it('comes sooner when the season does', () => {
    const [even, busy] = [EVEN_YEAR, winter].map((index) => valueOf(nextPurchase(model, index, { days, today: '2025-10-31' })));
    expect(busy!.median! < even!.median!).toBe(true);
    expect(even!.low! <= even!.median! && even!.median! <= even!.high!).toBe(true);
    expect(even!.within.map(({ probability }) => probability)).toEqual(even!.within.map(({ probability }) => probability).sort((a, b) => a - b));
    expect(even!.within.map(({ days: ahead }) => ahead)).toEqual([30, 60, 90]);
  });
  it('knows only what was known on the day, and each day once', () => {
    const twice = nextPurchase(model, EVEN_YEAR, { days: [...days, ...days, '2026-05-01'], today: '2025-10-31' });
    expect(twice).toEqual(nextPurchase(model, EVEN_YEAR, { days, today: '2025-10-31' }));
    expect(seasonGaps(EVEN_YEAR, ['2025-01-05', '2025-01-01', '2025-01-05'])).toEqual(gapSums([4]));
  });
  it('is not told of those who hardly bought', () => {
    expect(nextPurchase(model, EVEN_YEAR, { days: days.slice(0, 2), today: '2025-10-31' })).toEqual({ status: 'REFUSED', lack: 'GAPS', found: 1, needed: 2 });
    expect(nextPurchase(model, EVEN_YEAR, { days: [], today: '2025-10-31' }).status).toBe('REFUSED');
    expect(nextPurchase(model, EVEN_YEAR, { days: days.slice(0, 4), today: '2025-10-31' })).toMatchObject({ status: 'WEAK', cautions: ['FEW_GAPS'] });
  });
});

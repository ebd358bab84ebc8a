import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { concordance } from './concordance';
import { fitCox } from './cox';
import { kaplanMeier, survivalAt, timeUntilLeft, type Durations } from './kaplan-meier';
import { logRank } from './log-rank';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

/** Remissions of Freireich et al. 1963 (weeks; minus: still in remission), the example of Kalbfleisch & Prentice 2002. */
const weeks = (all: readonly number[]): Durations => ({ time: all.map(Math.abs), event: all.map((time) => (time > 0 ? 1 : 0)) });
const treated = weeks([6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]);
const untreated = weeks([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
const joined: Durations = { time: [...Array.from(treated.time), ...Array.from(untreated.time)], event: [...Array.from(treated.event), ...Array.from(untreated.event)] };
const placebo = { name: 'placebo', values: Array.from({ length: 42 }, (_, at) => (at < 21 ? 0 : 1)) };

describe('how long they stay', () => {
  it('is what the book has', () => {
    const curve = valueOf(kaplanMeier(treated));
    for (const [week, part] of [[6, 0.857], [7, 0.807], [10, 0.753], [13, 0.69], [16, 0.627], [22, 0.538], [23, 0.448]] as const) expect(survivalAt(curve, week).survival).toBeCloseTo(part, 3);
    expect(timeUntilLeft(curve)).toMatchObject({ time: 23, low: 13, high: null });
    expect(timeUntilLeft(valueOf(kaplanMeier(untreated))).time).toBe(8);
  });

  it('is the plain part where all were watched to the end, and does not hang on order or doubling', () => {
    const curve = valueOf(kaplanMeier(untreated));
    expect(survivalAt(curve, 8).survival).toBeCloseTo(8 / 21, 12);
    expect(survivalAt(curve, 0.5)).toEqual({ survival: 1, low: 1, high: 1 });
    expect(curve.steps.at(-1)).toMatchObject({ survival: 0, low: 0, high: 0 });
    const turned = { time: Array.from(treated.time).reverse(), event: Array.from(treated.event).reverse() };
    expect(kaplanMeier(turned)).toEqual(kaplanMeier(treated));
    const doubled = { time: [...Array.from(treated.time), ...Array.from(treated.time)], event: [...Array.from(treated.event), ...Array.from(treated.event)] };
    valueOf(kaplanMeier(doubled)).steps.forEach(({ survival }, at) => expect(survival).toBeCloseTo(valueOf(kaplanMeier(treated)).steps[at]!.survival, 12));
  });

  it('has ranges within 0 and 1 that hold the part', () => {
    for (const scale of ['LOG', 'LOG_LOG'] as const) for (const { survival, low, high } of valueOf(kaplanMeier(treated, { scale })).steps) {
      expect([0 <= low, low <= survival, survival <= high, high <= 1]).toEqual([true, true, true, true]);
    }
  });

  it('covers the truth 95 times of 100', () => {
    const chance = chanceOf(21);
    let held = 0;
    for (let round = 0; round < 600; round += 1) {
      const rows = Array.from({ length: 60 }, () => ({ leaves: -10 * Math.log(1 - chance.even()), until: 25 * chance.even() }));
      const { low, high } = survivalAt(valueOf(kaplanMeier({ time: rows.map(({ leaves, until }) => Math.min(leaves, until)), event: rows.map(({ leaves, until }) => (leaves <= until ? 1 : 0)) })), 7);
      if (low <= Math.exp(-0.7) && Math.exp(-0.7) <= high) held += 1;
    }
    expect(held / 600).toBeGreaterThan(0.92);
    expect(held / 600).toBeLessThan(0.98);
  });

  it('counts who came late only from then on', () => {
    const chance = chanceOf(6);
    const rows = Array.from({ length: 6_000 }, () => ({ entry: 8 * chance.even(), time: -10 * Math.log(1 - chance.even()) })).filter(({ entry, time }) => time > entry);
    const time = rows.map((row) => row.time);
    const event = time.map(() => 1);
    expect(survivalAt(valueOf(kaplanMeier({ time, event, entry: rows.map(({ entry }) => entry) })), 10).survival).toBeCloseTo(Math.exp(-1), 1);
    expect(survivalAt(valueOf(kaplanMeier({ time, event })), 10).survival).toBeGreaterThan(0.45);
  });

  it('refuses few and nobody, and what cannot be', () => {
    expect(kaplanMeier({ time: [1, 2], event: [1, 1] })).toEqual({ status: 'REFUSED', lack: 'ROWS', found: 2, needed: 10 });
    expect(kaplanMeier({ time: new Array<number>(12).fill(3), event: new Array<number>(12).fill(0) })).toMatchObject({ lack: 'EVENTS' });
    expect(kaplanMeier(treated)).toMatchObject({ status: 'WEAK', cautions: ['FEW_ROWS'] });
    for (const bad of [{ time: [-1], event: [1] }, { time: [Number.NaN], event: [1] }, { time: [3], event: [1], entry: [4] }]) expect(() => kaplanMeier(bad)).toThrow(RangeError);
  });
});

describe('whether groups differ', () => {
  it('is what the book has', () => {
    const test = valueOf(logRank([treated, untreated]));
    expect(test.chiSquare).toBeCloseTo(16.79, 2);
    expect(test.degrees).toBe(1);
    expect(test.groups[0]).toMatchObject({ n: 21, observed: 9, expected: expect.closeTo(19.25, 2) });
    expect(test.p).toBeLessThan(1e-4);
  });
  it('does not hang on the order of three groups, and finds none among alike', () => {
    const third = weeks([2, 5, -9, 14, 20, -30, 31, 33, -34, 36]);
    expect(valueOf(logRank([treated, untreated, third])).chiSquare).toBeCloseTo(valueOf(logRank([third, treated, untreated])).chiSquare, 9);
    expect(valueOf(logRank([treated, treated]))).toMatchObject({ chiSquare: expect.closeTo(0, 12), p: expect.closeTo(1, 12) });
    expect([logRank([treated]).status, logRank([]).status, logRank([treated, { time: [], event: [] }]).status]).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
  });
});

describe('what goes with leaving', () => {
  it('is what the book has, equal times after Efron', () => {
    const fit = valueOf(fitCox(joined, [placebo]));
    expect(fit.hazards[0]).toMatchObject({ coefficient: expect.closeTo(1.5721, 3), standardError: expect.closeTo(0.4124, 3), ratio: expect.closeTo(4.817, 2) });
    expect(fit.hazards[0]!.interval).toEqual({ low: expect.closeTo(2.147, 2), high: expect.closeTo(10.81, 1) });
    expect(fit.chiSquare).toBeCloseTo(16.35, 1);
    expect(fit.concordance).toBeCloseTo(0.69, 2);
  });

  it('finds the hazards that the rows were made with, whoever came late, in any unit', () => {
    const chance = chanceOf(17);
    const rows = Array.from({ length: 3_000 }, () => {
      const [a, b] = [chance.normal(), chance.even() < 0.3 ? 1 : 0];
      const [leaves, until] = [(-Math.log(1 - chance.even()) * 10) / Math.exp(0.6 * a - 0.9 * b), 20 * chance.even()];
      return { a, b, time: Math.min(leaves, until), event: leaves <= until ? 1 : 0, entry: chance.even() < 0.5 ? 0 : 2 };
    }).filter(({ time, entry }) => time > entry);
    const durations: Durations = { time: rows.map(({ time }) => time), event: rows.map(({ event }) => event), entry: rows.map(({ entry }) => entry) };
    const fit = valueOf(fitCox(durations, [{ name: 'a', values: rows.map(({ a }) => 1_000 * a + 5e6) }, { name: 'b', values: rows.map(({ b }) => b) }]));
    const [a, b] = fit.hazards;
    expect(Math.abs(a!.coefficient * 1_000 - 0.6)).toBeLessThan(3 * a!.standardError * 1_000);
    expect(Math.abs(b!.coefficient + 0.9)).toBeLessThan(3 * b!.standardError);
    expect(a!.p).toBeLessThan(1e-6);
  });

  it('tells a ratio that is the same early and late from one that is not', () => {
    const chance = chanceOf(29);
    const rows = Array.from({ length: 1_500 }, () => ({ steady: chance.below(2), fading: chance.below(2), u: -Math.log(1 - chance.even()) })).map(({ steady, fading, u }) => {
      // Of those whose ratio fades the hazard is 4 until 0.25 and 0.5 after it; without it 1 throughout.
      const rest = u / Math.exp(0.5 * steady);
      return { steady, fading, time: fading === 0 ? rest : rest <= 1 ? rest / 4 : 0.25 + (rest - 1) / 0.5 };
    });
    const [steady, fading] = valueOf(fitCox({ time: rows.map(({ time }) => time), event: rows.map(() => 1) }, [
      { name: 'steady', values: rows.map((row) => row.steady) }, { name: 'fading', values: rows.map((row) => row.fading) },
    ])).hazards;
    expect(steady!.steadyP).toBeGreaterThan(0.01);
    expect(fading!.steadyP).toBeLessThan(1e-6);
  });

  it('refuses too few, what never differs, and what parts them wholly', () => {
    expect(fitCox(weeks([1, 2, 3]), [{ name: 'a', values: [1, 2, 3] }])).toMatchObject({ lack: 'EVENTS', found: 3, needed: 10 });
    expect(fitCox({ time: [], event: [] }, [placebo]).status).toBe('REFUSED');
    expect(fitCox(joined, [{ name: 'same', values: new Array<number>(42).fill(3) }])).toMatchObject({ status: 'REFUSED', lack: 'SPREAD' });
    const parted = Array.from({ length: 40 }, (_, at) => at + 1);
    expect(fitCox({ time: parted, event: parted.map(() => 1) }, [{ name: 'early', values: parted.map((time) => -time) }])).toMatchObject({ status: 'REFUSED', lack: 'CONVERGENCE' });
    expect(() => fitCox(joined, [{ name: 'none', values: placebo.values.map(() => Number.NaN) }])).toThrow(RangeError);
  });
});

describe('concordance', () => {
  it('is that of all pairs', () => {
    const chance = chanceOf(8);
    const rows = Array.from({ length: 150 }, () => ({ time: 1 + chance.below(20), event: chance.below(2), risk: chance.below(6) }));
    let [right, pairs] = [0, 0];
    for (const one of rows) for (const other of rows) {
      if (one.event === 0 || !(other.time > one.time || (other.time === one.time && other.event === 0))) continue;
      pairs += 1;
      right += one.risk > other.risk ? 1 : one.risk === other.risk ? 0.5 : 0;
    }
    expect(concordance({ time: rows.map(({ time }) => time), event: rows.map(({ event }) => event) }, rows.map(({ risk }) => risk))).toBeCloseTo(right / pairs, 12);
  });
  it('is 1 for the right order, and none where nothing can be compared', () => {
    expect(concordance({ time: [1, 2, 3], event: [1, 1, 1] }, [3, 2, 1])).toBe(1);
    expect(concordance({ time: [1, 2], event: [0, 0] }, [1, 2])).toBeNull();
  });
});

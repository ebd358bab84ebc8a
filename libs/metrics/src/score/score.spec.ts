import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { attributablePart, commonOdds, rateDifference } from './association';
import { auc, liftOf, midRanks } from './auc';
import { calibration } from './calibration';
import { driftLevel, populationStability } from './drift';
import { encode, learnEncoder, type Feature } from './encoder';
import { climb, fitStaircase } from './isotonic';
import { contributionsOf, fitLogistic, predictLogistic } from './logistic';
import { shrinkMeans, shrinkRates } from './shrinkage';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

/** Rows whose outcome hangs on a number and a word, as said. */
function rowsOf(n: number, seed: number): { features: Feature[]; outcome: number[]; truth: number[] } {
  const chance = chanceOf(seed);
  const rows = Array.from({ length: n }, () => {
    const [x, word] = [chance.normal(), ['a', 'b', 'c'][chance.below(3)]!];
    const truth = 1 / (1 + Math.exp(1 - 0.8 * x - (word === 'b' ? 0.7 : 0)));
    return { x, word, truth, y: chance.even() < truth ? 1 : 0 };
  });
  return {
    features: [{ name: 'x', kind: 'NUMBER', values: rows.map(({ x }) => x) }, { name: 'word', kind: 'WORD', values: rows.map(({ word }) => word) }],
    outcome: rows.map(({ y }) => y), truth: rows.map(({ truth }) => truth),
  };
}

const sample = rowsOf(6_000, 31);
const plain = { rare: 1, baseline: true, raw: true };

describe('logistic regression', () => {
  it('finds what the rows were made with, within its errors', () => {
    const encoder = valueOf(learnEncoder(sample.features, plain));
    const model = valueOf(fitLogistic(encode(encoder, sample.features), sample.outcome));
    const x = model.coefficients.find(({ name }) => name === 'x')!;
    expect(Math.abs(x.coefficient - 0.8)).toBeLessThan(3 * x.standardError);
    expect(x.standardError).toBeLessThan(0.05);
    const scores = predictLogistic(model, encode(encoder, sample.features));
    expect(scores.reduce((sum, p) => sum + p, 0)).toBeCloseTo(sample.outcome.reduce((sum, y) => sum + y, 0), 4);
  });

  it('explains a row by parts that add up to its score against the average row', () => {
    const encoder = valueOf(learnEncoder(sample.features));
    const design = encode(encoder, sample.features);
    const model = valueOf(fitLogistic(design, sample.outcome, 1));
    const logOdds = (p: number): number => Math.log(p / (1 - p));
    const average = model.coefficients.reduce((sum, { coefficient, mean }) => sum + coefficient * mean, 0);
    const parts = contributionsOf(model, design, 7);
    expect(parts.reduce((sum, { contribution }) => sum + contribution, average)).toBeCloseTo(logOdds(predictLogistic(model, design)[7]!), 10);
    expect(parts.map(({ contribution }) => Math.abs(contribution))).toEqual(parts.map(({ contribution }) => Math.abs(contribution)).sort((a, b) => b - a));
  });

  it('is drawn to nothing by a great ridge, and does not hang on the order of rows', () => {
    const encoder = valueOf(learnEncoder(sample.features));
    const drawn = valueOf(fitLogistic(encode(encoder, sample.features), sample.outcome, 1e7));
    drawn.coefficients.slice(1).forEach(({ coefficient }) => expect(Math.abs(coefficient)).toBeLessThan(1e-3));
    const back = Array.from({ length: 6_000 }, (_, at) => 5_999 - at);
    const turned = valueOf(fitLogistic(encode(encoder, sample.features, back), back.map((row) => sample.outcome[row]!), 1));
    const own = valueOf(fitLogistic(encode(encoder, sample.features), sample.outcome, 1));
    turned.coefficients.forEach(({ coefficient }, at) => expect(coefficient).toBeCloseTo(own.coefficients[at]!.coefficient, 8));
  });

  it('refuses one outcome, few events, equal columns and what parts the outcomes wholly', () => {
    const design = (values: number[], more: Feature[] = []) => {
      const features: Feature[] = [{ name: 'x', kind: 'NUMBER', values }, ...more];
      return encode(valueOf(learnEncoder(features, plain)), features);
    };
    const rising = Array.from({ length: 100 }, (_, at) => at);
    expect(fitLogistic(design(rising), rising.map(() => 1))).toMatchObject({ lack: 'BOTH_OUTCOMES' });
    expect(fitLogistic(design(rising), rising.map((at) => (at % 20 === 0 ? 1 : 0)))).toMatchObject({ lack: 'EVENTS', found: 5, needed: 10 });
    expect(fitLogistic(design(rising), rising.map((at) => (at < 50 ? 1 : 0)))).toMatchObject({ lack: 'CONVERGENCE' });
    expect(valueOf(fitLogistic(design(rising), rising.map((at) => (at < 50 ? 1 : 0)), 1)).coefficients[1]!.coefficient).toBeLessThan(0);
    expect(fitLogistic(design(rising, [{ name: 'twice', kind: 'NUMBER', values: rising.map((at) => at * 2) }]), rising.map((at) => at % 2))).toMatchObject({ lack: 'SPREAD' });
    expect(learnEncoder([])).toMatchObject({ status: 'REFUSED', lack: 'ROWS' });
  });
});

describe('features', () => {
  const features: Feature[] = [
    { name: 'age', kind: 'NUMBER', values: [10, 20, Number.NaN, 30] }, { name: 'same', kind: 'NUMBER', values: [1, 1, 1, 1] }, { name: 'city', kind: 'WORD', values: ['a', 'a', 'b', 'c'] },
  ];
  it('become columns of like size, unknown and rare ones told', () => {
    const learned = learnEncoder(features, { rare: 2 });
    expect(learned).toMatchObject({ status: 'WEAK', cautions: ['CONSTANT_COLUMN'], value: { names: ['age', 'age unknown', 'city a', 'city, rare'] } });
    const design = encode(valueOf(learned), features);
    expect(Array.from(design.start)).toEqual([0, 2, 3, 5, 7]);
    expect(Array.from(design.column.subarray(3, 5))).toEqual([1, 3]);
    const stranger = encode(valueOf(learned), [{ name: 'age', kind: 'NUMBER', values: [20] }, { name: 'city', kind: 'WORD', values: ['nowhere'] }]);
    expect(stranger.start[1]).toBe(0);
    expect(JSON.parse(JSON.stringify(valueOf(learned)))).toEqual(valueOf(learned));
    expect(() => encode(valueOf(learned), [features[0]!])).toThrow('city');
  });
});

describe('telling apart', () => {
  it('is 1 for the right order, a half for equal scores, and what all pairs say', () => {
    expect(valueOf(auc([1, 2, 3, 4], [0, 0, 1, 1])).auc).toBe(1);
    expect(valueOf(auc([1, 1, 1, 1], [0, 1, 0, 1])).auc).toBe(0.5);
    expect(Array.from(midRanks([3, 1, 3, 2]))).toEqual([3.5, 1, 3.5, 2]);
    const { auc: area, low, high } = valueOf(auc(sample.truth, sample.outcome));
    let [right, pairs] = [0, 0];
    for (let i = 0; i < 800; i += 1) for (let j = 0; j < 800; j += 1) if (sample.outcome[i]! > sample.outcome[j]!) {
      pairs += 1;
      right += sample.truth[i]! > sample.truth[j]! ? 1 : sample.truth[i] === sample.truth[j] ? 0.5 : 0;
    }
    expect(valueOf(auc(sample.truth.slice(0, 800), sample.outcome.slice(0, 800))).auc).toBeCloseTo(right / pairs, 12);
    expect(low < area && area < high).toBe(true);
    expect(auc([1, 2], [1, 1])).toMatchObject({ lack: 'BOTH_OUTCOMES', found: 1 });
    expect(auc([], [])).toMatchObject({ lack: 'BOTH_OUTCOMES', found: 0 });
    expect(() => auc([Number.NaN, 1], [0, 1])).toThrow(RangeError);
  });

  it('has a range that holds the truth 95 times of 100', () => {
    const chance = chanceOf(12);
    // Two normal populations one apart: the area is Φ(1/√2).
    const truth = 0.7602499389065233;
    let held = 0;
    for (let round = 0; round < 500; round += 1) {
      const outcome = Array.from({ length: 150 }, (_, at) => (at < 60 ? 1 : 0));
      const { low, high } = valueOf(auc(outcome.map((y) => chance.normal() + y), outcome));
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held / 500).toBeGreaterThan(0.915);
    expect(held / 500).toBeLessThan(0.98);
  });

  it('counts what the best hold', () => {
    const lift = valueOf(liftOf([4, 3, 2, 1], [1, 0, 1, 0], [0, 0.25, 0.5, 1]));
    expect(lift.map(({ captured }) => captured)).toEqual([0, 0.5, 0.5, 1]);
    expect(lift.map((one) => one.lift)).toEqual([0, 2, 1, 1]);
    expect(liftOf([1], [0], [1]).status).toBe('REFUSED');
  });
});

describe('keeping what is said', () => {
  it('is near for the truth and far for boasts', () => {
    const honest = valueOf(calibration(sample.truth, sample.outcome));
    expect(honest.expectedError).toBeLessThan(0.025);
    expect(honest.bins.map(({ n }) => n)).toEqual(new Array<number>(10).fill(600));
    expect(honest.bins.filter(({ predicted, range }) => range.low <= predicted && predicted <= range.high).length).toBeGreaterThanOrEqual(8);
    const boast = valueOf(calibration(sample.truth.map((p) => p ** 0.4), sample.outcome));
    expect(boast.expectedError).toBeGreaterThan(0.15);
    expect(boast.brier).toBeGreaterThan(honest.brier);
    expect(boast.logLoss).toBeGreaterThan(honest.logLoss);
  });
  it('bins by width too, and stays finite for certain errors', () => {
    const sure = valueOf(calibration([...new Array<number>(50).fill(0), ...new Array<number>(50).fill(1)], Array.from({ length: 100 }, (_, at) => (at < 49 || at === 99 ? 0 : 1)), { by: 'WIDTH' }));
    expect(sure.bins.map(({ n }) => n)).toEqual([50, 50]);
    expect(Number.isFinite(sure.logLoss)).toBe(true);
    expect(calibration([0.5], [1])).toMatchObject({ lack: 'ROWS', needed: 100 });
    expect(calibration(new Array<number>(100).fill(0.5), new Array<number>(100).fill(0))).toMatchObject({ lack: 'BOTH_OUTCOMES' });
    expect(() => calibration(new Array<number>(100).fill(1.5), new Array<number>(100).fill(0))).toThrow(RangeError);
  });
});

describe('a staircase', () => {
  it('brings boasts back to what comes true, never downwards', () => {
    const boast = sample.truth.map((p) => p ** 0.4);
    const [first, second] = [boast.slice(0, 3_000), boast.slice(3_000)];
    const stairs = valueOf(fitStaircase(first, sample.outcome.slice(0, 3_000)));
    expect(stairs.probability).toEqual([...stairs.probability].sort((a, b) => a - b));
    const later = sample.outcome.slice(3_000);
    expect(valueOf(calibration(climb(stairs, second), later)).expectedError).toBeLessThan(0.5 * valueOf(calibration(second, later)).expectedError);
    const held = climb(stairs, first).reduce((sum, p) => sum + p, 0);
    expect(held).toBeCloseTo(sample.outcome.slice(0, 3_000).reduce((sum, y) => sum + y, 0), 8);
    expect(Array.from(climb(stairs, [-9, 9]))).toEqual([stairs.probability[0], stairs.probability.at(-1)]);
    expect(fitStaircase([1, 2], [0, 1])).toMatchObject({ status: 'REFUSED', lack: 'EVENTS', found: 1, needed: 50 });
  });
  it('gives equal scores one probability', () => {
    const outcome = Array.from({ length: 200 }, (_, at) => at % 2);
    expect(valueOf(fitStaircase(outcome.map(() => 0.3), outcome))).toEqual({ from: [0.3], probability: [0.5] });
  });
});

describe('moving away', () => {
  it('is none for the same, watched for a little, drifted for much', () => {
    const chance = chanceOf(3);
    const [before, again] = [1, 2].map(() => Array.from({ length: 5_000 }, () => chance.normal()));
    expect(valueOf(populationStability(before!, before!)).psi).toBeCloseTo(0, 12);
    expect(valueOf(populationStability(before!, again!))).toMatchObject({ level: 'STABLE' });
    expect(valueOf(populationStability(before!, again!.map((value) => value + 0.4))).level).toBe('WATCH');
    expect(valueOf(populationStability(before!, again!.map((value) => value + 0.8))).level).toBe('DRIFTED');
    expect([0.1, 0.2, 0.21].map(driftLevel)).toEqual(['STABLE', 'WATCH', 'DRIFTED']);
  });
  it('takes fewer bins for few values, and refuses one value and few rows', () => {
    const few = Array.from({ length: 300 }, (_, at) => at % 3);
    expect(valueOf(populationStability(few, few)).cuts).toEqual([0, 1]);
    expect(populationStability(few.map(() => 1), few)).toMatchObject({ lack: 'SPREAD' });
    expect(populationStability([1, 2], few)).toMatchObject({ lack: 'ROWS', found: 2, needed: 100 });
    expect(valueOf(populationStability(few, few.map(() => 0))).psi).toBeGreaterThan(1);
  });
});

describe('small groups', () => {
  it('are drawn to all, the smaller the more, and come nearer to the truth', () => {
    const chance = chanceOf(14);
    const truth = Array.from({ length: 300 }, () => chance.beta(8, 24));
    const tries = truth.map((_, at) => 5 + (at % 40));
    const hits = truth.map((p, at) => Array.from({ length: tries[at]! }).filter(() => chance.even() < p).length);
    const { alpha, beta, rates } = valueOf(shrinkRates(hits, tries));
    expect(Math.abs(alpha / (alpha + beta) - 0.25)).toBeLessThan(0.02);
    expect(alpha + beta).toBeGreaterThan(16);
    expect(alpha + beta).toBeLessThan(64);
    const far = (of: (at: number) => number): number => truth.reduce((sum, p, at) => sum + (of(at) - p) ** 2, 0);
    expect(far((at) => rates[at]!.rate)).toBeLessThan(0.6 * far((at) => hits[at]! / tries[at]!));
    const held = rates.filter(({ low, high }, at) => low <= truth[at]! && truth[at]! <= high).length;
    expect(held / 300).toBeGreaterThan(0.91);
    expect(valueOf(shrinkRates([...hits, 0], [...tries, 0])).rates.at(-1)!.rate).toBeCloseTo(alpha / (alpha + beta), 3);
  });
  it('are refused where too few, or all alike', () => {
    expect(shrinkRates([1], [2])).toMatchObject({ lack: 'GROUPS' });
    expect(shrinkRates([0, 0, 0, 0, 0], [9, 9, 9, 9, 9])).toMatchObject({ lack: 'BOTH_OUTCOMES' });
    expect(shrinkMeans([1, 2, 3], 1)).toMatchObject({ lack: 'GROUPS' });
    expect(valueOf(shrinkMeans([1, 1, 1, 1], 1)).values).toEqual([1, 1, 1, 1]);
    expect(valueOf(shrinkMeans([0, 10, 20, 30], 1e9)).values).toEqual([15, 15, 15, 15]);
  });
});

describe('what goes with what', () => {
  it('has ranges that hold the difference', () => {
    const same = rateDifference({ hits: 5, n: 10 }, { hits: 5, n: 10 })!;
    expect([same.difference, same.low + same.high]).toEqual([0, expect.closeTo(0, 12)]);
    expect(rateDifference({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
  });
  it('compares like with like', () => {
    const odds = valueOf(commonOdds([{ exposed: { hits: 8, n: 10 }, others: { hits: 4, n: 10 } }, { exposed: { hits: 0, n: 0 }, others: { hits: 3, n: 9 } }]));
    expect(odds.ratio).toBeCloseTo(6, 12);
    expect(odds.low < 6 && 6 < odds.high).toBe(true);
    expect(commonOdds([{ exposed: { hits: 1, n: 2 }, others: { hits: 0, n: 2 } }]).status).toBe('REFUSED');
  });
  it('tells the part that goes with an exposure', () => {
    expect(attributablePart({ hits: 20, n: 100 }, { hits: 10, n: 100 })).toBeCloseTo(1 / 3, 12);
    expect([attributablePart({ hits: 1, n: 10 }, { hits: 5, n: 10 }), attributablePart({ hits: 1, n: 10 }, { hits: 0, n: 10 })]).toEqual([0, null]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { kMeans, nearestClusters } from './kmeans';
import { pointsOf, standardise } from './points';
import { adjustedRand, calinskiHarabasz, chooseClusters, clusterStability, silhouette } from './quality';
import { robustColumns, robustPoints } from './robust';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

const chance = chanceOf(2);
const truth = Array.from({ length: 180 }, (_, at) => (at < 90 ? 0 : at < 150 ? 1 : 2));
const CENTRES = [[0, 0], [6, 0], [3, 6]] as const;
const rows = truth.map((group) => CENTRES[group]!.map((middle) => middle + chance.normal()));
const points = pointsOf(rows);
const cloud = pointsOf(Array.from({ length: 300 }, () => [chance.even(), chance.even(), chance.even(), chance.even()]));

describe('groups', () => {
  it('are found where there are some, the largest first, and the same again', () => {
    const found = valueOf(kMeans(points, 3, { chance: chanceOf(1) }));
    expect(adjustedRand(found.label, truth)).toBeGreaterThan(0.9);
    expect(found.size.reduce((sum, size) => sum + size, 0)).toBe(180);
    expect(found.size).toEqual([...found.size].sort((a, b) => b - a));
    expect(valueOf(kMeans(points, 3, { chance: chanceOf(1) }))).toEqual(found);
    expect(valueOf(kMeans(pointsOf(rows.toReversed()), 3, { chance: chanceOf(1) })).within).toBeCloseTo(found.within, 6);
    const sum = rows.reduce((total, row, at) => total + row.reduce((own, value, j) => own + (value - found.centre[found.label[at]!]![j]!) ** 2, 0), 0);
    expect(found.within).toBeCloseTo(sum, 8);
  });

  it('place those who come later', () => {
    const found = valueOf(kMeans(points, 3, { chance: chanceOf(1) }));
    const nearest = nearestClusters(pointsOf([...rows.slice(0, 5), [6, 0.2]]), found);
    expect(Array.from(nearest.subarray(0, 5))).toEqual(Array.from(found.label.subarray(0, 5)));
    expect(nearest[5]).toBe(found.label[truth.indexOf(1)]);
  });

  it('are as many as are clear, and come back when drawn anew', () => {
    const { best, tried } = valueOf(chooseClusters(points, { to: 6, chance: chanceOf(3), restarts: 10 }));
    expect(best.k).toBe(3);
    expect(tried.length).toBe(5);
    expect(tried.reduce((most, one) => (one.calinskiHarabasz! > most.calinskiHarabasz! ? one : most)).k).toBe(3);
    valueOf(clusterStability(points, best.clusters, { chance: chanceOf(4), bootstraps: 20 })).forEach((alike) => expect(alike).toBeGreaterThan(0.85));
  });

  it('are said to be none in a cloud', () => {
    const found = chooseClusters(cloud, { to: 5, chance: chanceOf(3), restarts: 5 });
    expect(found).toMatchObject({ status: 'WEAK', cautions: ['NO_CLEAR_GROUPS'] });
    const four = valueOf(kMeans(cloud, 5, { chance: chanceOf(5) }));
    const alike = valueOf(clusterStability(cloud, four, { chance: chanceOf(6), bootstraps: 20, restarts: 3 }));
    expect(Math.min(...alike)).toBeLessThan(0.75);
  });

  it('are refused for few rows and where nothing differs', () => {
    expect(kMeans(pointsOf([[1], [2]]), 2, { chance })).toEqual({ status: 'REFUSED', lack: 'ROWS', found: 2, needed: 20 });
    expect(kMeans(pointsOf(truth.map(() => [7, 7])), 2, { chance })).toMatchObject({ lack: 'SPREAD' });
    expect(chooseClusters(pointsOf([]), { chance }).status).toBe('REFUSED');
  });
});

describe('measures of groups', () => {
  it('are what hand gives', () => {
    const four = pointsOf([[0], [1], [10], [11]]);
    expect(silhouette(four, [0, 0, 1, 1], chance)).toBeCloseTo((2 * (1 - 1 / 10.5) + 2 * (1 - 1 / 9.5)) / 4, 12);
    expect(silhouette(four, [0, 0, 0, 0], chance)).toBeNull();
    expect(calinskiHarabasz(four, { label: new Uint32Array(4), centre: [Float64Array.of(0.5), Float64Array.of(10.5)], size: [2, 2], within: 1 })).toBeCloseTo(200, 12);
    expect(calinskiHarabasz(four, { label: new Uint32Array(4), centre: [Float64Array.of(5.5)], size: [4], within: 101 })).toBeNull();
    expect([adjustedRand([0, 0, 1, 1], ['b', 'b', 'a', 'a']), adjustedRand([0, 0, 0, 0], [1, 1, 1, 1]), adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])]).toEqual([1, 1, expect.closeTo(-0.5, 12)]);
  });

  it('take a sample of many rows', () => {
    const many = pointsOf(Array.from({ length: 4_000 }, (_, at) => [(at % 2) * 10 + chance.even()]));
    expect(silhouette(many, Array.from({ length: 4_000 }, (_, at) => at % 2), chanceOf(1))).toBeGreaterThan(0.9);
  });
});

describe('rows of like size', () => {
  it('have mean 0 and spread 1, constant columns 0', () => {
    const { points: own, constant, mean } = standardise([[1, 5], [2, 5], [3, 5]]);
    expect(Array.from(own.values)).toEqual([-1, 0, 0, 0, 1, 0]);
    expect([constant, mean]).toEqual([[1], [2, 5]]);
    expect(() => standardise([[1], [Number.NaN]])).toThrow(RangeError);
  });
});

describe('columns of one scale', () => {
  it('have their middle at 0 and a spread of 1, long tails by their logarithm, and what never differs at 0', () => {
    const own = chanceOf(5);
    const wide = Array.from({ length: 2_000 }, () => [10 + 2 * own.normal(), Math.exp(8 + 1.2 * own.normal()), 7, -3]);
    const columns = robustColumns(wide);
    expect(columns.map(({ isLog }) => isLog)).toEqual([false, true, false, false]);
    expect(columns[0]).toMatchObject({ middle: expect.closeTo(10, 0), spread: expect.closeTo(2, 0) });
    expect(columns[1]).toMatchObject({ middle: expect.closeTo(8, 0), spread: expect.closeTo(1.2, 0) });
    expect(columns.slice(2).map(({ spread }) => spread)).toEqual([0, 0]);
    const placed = robustPoints([[10, Math.exp(8), 7, -3], [1_000, 0, 9, 5]], columns);
    expect(Array.from(placed.values, (value) => Math.round(value) + 0)).toEqual([0, 0, 0, 0, 4, -4, 0, 0]);
    expect(robustColumns([])).toEqual([]);
  });
});

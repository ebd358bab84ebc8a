import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { hitRate, itemNeighbours, popular, recommend } from './neighbours';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

/** Customers of two tastes, 0 to 5 and 6 to 11; everybody buys 12 more readily than anything else. */
const chance = chanceOf(15);
const bought = Array.from({ length: 300 }, (_, at) => {
  const own = Array.from({ length: 6 }, (_, item) => item + (at % 2) * 6).filter(() => chance.even() < 0.5);
  return chance.even() < 0.7 ? [...own, 12] : own;
});
const neighbours = valueOf(itemNeighbours(bought, 14));

describe('what is bought by the same customers', () => {
  it('is as near as counting gives', () => {
    const buyers = (items: number[]) => bought.filter((own) => items.every((item) => own.includes(item))).length;
    const at = Array.from(neighbours.item.subarray(neighbours.start[0]!, neighbours.start[1]!)).indexOf(3);
    expect(neighbours.likeness[neighbours.start[0]! + at]).toBeCloseTo(buyers([0, 3]) / (Math.sqrt(buyers([0]) * buyers([3])) + 10), 12);
    expect(neighbours.buyers[12]).toBe(buyers([12]));
  });

  it('keeps the nearest of each alone', () => {
    const few = valueOf(itemNeighbours(bought, 14, { most: 2 }));
    const kept = new Array<number>(14).fill(0);
    for (const item of few.item) kept[item]! += 1;
    expect(Math.max(...kept)).toBe(2);
    expect(itemNeighbours(bought.slice(0, 9), 14)).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 9, needed: 50 });
  });
});

describe('what is recommended', () => {
  it('is of the customer\'s taste, with the item that speaks for it, and nothing owned or excluded', () => {
    const items = recommend(neighbours, [7, 8], { most: 4, isExcluded: (item) => item === 12 });
    expect(items.every(({ item, because }) => item >= 6 && item <= 11 && item !== 7 && item !== 8 && (because === 7 || because === 8))).toBe(true);
    expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('is what most buy where nothing is known, and never what nobody buys', () => {
    expect(recommend(neighbours, [])).toEqual(popular(neighbours));
    expect(popular(neighbours)[0]).toEqual({ item: 12, score: neighbours.buyers[12], because: null });
    expect(recommend(neighbours, [], { most: 50 }).map(({ item }) => item)).not.toContain(13);
    expect(recommend(neighbours, Array.from({ length: 13 }, (_, item) => item))).toEqual([]);
    const filled = recommend(valueOf(itemNeighbours(bought, 14, { most: 1 })), [0], { most: 12 });
    expect(new Set(filled.map(({ item }) => item)).size).toBe(12);
    expect(filled.at(-1)!.because).toBeNull();
  });

  it('is judged by what was bought later', () => {
    expect(hitRate([[1, 2], [3]], [new Set([2]), new Set([4])])).toBe(0.5);
    expect(hitRate([], [])).toBeNull();
  });
});

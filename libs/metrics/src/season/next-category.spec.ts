import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { fitNextCategory, likeliest, nextCategory, type CategoryHistory } from './next-category';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};
const chance = chanceOf(39);
/** Customers whose next category is told by `step` from the one before. */
const made = (step: (before: number) => number, count = 200): CategoryHistory[] => Array.from({ length: count }, () => {
  let at = Math.floor(chance.even() * 4);
  return { segment: 0, days: Array.from({ length: 8 }, (_, place) => ({ day: place * 20, categories: [(at = step(at))] })) };
});

describe('the category bought next', () => {
  it('leans on what follows what where that tells it, and on a customer’s own past where they stay with it', () => {
    const turning = valueOf(fitNextCategory(made((before) => (before + 1) % 4), { categories: 4, segments: 1 }));
    expect(turning.weights[1]).toBeGreaterThan(0.6);
    expect(likeliest(nextCategory(turning, { segment: 0, days: [{ day: 0, categories: [2] }] }, 20), 1)).toEqual([3]);
    const staying = valueOf(fitNextCategory(made((before) => before), { categories: 4, segments: 1 }));
    expect(likeliest(nextCategory(staying, { segment: 0, days: [{ day: 0, categories: [1] }, { day: 20, categories: [1] }] }, 40), 1)).toEqual([1]);
  });

  it('falls back on the segment, adds up to 1, and says whom it has too few of', () => {
    const histories = made(() => (chance.even() < 0.7 ? 0 : 3)).map((history, at) => ({ ...history, segment: at % 2 }));
    const model = valueOf(fitNextCategory(histories, { categories: 4, segments: 2 }));
    const nobody = nextCategory(model, { segment: 1, days: [] }, 0);
    expect(nobody.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    expect(likeliest(nobody, 2)).toEqual([0, 3]);
    expect(nextCategory(model, histories[0]!, 200).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    expect(model.weights.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    expect(fitNextCategory(histories.slice(0, 49), { categories: 4, segments: 2 })).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 49, needed: 50 });
  });
});

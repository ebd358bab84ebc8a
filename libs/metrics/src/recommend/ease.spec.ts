import { describe, expect, it } from '@jest/globals';
import { invertSymmetric } from '../numeric/inverse';
import { chanceOf } from '../numeric/random';
import { easeNeighbours } from './ease';
import { hitRate, rankedGain, recommend } from './neighbours';
import { priceSensitivity } from './price';

describe('the inverse of a symmetric matrix', () => {
  it('gives the unit matrix back, at sizes on both sides of a block', () => {
    const chance = chanceOf(3);
    for (const size of [1, 3, 63, 64, 65, 131]) {
      const root = Float64Array.from({ length: size * size }, () => chance.even() - 0.5);
      const at = (i: number, j: number): number => root.reduce((sum, _, p) => (p < size ? sum + root[p * size + i]! * root[p * size + j]! : sum), i === j ? 1 : 0);
      const matrix = Float64Array.from({ length: size * size }, (_, place) => at(Math.floor(place / size), place % size));
      const inverse = invertSymmetric(matrix.slice(), size);
      let worst = 0;
      for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) {
        let sum = 0;
        for (let p = 0; p < size; p += 1) sum += matrix[i * size + p]! * inverse[p * size + j]!;
        worst = Math.max(worst, Math.abs(sum - (i === j ? 1 : 0)));
      }
      expect(worst).toBeLessThan(1e-9);
    }
    expect(() => invertSymmetric(Float64Array.from([1, 2, 2, 1]), 2)).toThrow('positive definite');
  });
});

describe('items weighed beside all others', () => {
  const chance = chanceOf(7);
  const bought = Array.from({ length: 200 }, (_, at) => [0, 1, 2].map((item) => item + (at % 2) * 3).filter(() => chance.even() < 0.6));

  it('are those of their own kind; the diagonal is none, and the rarest fall out beyond the bound', () => {
    const answer = easeNeighbours(bought, 6, { hold: 5 });
    if (answer.status === 'REFUSED') throw new Error(answer.lack);
    const { start, item } = answer.value;
    for (let i = 0; i < 6; i += 1) expect(Array.from(item.subarray(start[i]!, start[i + 1]!))).not.toContain(i);
    expect(recommend(answer.value, [0, 1], { most: 1 })[0]?.item).toBe(2);
    const few = easeNeighbours(bought, 6, { hold: 5, items: 3, most: 1 });
    expect(few).toMatchObject({ status: 'WEAK', cautions: ['CAPPED'] });
    expect(easeNeighbours(bought.slice(0, 49), 6)).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 49, needed: 50 });
  });
});

describe('what recommendations brought', () => {
  it('counts a hit the more the higher it stood, and leaves out who bought nothing', () => {
    const later = [new Set([4]), new Set([9]), new Set<number>()];
    expect(rankedGain([[4, 1], [1, 9], [1, 2]], later)).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12);
    expect(hitRate([[4, 1], [1, 9], [1, 2]], later)).toBeCloseTo(2 / 3, 12);
    expect(rankedGain([], [])).toBeNull();
  });
});

describe('whether somebody looks for low prices', () => {
  it('is told against how often others buy the same things below their usual price', () => {
    const lines = (below: number, n: number, usually: number) => ({ lines: n, below, expected: n * usually });
    expect(priceSensitivity(lines(18, 20, 0.3))).toMatchObject({ status: 'OK', n: 20, value: { share: 0.9, leaning: 'SEEKS' } });
    expect(priceSensitivity(lines(6, 20, 0.3))).toMatchObject({ value: { leaning: 'LIKE_OTHERS' } });
    expect(priceSensitivity(lines(0, 40, 0.3))).toMatchObject({ value: { leaning: 'AVOIDS' } });
    expect(priceSensitivity(lines(5, 9, 0.3))).toEqual({ status: 'REFUSED', lack: 'ROWS', found: 9, needed: 10 });
    expect(priceSensitivity(lines(0, 20, 0.01))).toMatchObject({ status: 'REFUSED', lack: 'SPREAD' });
  });
});

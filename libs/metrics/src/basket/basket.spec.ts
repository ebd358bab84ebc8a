import { describe, expect, it } from '@jest/globals';
import { concentration, coverage, evenness, gini } from '../diversity';
import { chanceOf } from '../numeric/random';
import { frequentItemsets, type Itemsets } from './itemsets';
import { liftInterval } from './lift';
import { rulesOf } from './rules';
import { chiSquareTogether, falseDiscovery, fisherAbove } from './significance';

/** Baskets of up to eight things; 3 often comes with 1 and 2. */
const chance = chanceOf(44);
const baskets = Array.from({ length: 400 }, () => {
  const own = Array.from({ length: 8 }, (_, item) => item).filter((item) => chance.even() < 0.35 - item * 0.03);
  return own.includes(1) && own.includes(2) && chance.even() < 0.8 ? [...own, 3] : own;
});
const often = (options: Parameters<typeof frequentItemsets>[1]): Itemsets => {
  const answer = frequentItemsets(baskets, options);
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

describe('what stands together', () => {
  it('is what counting every subset gives', () => {
    const found = often({ support: 0.02 });
    const wanted: string[] = [];
    for (let mask = 1; mask < 256; mask += 1) {
      const items = Array.from({ length: 8 }, (_, item) => item).filter((item) => mask & (1 << item));
      const count = baskets.filter((basket) => items.every((item) => basket.includes(item))).length;
      if (count >= 8) wanted.push(`${items.join(' ')}: ${count}`);
    }
    expect(found.sets.map(({ items, count }) => `${items.join(' ')}: ${count}`).sort()).toEqual(wanted.sort());
    expect(found).toMatchObject({ baskets: 400, leastCount: 8, capped: false });
  });

  it('keeps to its bounds, and says so', () => {
    expect(Math.max(...often({ support: 0.02, longest: 2 }).sets.map(({ items }) => items.length))).toBe(2);
    const capped = frequentItemsets(baskets, { support: 0.01, most: 20 });
    expect(capped).toMatchObject({ status: 'WEAK', cautions: ['CAPPED'], value: { capped: true } });
    expect(capped.status !== 'REFUSED' && capped.value.sets.length <= 20).toBe(true);
    expect(frequentItemsets([[1]], { support: 0.1 })).toEqual({ status: 'REFUSED', lack: 'BASKETS', found: 1, needed: 100 });
    expect(frequentItemsets(baskets.map(() => []), { support: 0.1 })).toMatchObject({ value: { sets: [] } });
  });
});

describe('rules', () => {
  it('have the numbers that the baskets give, the strongest first', () => {
    const { rules } = rulesOf(often({ support: 0.02 }), { confidence: 0.3 });
    const rule = rules.find(({ left, right }) => left.join(' ') === '1 2' && right === 3)!;
    const count = (items: number[]) => baskets.filter((basket) => items.every((item) => basket.includes(item))).length;
    expect(rule.confidence).toBeCloseTo(count([1, 2, 3]) / count([1, 2]), 12);
    expect(rule.lift).toBeCloseTo((rule.confidence * 400) / count([3]), 12);
    expect(rule.leverage).toBeCloseTo(rule.support - (count([1, 2]) / 400) * (count([3]) / 400), 12);
    expect(rule.adjusted).toBeLessThan(1e-6);
    expect(rules.map(({ lift }) => lift)).toEqual(rules.map(({ lift }) => lift).sort((a, b) => b - a));
  });

  it('leave out what chance may give, what a shorter one says, and what is too much', () => {
    const sets = often({ support: 0.02 });
    const all = rulesOf(sets, { confidence: 0.1 });
    const sure = rulesOf(sets, { confidence: 0.1, significance: 0.01 });
    expect(sure.rules.length).toBeLessThan(all.rules.length / 2);
    expect(sure.found).toBe(all.found);
    const plain = rulesOf(sets, { confidence: 0.1, significance: 0.01, isRedundantHidden: true });
    expect(plain.rules.length).toBeLessThan(sure.rules.length);
    expect(rulesOf(sets, { confidence: 0.1, most: 3 })).toEqual({ rules: all.rules.slice(0, 3), found: all.found, capped: true });
  });
});

describe('the range of a lift', () => {
  it('holds the true one in 92 to 98 of 100 samples', () => {
    // Of 100 baskets 20 hold the left side, 15 of those the right one, and 10 of the others: the true lift is 0.75 / 0.25 = 3.
    const draw = chanceOf(7);
    let held = 0;
    for (let sample = 0; sample < 1_000; sample += 1) {
      let [both, left, right] = [0, 0, 0];
      for (let basket = 0; basket < 500; basket += 1) {
        const isLeft = draw.even() < 0.2;
        const isRight = draw.even() < (isLeft ? 0.75 : 0.125);
        left += Number(isLeft);
        right += Number(isRight);
        both += Number(isLeft && isRight);
      }
      const range = liftInterval({ both, left, right, n: 500 })!;
      held += Number(range.low <= 3 && range.high >= 3);
    }
    expect(held).toBeGreaterThan(920);
    expect(held).toBeLessThan(980);
    expect(liftInterval({ both: 0, left: 3, right: 3, n: 8 })).toBeNull();
  });
});

describe('significance', () => {
  it('is what tables give', () => {
    // The lady tasting tea (Fisher 1935): 3 of 4 and 4 of 4.
    expect(fisherAbove({ both: 3, left: 4, right: 4, n: 8 })).toBeCloseTo(17 / 70, 12);
    expect(fisherAbove({ both: 4, left: 4, right: 4, n: 8 })).toBeCloseTo(1 / 70, 12);
    expect(fisherAbove({ both: 12, left: 19, right: 328, n: 9835 }) / 6.344416048684526e-14).toBeCloseTo(1, 8);
    expect([fisherAbove({ both: 0, left: 3, right: 3, n: 8 }), fisherAbove({ both: 3, left: 3, right: 8, n: 8 })]).toEqual([1, 1]);
    expect(chiSquareTogether({ both: 12, left: 17, right: 15, n: 40 })).toEqual({ chiSquare: expect.closeTo(13.81074168797954, 9), p: expect.closeTo(0.0002021770229432, 12) });
    expect(chiSquareTogether({ both: 3, left: 3, right: 8, n: 8 }).p).toBe(1);
  });

  it('is held against the number of tests', () => {
    // The example of Benjamini & Hochberg 1995: four of fifteen hold at 0.05.
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    expect(Array.from(falseDiscovery(p)).filter((own) => own <= 0.05).length).toBe(4);
    expect(Array.from(falseDiscovery([0.5, 0.01, 0.5]))).toEqual([0.5, 0.03, 0.5]);
    expect(falseDiscovery([]).length).toBe(0);
  });
});

describe('how spread', () => {
  it('is 0 where all have the same and near 1 where one has all', () => {
    expect([gini([5, 5, 5]), gini([0, 0, 0, 8]), gini([1, 3])]).toEqual([0, 0.75, 0.25]);
    expect([gini([]), gini([0, 0])]).toEqual([null, null]);
    expect(() => gini([-1, 2])).toThrow(RangeError);
    expect([evenness([2, 2, 2]), evenness([4, 0]), evenness([1]), evenness([0, 0])]).toEqual([expect.closeTo(1, 12), 0, null, null]);
    expect([concentration([1, 1]), concentration([7]), concentration([])]).toEqual([0.5, 1, null]);
    expect([coverage(['a', 'b', 'a'], 4), coverage([], 0)]).toEqual([0.5, null]);
    expect(gini([10, 30])).toBe(gini([1, 3]));
  });
});

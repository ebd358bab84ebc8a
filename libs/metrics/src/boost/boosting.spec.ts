import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { auc } from '../score/auc';
import type { Feature } from '../score/encoder';
import { boostedContributions, fitBoosted, predictBoosted } from './boosting';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

/** Whoever has one of two things, not both: no sum of columns can say it. */
function either(n: number, seed: number): { features: Feature[]; outcome: Float64Array } {
  const chance = chanceOf(seed);
  const rows = Array.from({ length: n }, () => ({ a: chance.even(), b: ['north', 'south', 'east', 'west'][chance.below(4)]!, noise: chance.normal() }));
  const outcome = Float64Array.from(rows, ({ a, b }) => (chance.even() < ((a > 0.4) !== (b === 'north' || b === 'west') ? 0.85 : 0.15) ? 1 : 0));
  return {
    features: [
      { name: 'a', kind: 'NUMBER', values: rows.map(({ a }) => a) }, { name: 'b', kind: 'WORD', values: rows.map(({ b }) => b) }, { name: 'noise', kind: 'NUMBER', values: rows.map(({ noise }) => noise) },
    ],
    outcome,
  };
}

describe('trees that mend each other', () => {
  const early = either(2_000, 3);
  const later = either(2_000, 4);
  const model = valueOf(fitBoosted(early.features, early.outcome, { trees: 60 }));

  it('find what stands together, in rows not seen', () => {
    expect(valueOf(auc(predictBoosted(model, later.features), later.outcome)).auc).toBeGreaterThan(0.82);
    expect(boostedContributions(model, later.features, 0).slice(0, 2).map(({ name }) => name).sort()).toEqual(['a', 'b']);
  });

  it('say why: what a row meets on its way adds up to its score', () => {
    const [probability] = predictBoosted(model, later.features, [7]);
    const first = model.trees.reduce((sum, { value }) => sum + value[0]!, model.base);
    const parts = boostedContributions(model, later.features, 7).reduce((sum, { contribution }) => sum + contribution, 0);
    expect(first + parts).toBeCloseTo(Math.log(probability! / (1 - probability!)), 9);
  });

  it('are the same for the same rows, in any order', () => {
    const turned = Uint32Array.from({ length: 2_000 }, (_, at) => 1_999 - at);
    const again = valueOf(fitBoosted(early.features, early.outcome, { trees: 10, rows: turned }));
    const plain = valueOf(fitBoosted(early.features, early.outcome, { trees: 10 }));
    predictBoosted(again, later.features).forEach((probability, at) => expect(probability).toBeCloseTo(predictBoostedOnce(plain, later.features)[at]!, 9));
  });

  it('end when rows that are watched are predicted no better', () => {
    const rows = Uint32Array.from({ length: 1_500 }, (_, at) => at);
    const watched = Uint32Array.from({ length: 500 }, (_, at) => 1_500 + at);
    expect(valueOf(fitBoosted(early.features, early.outcome, { rows, watched, rate: 0.3 })).trees.length).toBeLessThan(200);
  });

  it('take what is unknown for something of its own', () => {
    const chance = chanceOf(9);
    const values = Float64Array.from({ length: 1_000 }, () => (chance.even() < 0.3 ? NaN : chance.even()));
    const unknown = valueOf(fitBoosted([{ name: 'x', kind: 'NUMBER', values }], values.map((value) => (Number.isNaN(value) ? 1 : 0)), { trees: 40 }));
    const [yes, no] = predictBoosted(unknown, [{ name: 'x', kind: 'NUMBER', values: [NaN, 0.5] }]);
    expect(yes).toBeGreaterThan(0.8);
    expect(no).toBeLessThan(0.1);
  });

  it('refuse few and one outcome; nothing to split leaves the base', () => {
    const x: Feature[] = [{ name: 'x', kind: 'NUMBER', values: new Array<number>(200).fill(3) }];
    expect(fitBoosted(x, new Float64Array(200))).toMatchObject({ status: 'REFUSED', lack: 'BOTH_OUTCOMES' });
    expect(fitBoosted(x, Float64Array.from({ length: 200 }, (_, at) => (at < 20 ? 1 : 0)))).toMatchObject({ lack: 'EVENTS', found: 20, needed: 50 });
    const even = valueOf(fitBoosted(x, Float64Array.from({ length: 200 }, (_, at) => (at < 60 ? 1 : 0))));
    expect(even.trees).toEqual([]);
    expect(predictBoosted(even, x)[0]).toBeCloseTo(0.3, 12);
    expect(() => predictBoosted(even, [])).toThrow(RangeError);
  });
});

let kept: Float64Array | undefined;
const predictBoostedOnce = (...[model, features]: Parameters<typeof predictBoosted>): Float64Array => (kept ??= predictBoosted(model, features));

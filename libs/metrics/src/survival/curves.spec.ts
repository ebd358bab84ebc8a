import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf } from '../numeric/random';
import { fitCox } from './cox';
import { coxSurvival } from './cox.curves';
import { kaplanMeier, type Durations } from './kaplan-meier';
import { logRankOfCounts, survivalOfCounts, type LifeRow } from './life-table';
import { logRank } from './log-rank';

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

function drawn(seed: number, n: number, rate: (x: number) => number, whole = true): { durations: Durations; x: number[] } {
  const chance = chanceOf(seed);
  const rows = Array.from({ length: n }, () => {
    const x = chance.below(2);
    const [leaves, until] = [-Math.log(1 - chance.even()) / rate(x), 30 * chance.even()];
    return { x, time: whole ? Math.ceil(Math.min(leaves, until)) : Math.min(leaves, until), event: leaves <= until ? 1 : 0 };
  });
  return { x: rows.map(({ x }) => x), durations: { time: rows.map(({ time }) => time), event: rows.map(({ event }) => event) } };
}

const counted = ({ time, event }: Durations): LifeRow[] => Array.from(time, (at, i) => ({ time: at, left: event[i]!, lost: 1 - event[i]! }));
const only = ({ time, event }: Durations, x: readonly number[], side: number): Durations => ({ time: Array.from(time).filter((_, i) => x[i] === side), event: Array.from(event).filter((_, i) => x[i] === side) });

describe('curves and tests from counts', () => {
  const { durations, x } = drawn(4, 400, () => 0.06);

  it('are those from the durations themselves, in any order', () => {
    expect(survivalOfCounts(counted(durations).reverse())).toEqual(kaplanMeier(durations));
    const [one, other] = [only(durations, x, 0), only(durations, x, 1)];
    expect(logRankOfCounts([counted(one), counted(other)])).toEqual(logRank([one, other]));
  });

  it('refuse what is not there', () => {
    expect(survivalOfCounts([])).toMatchObject({ status: 'REFUSED', lack: 'ROWS' });
    expect(logRankOfCounts([counted(durations), []])).toMatchObject({ lack: 'GROUPS', found: 1, needed: 2 });
    expect(logRankOfCounts([[{ time: 1, left: 0, lost: 5 }], [{ time: 2, left: 0, lost: 5 }]])).toMatchObject({ lack: 'EVENTS' });
    expect(() => survivalOfCounts([{ time: -1, left: 1, lost: 0 }])).toThrow(RangeError);
  });
});

describe('curves of a fitted model', () => {
  it('are those that the rows were made with, inside their ranges', () => {
    const { durations, x } = drawn(11, 4_000, (side) => (side === 1 ? 0.1 : 0.05), false);
    const columns = [{ name: 'x', values: x }];
    const [without, having] = coxSurvival(valueOf(fitCox(durations, columns)), durations, columns, [[0], [1]]);
    for (const [curve, rate] of [[without!, 0.05], [having!, 0.1]] as const) {
      for (const { time, survival, low, high } of curve.filter((step) => step.time <= 15)) {
        expect([0 <= low, low <= survival, survival <= high, high <= 1]).toEqual([true, true, true, true]);
        expect(Math.abs(survival - Math.exp(-rate * time))).toBeLessThan(0.03);
      }
    }
  });

  it('are those of Nelson and Aalen where no column matters, and never rise', () => {
    const { durations, x } = drawn(12, 600, () => 0.08);
    const columns = [{ name: 'x', values: x }];
    const fit = valueOf(fitCox(durations, columns));
    const flat = { ...fit, hazards: fit.hazards.map((hazard) => ({ ...hazard, coefficient: 0 })) };
    const [curve] = coxSurvival(flat, durations, columns, [[0.5]]);
    let hazard = 0;
    valueOf(kaplanMeier(durations)).steps.forEach(({ events, atRisk }, at) => {
      hazard += events / atRisk;
      expect(curve![at]!.survival).toBeCloseTo(Math.exp(-hazard), 12);
    });
    curve!.slice(1).forEach(({ survival }, at) => expect(survival).toBeLessThanOrEqual(curve![at]!.survival));
  });
});

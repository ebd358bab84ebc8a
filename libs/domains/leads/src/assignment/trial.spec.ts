import { describe, expect, it } from '@jest/globals';
import { shut } from './assign.rules';
import { TrialCompany, trialFigures } from './trial';

const month = { leads: 10_000, people: 50, onLeave: 15, capped: 10, days: 28 };

describe('10,000 leads, 50 people, leave and caps', () => {
  for (const seed of [1, 2, 3, 5, 8, 13]) {
    it(`are shared fairly, to nobody who may not have one, and none is left (seed ${seed})`, () => {
      const found = trialFigures({ seed, ...month });
      expect(found).toMatchObject({ given: 10_000, waiting: 0, wrong: 0, stuck: 0, longest: 0 });
      expect(found.givenRatio).toBeLessThanOrEqual(1.2);
      expect(found.openRatio).toBeLessThanOrEqual(1.2);
    });
  }

  it('drain at every release: after each look nobody who is free leaves a lead waiting, the oldest come first', () => {
    const company = new TrialCompany({ seed: 21, leads: 3_000, people: 6, onLeave: 3, capped: 6, days: 28 });
    for (const at of [3, 4, 5]) company.caps.set(`person-00${at}`, 12);
    let waited = 0;
    let most = 0;
    const order: number[] = [];
    company.run({
      settled: (_, waiting, seats) => {
        most = Math.max(most, waiting.length);
        if (waiting.length > 0) waited += 1;
        if (waiting.length > 0) expect([...seats.values()].filter((seat) => shut(seat) === null)).toEqual([]);
      },
      placed: ({ at }) => void order.push(at),
    });
    expect(waited).toBeGreaterThan(100);
    expect(most).toBeGreaterThan(20);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

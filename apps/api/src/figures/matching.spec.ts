import { describe, expect, it } from '@jest/globals';
import { linkRecords } from '@dossier/customers';
import { wilsonInterval } from '@dossier/metrics';
import { loadRetail } from '../seed/retail.set';
import { recordOf, retailSources, scored } from './matching.figures';

// A quarter of the people; the whole is printed by `npm run figures`.
const sources = retailSources(loadRetail(), 0.25);
const records = [...sources.a, ...sources.b].map(recordOf);

describe('two sources of the same people', () => {
  it('differ as such files do, with others who share a name and city or a phone', () => {
    const inTruth = new Set(sources.truth.map(([, b]) => b));
    const others = sources.b.filter(({ id }) => !inTruth.has(id));
    expect(sources.truth.length).toBeGreaterThan(800);
    expect(others.length / sources.a.length).toBeGreaterThan(0.008);
    expect(retailSources(loadRetail(), 0.25)).toEqual(sources);
    const same = (field: 'name' | 'phone' | 'email' | 'birth') => sources.truth.filter(([a, b]) => sources.a.find(({ id }) => id === a)![field] === sources.b.find(({ id }) => id === b)![field]).length / sources.truth.length;
    for (const field of ['name', 'phone', 'email', 'birth'] as const) expect([field, same(field) < 0.95]).toEqual([field, true]);
  });

  it('are told together with a precision of 0.99 at the automatic level, and with review nine in ten are found', () => {
    const score = scored(linkRecords(records), sources);
    expect(score.automatic).toBeGreaterThan(500);
    expect(score.automaticRight / score.automatic).toBeGreaterThanOrEqual(0.99);
    expect(wilsonInterval(score.automaticRight, score.automatic)!.low).toBeGreaterThanOrEqual(0.98);
    expect(score.found / score.people).toBeGreaterThanOrEqual(0.85);
  });

  it('are found the same whatever the order in which they come', () => {
    const keys = (found: readonly { a: string; b: string; level: string }[]) => found.map(({ a, b, level }) => [...[a, b].sort(), level].join(' ')).sort();
    expect(keys(linkRecords([...records].reverse()))).toEqual(keys(linkRecords(records)));
  });
});

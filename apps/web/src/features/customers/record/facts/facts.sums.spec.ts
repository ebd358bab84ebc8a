import { describe, expect, it } from '@jest/globals';
import { accuracyOf, bySource } from './facts.sums';

const fact = (source: string | null, confidence: number, stale = false) => ({ stale, current: source === null ? null : { source, confidence }, reviewed: null });

describe('the figures of a record by source', () => {
  it('counts the fields that each source holds now, and how likely they are right', () => {
    expect(bySource([fact('IMPORT', 0.8), fact('MANUAL', 0.9), fact('IMPORT', 0.6, true), fact(null, 0)])).toEqual([
      { source: 'IMPORT', fields: 2, share: 2 / 3, accuracy: 0.7, stale: 1 }, { source: 'MANUAL', fields: 1, share: 1 / 3, accuracy: 0.9, stale: 0 },
    ]);
    expect(bySource([fact(null, 0)])).toEqual([]);
  });
  it('tells the accuracy of fields by their sources, of contacts by how likely they hold, and none where nothing says so', () => {
    expect(accuracyOf('BASIC', [fact('IMPORT', 0.8), fact('MANUAL', 1)], [])).toBeCloseTo(0.9);
    expect(accuracyOf('CONTACT', [fact('IMPORT', 0.8)], [{ probability: 0.5 }, { probability: 0.25 }])).toBe(0.375);
    expect([accuracyOf('CONTACT', [], []), accuracyOf('BASIC', [fact(null, 0)], []), accuracyOf('NEEDS', [fact('IMPORT', 0.8)], [])]).toEqual([null, null, null]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { decileTable } from '../score/deciles';
import { rfmGroup, rfmScores, RFM_GROUPS } from './rfm';

const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

describe('RFM', () => {
  it('scores by fifths, the latest, most frequent and dearest best', () => {
    const answer = rfmScores({ recency: hundred, frequency: hundred, monetary: hundred });
    if (answer.status === 'REFUSED') throw new Error(answer.lack);
    expect([answer.value.recency[0], answer.value.recency[99], answer.value.frequency[0], answer.value.monetary[99]]).toEqual([5, 1, 1, 5]);
    expect(answer.value.cuts.monetary.map(({ n }) => n)).toEqual([20, 20, 20, 20, 20]);
    expect([answer.value.group[0], answer.value.group[99]]).toEqual(['NEW', 'CANNOT_LOSE']);
    expect([answer.status, answer.value.tied]).toEqual(['OK', []]);
  });

  it('says where equal values were parted, the earlier place lower', () => {
    const answer = rfmScores({ recency: hundred, frequency: hundred.map(() => 1), monetary: hundred });
    if (answer.status === 'REFUSED') throw new Error(answer.lack);
    expect([answer.cautions, answer.value.tied]).toEqual([['TIES_CUT'], ['frequency']]);
    expect([answer.value.frequency[0], answer.value.frequency[99]]).toEqual([1, 5]);
  });

  it('has a group for each pair of scores, and every group has a pair', () => {
    const pairs = [1, 2, 3, 4, 5].flatMap((r) => [1, 2, 3, 4, 5].map((f) => rfmGroup(r, f)));
    expect(new Set(pairs)).toEqual(new Set(RFM_GROUPS));
    expect(RFM_GROUPS.length).toBe(11);
    expect(() => rfmGroup(0, 3)).toThrow(RangeError);
  });

  it('refuses few, and what is no number', () => {
    expect(rfmScores({ recency: [1], frequency: [1], monetary: [1] })).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 1, needed: 25 });
    expect(() => rfmScores({ recency: hundred, frequency: hundred, monetary: hundred.map(() => Number.NaN) })).toThrow(RangeError);
  });
});

describe('tenths', () => {
  it('hold all rows, the highest first', () => {
    const answer = decileTable(hundred, hundred.map((value) => value * 2));
    if (answer.status === 'REFUSED') throw new Error(answer.lack);
    expect(answer.value.length).toBe(10);
    expect(answer.value[0]).toEqual({ decile: 1, n: 10, predicted: 95.5, actual: 191 });
    expect(decileTable([1], [1]).status).toBe('REFUSED');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Scorecard } from './scorecard.documents';
import { axisOf, draftOf, fading, freeKey, inputOf, SUBJECTS, partsOf } from './scorecard.rules';

const card = {
  id: 'c', version: 1, number: 2, state: 'PUBLISHED', note: 'before', can: [], author: null, publishedBy: null, publishedAt: null, retiredAt: null, changedAt: null,
  rules: [{ key: 'need', axis: 'FIT', subject: 'NEED', weight: 10, isKnown: true, text: 'Need: known', in: null, topicIds: null, min: null, max: null, name: null, path: null, halfLifeDays: null, cap: null }],
  grading: { fitShare: 0.6, fitHigh: 60, fitMiddle: 30, engagementHigh: 40, engagementMiddle: 15, high: ['A', 'A', 'B'], middle: ['B', 'B', 'C'], low: ['C', 'D', 'D'], multipleA: 3, multipleB: 1.5, multipleC: 0.5 },
} as unknown as Scorecard;

describe('the editor of a scorecard', () => {
  it('begins with a copy of what is in force, without its note, and sends no sentences', () => {
    const draft = draftOf(card);
    expect(draft.note).toBe('');
    expect(draft.rules[0]).toMatchObject({ key: 'need', weight: 10, text: 'Need: known' });
    expect(inputOf({ ...draft, note: '  why ' })).toMatchObject({ note: 'why', rules: [{ key: 'need', weight: 10 }] });
    expect('text' in inputOf(draft).rules[0]!).toBe(false);
  });
  it('gives each new rule a name of its own', () => {
    const { rules } = draftOf(card);
    expect([freeKey(rules, 'NEED'), freeKey(rules, 'CITY')]).toEqual(['need-2', 'city']);
  });
  it('shows how points fade: half of them after each half-life', () => {
    const steps = fading(12, 14);
    expect([steps[0], steps.find(({ day }) => day === 14), steps.at(-1)]).toEqual([{ day: 0, left: 12 }, { day: 14, left: 6 }, { day: 42, left: 1.5 }]);
  });
  it('knows of each subject by what it is told, and which axis it is of', () => {
    expect(SUBJECTS.filter((subject) => axisOf(subject) === 'ENGAGEMENT')).toEqual(['EVENT', 'TOUCH', 'COMMUNICATION', 'WITHDRAWAL']);
    expect(partsOf.ATTRIBUTE).toEqual(['name', 'values', 'range', 'known']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { setAppearance } from '../theme/appearance';
import { describeFilter } from './describe';
import { asksNothing, toFilter, toSentence, type FilterField } from './filter';

const fields: FilterField[] = [
  { kind: 'choice', key: 'stage', label: '状态', options: [{ value: 'ACTIVE', label: '活跃' }, { value: 'LOST', label: '流失' }] },
  { kind: 'day', key: 'lastOrderOn', label: '最近购买' },
  { kind: 'money', key: 'netAmount', label: '净额', currency: 'CNY' },
  { kind: 'text', key: 'city', label: '城市' },
];

describe('the filter sentence', () => {
  it('takes a filter apart and puts it together again', () => {
    const filter = { search: '王', stage: { in: ['ACTIVE'] }, and: [{ or: [{ lastOrderOn: { last: 90 } }, { netAmount: { min: 500000 } }] }, { stage: { notIn: ['LOST'] } }] };
    const sentence = toSentence(filter);
    expect(sentence.conditions.map(one => one.key)).toEqual(['stage', 'stage']);
    expect(sentence.groups).toHaveLength(1);
    const again = toFilter(sentence, filter.search);
    expect(toSentence(again)).toEqual(sentence);
    expect(again['search']).toBe('王');
  });

  it('says it in Chinese and in English', () => {
    const filter = { stage: { in: ['ACTIVE'] }, lastOrderOn: { last: 90 }, netAmount: { min: 500000 } };
    setAppearance({ language: 'zh' });
    expect(describeFilter(fields, filter)).toBe('状态是 活跃，且 最近购买在最近 90 天内，且 净额至少 ¥5,000');
    setAppearance({ language: 'en' });
    expect(describeFilter(fields, { city: { isEmpty: true } })).toBe('城市 is empty');
  });

  it('shortens a long list of values', () => {
    setAppearance({ language: 'zh' });
    expect(describeFilter(fields, { city: { in: ['上海', '杭州', '苏州', '南京', '合肥', '宁波'] } })).toBe('城市是 上海、杭州 或 另 4 个');
  });

  it('takes the company’s own fields for fields like any other, and puts them back under one name', () => {
    const filter = { custom: [{ key: 'size', in: ['L'] }, { key: 'vip', is: true }], stage: { in: ['ACTIVE'] }, and: [{ or: [{ custom: [{ key: 'size', in: ['M'] }] }, { city: { equals: '上海' } }] }] };
    const sentence = toSentence(filter);
    expect(sentence).toEqual({
      conditions: [{ key: 'custom.size', value: { in: ['L'] } }, { key: 'custom.vip', value: true }, { key: 'stage', value: { in: ['ACTIVE'] } }],
      groups: [[{ key: 'custom.size', value: { in: ['M'] } }, { key: 'city', value: { equals: '上海' } }]],
    });
    expect(toFilter(sentence)).toEqual(filter);
  });

  it('knows a condition that asks nothing', () => {
    expect([{ in: [] }, { contains: '' }, {}, null].every(asksNothing)).toBe(true);
    expect([{ in: ['a'] }, { min: 0 }, false, { isEmpty: false }].some(asksNothing)).toBe(false);
  });
});

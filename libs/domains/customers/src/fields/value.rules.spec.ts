import { describe, expect, it } from '@jest/globals';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { FieldDefinition } from './field-book';
import { hasShape, judged } from './value.rules';

const field = (type: CustomFieldType, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  id: 'x', key: 'x', name: '某', nameEn: 'x', type, options: [{ value: 'A', name: '甲', nameEn: 'A' }, { value: 'B', name: '乙', nameEn: 'B' }],
  required: false, least: null, most: null, pattern: null, currency: null, personal: false, word: null, pack: null, sortable: false, ...more,
});
const kept = (definition: FieldDefinition, given: unknown): unknown => {
  const made = judged(definition, given);
  return made.ok ? made.value : made.reason;
};

describe('a value of a custom field', () => {
  it.each([
    [field(CustomFieldType.TEXT), '  a   b ', 'a b'],
    [field(CustomFieldType.TEXT, { most: 2 }), 'abc', 'TOO_LONG'],
    [field(CustomFieldType.TEXT, { least: 3 }), 'ab', 'TOO_SHORT'],
    [field(CustomFieldType.TEXT, { pattern: '##-@?' }), '12-a9', '12-a9'],
    [field(CustomFieldType.TEXT, { pattern: '##-@?' }), '1x-a9', 'SHAPE'],
    [field(CustomFieldType.TEXT), 7, 'NOT_TEXT'],
    [field(CustomFieldType.TEXT), '', null],
    [field(CustomFieldType.NUMBER, { least: 0, most: 10 }), 3.5, 3.5],
    [field(CustomFieldType.NUMBER, { least: 0 }), -1, 'TOO_SMALL'],
    [field(CustomFieldType.NUMBER, { most: 10 }), 11, 'TOO_LARGE'],
    [field(CustomFieldType.NUMBER), Number.NaN, 'NOT_NUMBER'],
    [field(CustomFieldType.NUMBER), '3', 'NOT_NUMBER'],
    [field(CustomFieldType.MONEY), 1234, 1234],
    [field(CustomFieldType.MONEY), 12.5, 'NOT_MONEY'],
    [field(CustomFieldType.DAY), '2026-02-29', 'NOT_DAY'],
    [field(CustomFieldType.DAY), '2024-02-29', '2024-02-29'],
    [field(CustomFieldType.DATETIME), '2026-03-07T17:00:00+08:00', '2026-03-07T09:00:00.000Z'],
    [field(CustomFieldType.DATETIME), 'yesterday', 'NOT_INSTANT'],
    [field(CustomFieldType.BOOLEAN), false, false],
    [field(CustomFieldType.BOOLEAN), 'no', 'NOT_FLAG'],
    [field(CustomFieldType.CHOICE), 'B', 'B'],
    [field(CustomFieldType.CHOICE), 'C', 'NOT_OPTION'],
    [field(CustomFieldType.MULTI_CHOICE), ['B', 'A', 'B'], ['A', 'B']],
    [field(CustomFieldType.MULTI_CHOICE), [], null],
    [field(CustomFieldType.MULTI_CHOICE), ['C'], 'NOT_OPTION'],
    [field(CustomFieldType.URL), 'https://example.com/a', 'https://example.com/a'],
    [field(CustomFieldType.URL), 'javascript:alert(1)', 'NOT_URL'],
    [field(CustomFieldType.CHOICE, { required: true }), null, 'REQUIRED'],
    [field(CustomFieldType.TEXT, { required: true }), '  ', 'REQUIRED'],
  ])('%#', (definition, given, expected) => expect(kept(definition, given)).toEqual(expected));

  it('has a shape that takes no longer for a long text of bad will', () => {
    expect(hasShape('a'.repeat(100_000), '@@')).toBe(false);
    expect(hasShape('王1', '@#')).toBe(true);
  });
});

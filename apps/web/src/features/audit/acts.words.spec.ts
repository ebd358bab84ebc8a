import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actOf } from './acts.words';
import { actions } from './audit.words';

const schema = readFileSync(join(import.meta.dirname, '../../../../api/schema.graphql'), 'utf8');
const body = /^type Mutation \{([\s\S]*?)^\}/m.exec(schema)?.[1] ?? '';
const mutations = [...body.replace(/"""[\s\S]*?"""/g, '').matchAll(/^ {2}(\w+)[(:]/gm)].map(([, name]) => name!);

describe('the acts of the trail', () => {
  it('are told in words, each that the product knows', () => {
    expect(mutations.length).toBeGreaterThan(100);
    const own: readonly string[] = actions;
    expect(mutations.filter(name => !own.includes(name) && (actOf(name, 'zh') === null || actOf(name, 'en') === null))).toEqual([]);
  });

  it('are told from the name of the operation: verb and thing, in both languages', () => {
    expect([actOf('archiveNeed', 'zh'), actOf('archiveNeed', 'en')]).toEqual(['归档需求', 'Archived need']);
    expect([actOf('reorderCustomFields', 'zh'), actOf('reorderCustomFields', 'en')]).toEqual(['调整顺序：自定义字段', 'Reordered custom field']);
    expect(actOf('danceBallet', 'zh')).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from './company.rules';

const refused = (field: string) => expect.objectContaining({ code: 'INVALID_INPUT', facts: expect.objectContaining({ field }) }) as never;

describe('company settings', () => {
  it('keep what is given and nothing else', () => {
    expect(settingsFrom({ name: ' 星河  贸易 ', timeZone: 'Europe/Berlin', currency: 'EUR' })).toEqual({ name: '星河 贸易', timeZone: 'Europe/Berlin', currency: 'EUR' });
    expect(settingsFrom({})).toEqual({});
  });

  it('refuse a zone, a currency and a name that are none', () => {
    expect(() => settingsFrom({ timeZone: 'Asia/Peking' })).toThrow(refused('timeZone'));
    expect(() => settingsFrom({ currency: 'XQZ' })).toThrow(refused('currency'));
    expect(() => settingsFrom({ name: '　 ' })).toThrow(refused('name'));
  });
});

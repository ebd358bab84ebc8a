import { describe, expect, it } from '@jest/globals';
import { changesOf, inputOf, isEmail, isEnough, isPhone } from './form.values';

describe('what a customer form sends', () => {
  it('sends only what was changed, and nulls for what was cleared', () => {
    const before = { name: '王伟', city: '上海', companyName: null, tagIds: ['a'], birth: '1990' };
    expect(changesOf({ ...before, name: ' 王玮 ', city: '', companyName: '' }, before)).toEqual({ name: '王玮', city: null });
    expect(changesOf({ ...before, birth: '1990-07' }, before)).toEqual({ birthDate: '1990-07-01', birthPrecision: 'YEAR_MONTH' });
    expect(changesOf({ ...before, birth: '' }, before)).toEqual({ birthDate: null, birthPrecision: null });
  });
  it('leaves out what a new record was not given', () => {
    expect(inputOf({ name: '王伟', phone: '', tagIds: [], birth: '' })).toEqual({ name: '王伟' });
  });
  it('asks for one of name, phone and e-mail', () => {
    expect(isEnough({ name: ' ' })).toBe(false);
    expect(isEnough({ phone: '138' })).toBe(true);
  });
  it('takes numbers and addresses in any width', () => {
    expect(isPhone('１３８ ００１３-８０００')).toBe(true);
    expect(isPhone('138')).toBe(false);
    expect(isEmail('wang＠example.com')).toBe(true);
    expect(isEmail('wang@')).toBe(false);
  });
});

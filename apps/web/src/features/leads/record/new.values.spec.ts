import { describe, expect, it } from '@jest/globals';
import { inputOf, isEnough } from './new.values';

describe('a new lead', () => {
  it('needs one thing that tells somebody from others', () => {
    expect([isEnough({}), isEnough({ name: '  ' }), isEnough({ city: '杭州', need: '沙发' })]).toEqual([false, false, false]);
    expect([isEnough({ name: '王伟' }), isEnough({ phone: '138' }), isEnough({ email: 'a@b.c' }), isEnough({ companyName: '云栖' })]).toEqual([true, true, true, true]);
  });

  it('sends what was said, of a person or of a record', () => {
    const values = { name: ' 王伟 ', phone: '', city: '杭州', subject: '沙发', amount: { minor: 500, currency: 'CNY' }, decideOn: '' };
    expect(inputOf(values, null)).toEqual({ origin: 'STAFF', subject: '沙发', amount: { minor: 500, currency: 'CNY' }, person: { name: '王伟', city: '杭州' } });
    expect(inputOf({ ...values, origin: 'CALL' }, 'c1')).toEqual({ origin: 'CALL', subject: '沙发', amount: { minor: 500, currency: 'CNY' }, customerId: 'c1' });
  });

  it('keeps what was said in a call, and nothing where nobody called', () => {
    expect(inputOf({ origin: 'CALL', said: ' 要样品 ' }, 'c1')).toEqual({ origin: 'CALL', customerId: 'c1', call: { summary: '要样品' } });
    expect(inputOf({ origin: 'CALL', said: '要样品', nextStep: '回电 ', nextOn: '2026-12-01' }, 'c1')).toEqual({ origin: 'CALL', customerId: 'c1', call: { summary: '要样品', nextStep: '回电', nextOn: '2026-12-01' } });
    expect(inputOf({ origin: 'STAFF', said: '要样品', nextOn: '2026-12-01' }, 'c1')).toEqual({ origin: 'STAFF', customerId: 'c1' });
    expect(inputOf({ origin: 'CALL', said: ' ' }, 'c1')).toEqual({ origin: 'CALL', customerId: 'c1' });
    expect(inputOf({ origin: 'STAFF', said: '要样品' }, 'c1')).toEqual({ origin: 'STAFF', customerId: 'c1' });
  });
});

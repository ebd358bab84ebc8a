import { describe, expect, it } from '@jest/globals';
import { addressParts } from './address-parts';
import { bankCard } from './bank-card';
import { contact } from './contacts';
import { creditCode } from './credit-code';
import { refusalText, type Judged } from './judged';
import { residentNumber } from './resident-number';

const TODAY = '2026-11-22';
const reason = (judged: Judged<unknown>): string => (judged.ok ? 'OK' : judged.reason);

describe('a resident identity number', () => {
  it('is accepted as the standard prints it', () => {
    // The two examples of GB 11643-1999, 4.1.
    expect(residentNumber('11010519491231002X', TODAY)).toEqual({ ok: true, value: { number: '11010519491231002X', province: '北京市', birthDate: '1949-12-31', gender: 'FEMALE' } });
    expect(residentNumber('440524188001010014', TODAY)).toMatchObject({ ok: true, value: { province: '广东省', birthDate: '1880-01-01', gender: 'MALE' } });
    expect(residentNumber(' 1101 0519 4912 3100 2x ', TODAY).ok).toBe(true);
  });

  it('is refused with what is wrong', () => {
    expect(reason(residentNumber('', TODAY))).toBe('EMPTY');
    expect(residentNumber('110105491231002', TODAY)).toEqual({ ok: false, reason: 'ID_LENGTH', facts: { digits: 15 } });
    expect(reason(residentNumber('1101051949123100XX', TODAY))).toBe('ID_SHAPE');
    expect(reason(residentNumber('99010519491231002X', TODAY))).toBe('ID_REGION');
    expect(reason(residentNumber('11010519490231002X', TODAY))).toBe('ID_BIRTH');
    expect(reason(residentNumber('11010520991231002X', TODAY))).toBe('ID_BIRTH');
    expect(residentNumber('110105194912310021', TODAY)).toEqual({ ok: false, reason: 'CHECK_DIGIT', facts: { expected: 'X' } });
  });

  it('finds every single wrong digit and every two neighbours that changed places', () => {
    const right = '11010519491231002X';
    for (let at = 0; at < 17; at += 1) for (const digit of '0123456789') {
      if (digit !== right[at]) expect(residentNumber(right.slice(0, at) + digit + right.slice(at + 1), TODAY).ok).toBe(false);
      const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
      if (swapped !== right) expect(residentNumber(swapped, TODAY).ok).toBe(false);
    }
  });
});

describe('a unified social credit code', () => {
  it('is accepted as companies publish theirs', () => {
    for (const code of ['91350100M000100Y43', '9144030071526726XG', '914403001922038216']) expect([code, reason(creditCode(code))]).toEqual([code, 'OK']);
    expect(creditCode('91350100m000100y43')).toEqual({ ok: true, value: { code: '91350100M000100Y43', province: '福建省', organisation: 'M000100Y4' } });
  });

  it('is refused with what is wrong', () => {
    expect(reason(creditCode('91350100M000100Y4'))).toBe('CREDIT_LENGTH');
    expect(reason(creditCode('91350100I000100Y43'))).toBe('CREDIT_SHAPE');
    expect(reason(creditCode('00350100M000100Y43'))).toBe('CREDIT_AUTHORITY');
    expect(creditCode('91350100M000100Y44')).toEqual({ ok: false, reason: 'CHECK_DIGIT', facts: { expected: '3' } });
    expect(reason(creditCode(''))).toBe('EMPTY');
  });
});

describe('a bank card number', () => {
  it('is judged by its check digit', () => {
    // Test numbers that card schemes publish.
    for (const number of ['4111 1111 1111 1111', '5555555555554444', '6200000000000005', '378282246310005']) expect([number, reason(bankCard(number))]).toEqual([number, 'OK']);
    expect(bankCard('4111-1111-1111-1111')).toEqual({ ok: true, value: '4111111111111111' });
    expect(reason(bankCard('4111111111111112'))).toBe('CARD_SUM');
    expect(reason(bankCard('4111111111'))).toBe('CARD_LENGTH');
    expect(reason(bankCard('4111x11111111111'))).toBe('CARD_SHAPE');
  });
});

describe('an address', () => {
  it.each([
    ['浙江省杭州市西湖区文三路 1 号', { province: '浙江省', city: '杭州市', district: '西湖区', street: '文三路1号' }],
    ['浙江杭州西湖区文三路1号', { province: '浙江省', city: '杭州市', district: '西湖区', street: '文三路1号' }],
    ['北京市朝阳区建国路88号', { province: '北京市', city: '北京市', district: '朝阳区', street: '建国路88号' }],
    ['上海浦东新区世纪大道 100 号，200120', { province: '上海市', city: '上海市', district: '浦东新区', street: '世纪大道100号', postalCode: '200120' }],
    ['内蒙古自治区呼和浩特市新城区', { province: '内蒙古自治区', city: '呼和浩特市', district: '新城区', street: null }],
    ['云南省大理白族自治州大理市下关镇', { province: '云南省', city: '大理白族自治州', district: '大理市', street: '下关镇' }],
    ['吉林市昌邑区', { province: '吉林省', city: '吉林市', district: '昌邑区', street: null }],
    ['深圳市南山区科苑路15号', { province: '广东省', city: '深圳市', district: '南山区', street: '科苑路15号' }],
  ])('%s', (text, parts) => {
    expect(addressParts(text)).toMatchObject({ ok: true, value: parts });
  });

  it('without a province is not split, and says so', () => {
    expect(addressParts('221B Baker Street')).toEqual({ ok: false, reason: 'ADDRESS_PROVINCE', facts: {} });
    expect(reason(addressParts('  '))).toBe('EMPTY');
    expect(reason(addressParts('路'.repeat(301)))).toBe('TOO_LONG');
  });
});

describe('a contact', () => {
  it('comes into the one form of the product, or is refused in its words', () => {
    expect(contact('PHONE', '138 0013 8000', { region: 'CN', language: 'zh' })).toEqual({ ok: true, value: '+8613800138000' });
    expect(contact('EMAIL', ' Wang@Example.COM ', { region: 'CN', language: 'en' })).toEqual({ ok: true, value: 'wang@example.com' });
    const refused = contact('PHONE', '1380013800', { region: 'CN', language: 'en' });
    expect(refused.ok ? '' : refusalText(refused, 'en')).toContain('10');
  });
});

import { describe, expect, it } from '@jest/globals';
import { emailDomain, indexedValue, isMobile, normaliseAccount, normaliseContact, normaliseEmail, normalisePhone, phoneTail } from './contact';
import { maskAccount, maskAll, maskDate, maskEmail, maskName, maskPhone } from './mask';

describe('phone numbers', () => {
  it.each([
    '13800138000', '138 0013 8000', '138-0013-8000', '+86 138 0013 8000', '+8613800138000', '0086 13800138000', '8613800138000', '００８６１３８００１３８０００',
    '１３８００１３８０００', '(+86)138-0013-8000', "'13800138000", '13800138000.0', '138\u00a00013\u20138000', '\u202a13800138000\u202c', ' 13800138000\t',
  ])('%s is one number', (text) => expect(normalisePhone(text)).toEqual({ ok: true, value: '+8613800138000' }));

  it.each([
    ['010-8888 6666', 'CN', '+861088886666'], ['(021) 6225 1234 转 802', 'CN', '+862162251234'], ['400-820-8820', 'CN', '+864008208820'],
    ['+44 7700 900123', 'CN', '+447700900123'], ['07700 900123', 'GB', '+447700900123'], ['0044 7700 900123', 'CN', '+447700900123'],
    ['+1 (202) 555-0123', 'CN', '+12025550123'], ['(202) 555-0123', 'US', '+12025550123'], ['+852 5123 4567', 'CN', '+85251234567'],
    ['+49 151 23456789', 'CN', '+4915123456789'], ['+86 138 0013 8000', 'GB', '+8613800138000'],
  ])('%s in %s is %s', (text, region, value) => expect(normalisePhone(text, region)).toEqual({ ok: true, value }));

  it.each([
    ['1380013800', 'PHONE_TOO_SHORT', { digits: 10, expected: 11, region: 'CN' }],
    ['138001380000', 'PHONE_TOO_LONG', { digits: 12, expected: 11 }],
    ['12', 'PHONE_TOO_SHORT', { digits: 2 }],
    ['1', 'PHONE_TOO_SHORT', { digits: 1 }],
    ['+999 1234567', 'PHONE_UNKNOWN_REGION', { code: '+999' }],
    ['ask Li Na', 'PHONE_NOT_A_NUMBER', { value: 'ask Li Na' }],
    ['无', 'PHONE_NOT_A_NUMBER', {}],
    ['1.38E+10', 'PHONE_ROUNDED', { value: '1.38E+10' }],
    ['13800138000/13900139000', 'PHONE_SEVERAL', {}],
    ['  ', 'EMPTY', {}],
    ['+44 7700', 'PHONE_TOO_SHORT', { region: 'GB' }], ['19 0000 0000', 'PHONE_TOO_SHORT', {}], ['020 000', 'PHONE_TOO_SHORT', {}], ['12345678', 'PHONE_NOT_IN_USE', { region: 'CN' }],
    ['123456789012345678901234567890', 'PHONE_TOO_LONG', {}],
  ])('%s is refused: %s', (text, reason, facts) => expect(normalisePhone(text)).toMatchObject({ ok: false, reason, facts }));

  it('knows mobile ranges and tails', () => {
    expect([isMobile('+8613800138000'), isMobile('+861088886666'), isMobile('+12025550123'), isMobile('nothing')]).toEqual([true, false, null, null]);
    expect([phoneTail('+8613800138000'), phoneTail('+8612')]).toEqual(['8000', null]);
  });
});

describe('e-mail addresses', () => {
  it.each([
    [' Li.Na@Example.COM ', 'li.na@example.com'], ['ＬＩ＠example．com', 'li@example.com'], ['mailto:a+b@x.co', 'a+b@x.co'],
    ['Li Na <li@example.com>', 'li@example.com'], ['王伟@例子.中国', '王伟@例子.中国'], ['x@example.com.', 'x@example.com'],
  ])('%s is %s', (text, value) => expect(normaliseEmail(text)).toEqual({ ok: true, value }));

  it.each([
    ['li.na', 'EMAIL_NO_AT'], ['li@example', 'EMAIL_BAD_DOMAIN'], ['li@', 'EMAIL_BAD_DOMAIN'], ['@example.com', 'EMAIL_BAD_NAME'], ['li na@example.com', 'EMAIL_BAD_NAME'],
    ['a..b@example.com', 'EMAIL_BAD_NAME'], ['a@-x.com', 'EMAIL_BAD_DOMAIN'], ['a@1.2.3.4', 'EMAIL_BAD_DOMAIN'], ['', 'EMPTY'], [`${'a'.repeat(300)}@x.com`, 'TOO_LONG'],
  ])('%s is refused: %s', (text, reason) => expect(normaliseEmail(text)).toMatchObject({ ok: false, reason }));

  it('answers hostile lengths at once', () => {
    const began = performance.now();
    for (const text of ['a.'.repeat(50_000), `a@${'a-'.repeat(50_000)}`, '1'.repeat(100_000), `${'1'.repeat(50_000)}e`, '<'.repeat(50_000)]) {
      normaliseEmail(text);
      normalisePhone(text);
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('knows the domain', () => expect([emailDomain('a@x.co'), emailDomain('a')]).toEqual(['x.co', null]));
});

describe('accounts', () => {
  it('keep their case, but are found without it', () => {
    expect(normaliseAccount('　WeiXin_01 ')).toEqual({ ok: true, value: 'WeiXin_01' });
    expect(indexedValue('ACCOUNT', 'WeiXin_01')).toBe('weixin_01');
    expect(normaliseContact('ACCOUNT', 'x'.repeat(201))).toMatchObject({ reason: 'TOO_LONG' });
    expect(normaliseContact('PHONE', '13800138000', 'CN')).toMatchObject({ ok: true });
  });
});

describe('masks', () => {
  it.each([
    [maskPhone, '+8613800138000', '138****8000'], [maskPhone, '+441234561234', '+44 ****1234'], [maskPhone, '+12025550123', '+1 ****0123'], [maskPhone, '+85251234567', '+852 ****4567'],
    [maskPhone, '+861088886666', '+86 ****6666'], [maskPhone, '12345', '****'],
    [maskEmail, 'wang.wei@example.com', 'w***@example.com'], [maskEmail, 'broken', '****'],
    [maskAccount, 'wxid_8842ab', 'wx****ab'], [maskAccount, 'abc', 'a****'],
    [maskName, '王伟', '王*'], [maskName, '王小伟', '王**'], [maskName, '欧阳静怡', '欧阳**'], [maskName, '歐陽', '歐*'], [maskName, 'Anna Müller', 'A*** M***'], [maskName, '远洋贸易有限公司', '远洋****'], [maskName, '王', '王*'],
    [maskDate, '1990-02-14', '1990-**-**'], [maskAll, 'x', '****'],
  ])('%p', (mask, value, shown) => expect(mask(value)).toBe(shown));

  it('leave nothing as it is', () => {
    expect([maskPhone(null), maskName(undefined), maskEmail(''), maskDate(5)]).toEqual([null, null, '', null]);
  });
});

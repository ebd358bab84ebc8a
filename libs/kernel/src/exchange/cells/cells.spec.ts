import { describe, expect, it } from '@jest/globals';
import type { CellFacts } from '../import-spec';
import { day } from './day';
import { instant } from './instant';
import { amountIn, currency, money } from './money';
import { integer, number, percent } from './number';
import { partialDay } from './partial-day';
import { choice, code, flag, list, lookup, rankedLookup, reference } from './text';

const facts: CellFacts = { dateOrder: null, currency: 'CNY', today: '2026-11-22', timeZone: 'Asia/Shanghai', lookups: { owner: lookup([['王芳', 'u1'], ['Li', 'u2'], ['li', 'u3']]) } };
const value = (cell: { ok: boolean; value?: unknown; code?: string }) => (cell.ok ? cell.value : cell.code);

describe('days', () => {
  it.each([
    ['2026-03-07', '2026-03-07'], ['2026/3/7', '2026-03-07'], ['2026.3.7', '2026-03-07'], ['20260307', '2026-03-07'], ['2026年3月7日', '2026-03-07'], ['２０２６年３月７日', '2026-03-07'],
    ['7 Mar 2026', '2026-03-07'], ['March 7, 2026', '2026-03-07'], ['7-Mar-26', '2026-03-07'], ['45000', '2023-03-15'], ['2026-03-07 14:05', '2026-03-07'], ['7.3.2026', '2026-03-07'],
    ['25/12/1988', '1988-12-25'], ['12/25/1988', '1988-12-25'], ['88年3月4日', '1988-03-04'],
    ['03/04/88', 'DAY_AMBIGUOUS'], ['03/04/1988', 'DAY_AMBIGUOUS'], ['2026-02-30', 'DAY_IMPOSSIBLE'], ['1900-02-29', 'DAY_IMPOSSIBLE'], ['soon', 'DAY_UNREADABLE'], ['2026', 'DAY_UNREADABLE'], ['13/13/2026', 'DAY_IMPOSSIBLE'],
  ])('reads %s as %s', (text, expected) => expect(value(day()(text, facts))).toBe(expected));

  it('uses the order that the file was given', () => {
    expect(value(day()('03/04/88', { ...facts, dateOrder: 'DMY' }))).toBe('1988-04-03');
    expect(value(day()('03/04/88', { ...facts, dateOrder: 'MDY' }))).toBe('1988-03-04');
    expect(value(day()('1776-01-01', facts))).toBe('DAY_OUT_OF_RANGE');
  });

  it.each([
    ['1988', '1988-01-01', 'YEAR'], ['1988年3月', '1988-03-01', 'YEAR_MONTH'], ['3月7日', '1904-03-07', 'MONTH_DAY'], ['7.31', '1904-07-31', 'MONTH_DAY'], ['1988-03-07', '1988-03-07', 'FULL'],
  ])('reads the birthday %s', (text, date, precision) => expect(value(partialDay(text, facts))).toEqual({ date, precision }));

  it('asks for the order of 7.3', () => {
    expect(value(partialDay('7.3', facts))).toBe('DAY_AMBIGUOUS');
    expect(value(partialDay('7.3', { ...facts, dateOrder: 'YMD' }))).toEqual({ date: '1904-07-03', precision: 'MONTH_DAY' });
  });

  it.each([
    ['2026-03-07 14:05', '2026-03-07T06:05:00.000Z'], ['2026/3/7 2:05:09 PM', '2026-03-07T06:05:09.000Z'], ['2026-03-07T14:05:00+08:00', '2026-03-07T06:05:00.000Z'], ['2026-03-07T14:05:00Z', '2026-03-07T14:05:00.000Z'],
    ['2026年3月7日 下午2时5分', '2026-03-07T06:05:00.000Z'], ['2026-03-07', '2026-03-06T16:00:00.000Z'], ['45000.5', '2023-03-15T04:00:00.000Z'], ['2026-03-07 25:00', 'INSTANT_UNREADABLE'],
  ])('reads the moment %s', (text, expected) => expect(value(instant(text, facts))).toBe(expected));
});

describe('numbers and money', () => {
  it.each([
    ['1234.5', 1234.5], ['1,234.5', 1234.5], ['1.234,5', 1234.5], ['１２３４', 1234], ['1.2万', 12_000], ['3亿', 300_000_000], ['(12)', -12], ['12-', -12], ['−5', -5], ['1 234', 1234], ['1,5', 1.5], ['1,234', 1234],
    ['1.38e3', 1380], ['12a', 'NUMBER_UNREADABLE'], ['1,23,4', 'NUMBER_UNREADABLE'], ['', 'NUMBER_UNREADABLE'],
  ])('reads %s as %s', (text, expected) => expect(value(number()(text, facts))).toBe(expected));

  it('tells whole numbers and percents', () => {
    expect(value(integer()('1.5', facts))).toBe('NUMBER_NOT_WHOLE');
    expect(value(integer(0, 10)('11', facts))).toBe('NUMBER_OUT_OF_RANGE');
    expect(value(percent('12.5%', facts))).toBe(0.125);
  });

  it.each([
    ['￥1,234.50', 123_450], ['1234元', 123_400], ['1.2万元', 1_200_000], ['CNY 3', 300], ['-0.01', -1], ['0.001', 'AMOUNT_TOO_FINE'], ['£3', 'CURRENCY_MISMATCH'], ['1e20', 'NUMBER_OUT_OF_RANGE'], ['abc', 'NUMBER_UNREADABLE'],
  ])('reads the amount %s', (text, expected) => {
    const found = value(money()(text, facts));
    expect(typeof found === 'string' ? found : (found as { minor: number }).minor).toBe(expected);
  });

  it('keeps the decimals of the currency', () => {
    expect(value(amountIn('2.555', 'GBP', true))).toEqual({ minor: 256, currency: 'GBP' });
    expect(value(amountIn('-2.555', 'GBP', true))).toEqual({ minor: -256, currency: 'GBP' });
    expect(value(amountIn('100', 'JPY'))).toEqual({ minor: 100, currency: 'JPY' });
    expect(value(amountIn('9999999999.99', 'GBP'))).toEqual({ minor: 999_999_999_999, currency: 'GBP' });
    expect(value(currency('人民币', facts))).toBe('CNY');
    expect(value(currency('xyz', facts))).toBe('CURRENCY_UNKNOWN');
  });
});

describe('words', () => {
  it('knows choices, flags, lists and references', () => {
    const gender = choice({ FEMALE: ['女', 'f', '女士'], MALE: ['男', 'm', '先生'] });
    expect(value(gender('女士', facts))).toBe('FEMALE');
    expect(value(gender('M', facts))).toBe('MALE');
    expect(gender('x', facts)).toEqual({ ok: false, code: 'CHOICE_UNKNOWN', facts: { allowed: '女、男' } });
    expect(value(flag('是', facts))).toBe(true);
    expect(value(list(20)('VIP；新客, VIP', facts))).toEqual(['VIP', '新客']);
    expect(value(code(20)('12345.0', facts))).toBe('12345');
    expect(value(reference('owner')('王芳', facts))).toBe('u1');
    expect(value(reference('owner')('LI', facts))).toBe('REFERENCE_AMBIGUOUS');
    expect(value(reference('owner')('x', facts))).toBe('REFERENCE_UNKNOWN');
  });

  it('takes a code as it is written before a folded one, and any code before a name', () => {
    const product = rankedLookup([['85123A', 'p1'], ['85123a', 'p2'], ['Lamp', 'p3'], ['X9', 'p6']], [['lamp', 'p4'], ['85123a', 'p5'], ['Chair', 'p7'], ['chair ', 'p8'], ['Table', 'p9']]);
    const told = (word: string) => value(reference('product')(word, { ...facts, lookups: { product } }));
    expect(['85123A', '85123a', ' ８５１２３a', 'Lamp', 'lamp', 'x9', 'table', 'TABLE'].map(told)).toEqual(['p1', 'p2', 'p2', 'p3', 'p3', 'p6', 'p9', 'p9']);
    expect(['chair', 'none'].map(told)).toEqual(['REFERENCE_AMBIGUOUS', 'REFERENCE_UNKNOWN']);
    // Written as no code is: two of them differ from it only in case.
    expect(value(reference('product')('85123B', { ...facts, lookups: { product: rankedLookup([['85123b', 'p1'], ['85123B ', 'p2']]) } }))).toBe('p2');
    expect(value(reference('product')('AbC', { ...facts, lookups: { product: rankedLookup([['abc', 'p1'], ['ABC', 'p2']]) } }))).toBe('REFERENCE_AMBIGUOUS');
  });
});

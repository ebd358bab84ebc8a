import { describe, expect, it } from '@jest/globals';
import { makeFormat } from './format';

const zh = makeFormat('zh', 'Asia/Shanghai');
const en = makeFormat('en', 'Europe/London');

describe('format', () => {
  it('writes money with a true minus, ¥ with a blank and £ without', () => {
    expect(zh.money({ minor: 1288000, currency: 'CNY' })).toBe('¥ 12,880.00');
    expect(en.money({ minor: -371782, currency: 'GBP' })).toBe('−£3,717.82');
    expect(zh.money(null)).toBe('–');
  });

  it('shortens by language', () => {
    expect(zh.moneyShort({ minor: 128_600_000, currency: 'CNY' })).toBe('¥ 128.6 万');
    expect(en.moneyShort({ minor: 128_600_000, currency: 'GBP' })).toBe('£1.3m');
    expect(zh.compact(48_213)).toBe('48,213');
  });

  it('keeps a day a day, whatever the zone', () => {
    expect(zh.day('2026-11-22')).toBe('2026年11月22日');
    expect(en.day('2026-11-22')).toBe('22 Nov 2026');
  });

  it('shows instants in the company’s zone', () => {
    expect(zh.time('2026-11-22T18:30:00Z')).toBe('02:30');
    expect(en.time('2026-11-22T18:30:00Z')).toBe('18:30');
  });

  it('says how long ago', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(zh.relative('2026-11-22T11:57:00Z', now)).toBe('3分钟前');
    expect(en.relative('2026-11-21T11:00:00Z', now)).toBe('yesterday');
    expect(zh.relative('2026-11-22T11:59:50Z', now)).toBe('刚刚');
  });

  it('writes shares as percent', () => {
    expect(zh.percent(0.463)).toBe('46.3%');
    expect(zh.percent(-0.11, 0)).toBe('−11%');
    expect(zh.percent(null)).toBe('–');
  });
});

import { describe, expect, it } from '@jest/globals';
import { FixedClock, Clock } from './clock';
import { addDays, addMonths, dayFrom, daysBetween, isDay, lastDays, monthOf, startOfMonth, weekdayOf } from './day';
import { dayOf, endOfDay, isZone, momentOf, startOfDay, timeOf } from './zone';

describe('days', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (day) => expect(isDay(day)).toBe(true));
  it.each(['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-1-01', '0000-01-01', '2024-02-29T00:00', ''])('%s is none', (day) => expect(isDay(day)).toBe(false));

  it('counts over leap days and years', () => {
    expect([addDays('2024-02-28', 1), addDays('2023-02-28', 1), addDays('2024-03-01', -1), addDays('2024-12-31', 1), addDays('0099-12-31', 1)])
      .toEqual(['2024-02-29', '2023-03-01', '2024-02-29', '2025-01-01', '0100-01-01']);
    expect([daysBetween('2024-02-28', '2024-03-01'), daysBetween('2023-02-28', '2023-03-01'), daysBetween('2025-01-01', '2024-01-01'), daysBetween('1969-12-31', '1970-01-01')]).toEqual([2, 1, -366, 1]);
  });

  it('goes by months to the last date there is', () => {
    expect([addMonths('2024-01-31', 1), addMonths('2023-01-31', 1), addMonths('2024-02-29', 12), addMonths('2024-01-31', -2), addMonths('2024-11-30', 3)])
      .toEqual(['2024-02-29', '2023-02-28', '2025-02-28', '2023-11-30', '2025-02-28']);
  });

  it('knows months, weekdays and spans', () => {
    expect([monthOf('2026-11-22'), startOfMonth('2026-11-22'), weekdayOf('2026-11-22'), weekdayOf('2026-11-23'), weekdayOf('1969-12-31')]).toEqual(['2026-11', '2026-11-01', 7, 1, 3]);
    expect(lastDays(30, '2024-03-15')).toEqual({ from: '2024-02-15', to: '2024-03-15' });
    expect(() => dayFrom(2023, 2, 29)).toThrow(RangeError);
  });
});

describe('zones', () => {
  it('gives one moment the day of each place', () => {
    const moment = new Date('2026-03-08T16:30:00Z');
    expect([dayOf(moment), dayOf(moment, 'America/New_York'), dayOf(moment, 'Pacific/Kiritimati'), timeOf(moment), timeOf(moment, 'Asia/Kathmandu')]).toEqual(['2026-03-09', '2026-03-08', '2026-03-09', '00:30', '22:15']);
  });

  it.each([
    ['2026-11-22', '00:00', 'Asia/Shanghai', '2026-11-21T16:00:00.000Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2024-04-26', '00:00', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2024-02-29', '23:59', 'Asia/Kathmandu', '2024-02-29T18:14:00.000Z'],
  ])('%s %s in %s is %s', (day, time, zone, moment) => expect(momentOf(day, time, zone).toISOString()).toBe(moment));

  it.each([['America/New_York', '2026-03-08', 23], ['America/New_York', '2026-11-01', 25], ['Europe/Berlin', '2024-02-29', 24], ['America/Sao_Paulo', '2018-11-04', 23], ['Asia/Shanghai', '2026-11-22', 24]])(
    'in %s the day %s has %d hours', (zone, day, hours) => {
      expect((endOfDay(day, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000).toBe(hours);
      expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
      expect(dayOf(new Date(endOfDay(day, zone).getTime() - 1), zone)).toBe(day);
    },
  );

  it('knows its names', () => expect([isZone('Asia/Shanghai'), isZone('Asia/Nowhere'), isZone("x'; drop")]).toEqual([true, false, false]));
});

describe('the clock', () => {
  it('tells today in the company zone or another', () => {
    const clock = new FixedClock(new Date('2026-11-21T20:00:00Z'));
    expect([clock.today(), clock.today('Europe/Berlin')]).toEqual(['2026-11-22', '2026-11-21']);
    clock.useZone('America/New_York');
    expect(clock.today()).toBe('2026-11-21');
    expect(() => clock.useZone('Mars/Base')).toThrow(RangeError);
  });

  it('stands still until it is moved', () => {
    const clock = new FixedClock('2024-02-28');
    clock.advance({ days: 1, hours: 2 });
    expect(clock.today()).toBe('2024-02-29');
    clock.moveTo('2023-03-01');
    expect(clock.today()).toBe('2023-03-01');
    expect(Math.abs(new Clock().now().getTime() - Date.now())).toBeLessThan(1000);
  });
});

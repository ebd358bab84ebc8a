import { describe, expect, it } from '@jest/globals';
import { ageOn, type Birth, birthFrom, daysToBirthday, lunarOf, nextBirthday, solarOf } from './birth';

const born = (day: string, rest: Partial<Birth> = {}): Birth => ({ day, precision: 'FULL', calendar: 'SOLAR', ...rest });

describe('the lunar calendar', () => {
  it.each([
    ['2024-02-10', { year: 2024, month: 1, day: 1, isLeapMonth: false }],
    ['2024-09-17', { year: 2024, month: 8, day: 15, isLeapMonth: false }],
    ['2023-03-22', { year: 2023, month: 2, day: 1, isLeapMonth: true }],
    ['2023-04-19', { year: 2023, month: 2, day: 29, isLeapMonth: true }],
    ['2020-05-23', { year: 2020, month: 4, day: 1, isLeapMonth: true }],
    ['2033-12-22', { year: 2033, month: 11, day: 1, isLeapMonth: true }],
  ])('%s is %j', (day, lunar) => {
    expect(lunarOf(day)).toEqual(lunar);
    expect(solarOf(lunar)).toBe(day);
  });

  it('refuses what is not in it', () => {
    expect(solarOf({ year: 2024, month: 2, day: 1, isLeapMonth: true })).toBeNull();
    expect(solarOf({ year: 2023, month: 2, day: 30, isLeapMonth: true })).toBeNull();
    expect(solarOf({ year: 2024, month: 13, day: 1, isLeapMonth: false })).toBeNull();
    expect([lunarOf('1500-01-01'), lunarOf('2023-02-29')]).toEqual([null, null]);
  });
});

describe('a birth as told', () => {
  it('is stored as a solar day with its precision', () => {
    expect(birthFrom({ year: 1990, month: 2, date: 14 })).toEqual(born('1990-02-14'));
    expect(birthFrom({ year: 1990 })).toEqual(born('1990-01-01', { precision: 'YEAR' }));
    expect(birthFrom({ year: 1990, month: 7 })).toEqual(born('1990-07-01', { precision: 'YEAR_MONTH' }));
    expect(birthFrom({ month: 2, date: 29 })).toEqual(born('2000-02-29', { precision: 'MONTH_DAY' }));
  });

  it('keeps lunar dates that no solar month has', () => {
    const birth = birthFrom({ year: 1990, month: 2, date: 30, calendar: 'LUNAR' })!;
    expect([birth.day, lunarOf(birth.day)]).toEqual(['1990-03-26', { year: 1990, month: 2, day: 30, isLeapMonth: false }]);
    const leap = birthFrom({ month: 2, date: 10, calendar: 'LUNAR', isLeapMonth: true })!;
    expect(lunarOf(leap.day)).toMatchObject({ month: 2, day: 10, isLeapMonth: true });
  });

  it.each([{ month: 3 }, { date: 5 }, {}, { year: 2023, month: 2, date: 29 }, { year: 1990, date: 3 }, { month: 2, date: 30 }, { year: 2024, month: 2, date: 1, calendar: 'LUNAR' as const, isLeapMonth: true }])(
    'is refused where there is no such day: %j', (told) => expect(birthFrom(told)).toBeNull());
});

describe('age', () => {
  it.each([
    ['2026-02-13', born('1990-02-14'), 35], ['2026-02-14', born('1990-02-14'), 36],
    ['2023-02-28', born('2000-02-29'), 22], ['2023-03-01', born('2000-02-29'), 23], ['2024-02-29', born('2000-02-29'), 24],
    ['2026-06-30', born('1990-06-01', { precision: 'YEAR_MONTH' }), 36], ['2026-06-29', born('1990-06-01', { precision: 'YEAR_MONTH' }), 35], ['2026-12-30', born('1990-01-01', { precision: 'YEAR' }), 35], ['2026-12-31', born('1990-01-01', { precision: 'YEAR' }), 36],
    ['2026-06-01', born('2026-01-01', { precision: 'YEAR' }), 0], ['2026-12-15', born('2025-12-01', { precision: 'YEAR_MONTH' }), 0],
    ['2026-06-01', born('2027-01-01'), null], ['2026-06-01', born('2000-06-01', { precision: 'MONTH_DAY' }), null], ['2026-06-01', born('2026-06-01'), 0],
  ])('on %s, of %j: %p', (today, birth, age) => expect(ageOn(today, birth)).toBe(age));
});

describe('the next birthday', () => {
  it('comes round by the solar calendar, 29 February by habit', () => {
    expect(nextBirthday('2026-02-14', born('1990-02-14'))).toBe('2026-02-14');
    expect(nextBirthday('2026-02-15', born('1990-02-14'))).toBe('2027-02-14');
    expect([nextBirthday('2026-01-01', born('2000-02-29')), nextBirthday('2026-01-01', born('2000-02-29'), { feb29: 'MAR1' }), nextBirthday('2027-03-02', born('2000-02-29'))]).toEqual(['2026-02-28', '2026-03-01', '2028-02-29']);
    expect(nextBirthday('2026-01-01', born('2000-02-01', { precision: 'YEAR_MONTH' }))).toBeNull();
    expect(daysToBirthday('2026-12-31', born('1990-01-01', { precision: 'MONTH_DAY' }))).toBe(1);
  });

  it('comes round by the lunar calendar', () => {
    const midAutumn = birthFrom({ year: 1985, month: 8, date: 15, calendar: 'LUNAR' })!;
    expect(nextBirthday('2024-01-01', midAutumn)).toBe('2024-09-17');
    expect(nextBirthday('2024-09-18', midAutumn)).toBe('2025-10-06');
    const yearEnd = birthFrom({ month: 12, date: 30, calendar: 'LUNAR' })!;
    expect([nextBirthday('2024-01-01', yearEnd), nextBirthday('2025-01-01', yearEnd)]).toEqual(['2024-02-09', '2025-01-28']);
  });

  it('keeps a birth in a leap month in the regular month, or in the leap one where there is one', () => {
    const leap = birthFrom({ year: 1985 + 19, month: 2, date: 5, calendar: 'LUNAR', isLeapMonth: true })!;
    expect(nextBirthday('2023-01-01', leap)).toBe('2023-02-24');
    expect(nextBirthday('2023-01-01', leap, { leapMonth: 'LEAP' })).toBe('2023-03-26');
    expect(nextBirthday('2024-01-01', leap, { leapMonth: 'LEAP' })).toBe('2024-03-14');
  });
});

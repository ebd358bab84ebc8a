import { describe, expect, it } from '@jest/globals';
import { datesIn, hoursIn, hoursOut } from './hours.rules';

describe('hours as people write them', () => {
  it('are read with blanks, full width and other dashes', () => {
    expect(hoursIn('9:00-12:00, 13:30–18:00')).toEqual([{ from: '09:00', to: '12:00' }, { from: '13:30', to: '18:00' }]);
    expect(hoursIn('０９：００～１８：００')).toEqual([{ from: '09:00', to: '18:00' }]);
    expect(hoursIn('  ')).toEqual([]);
    expect(hoursOut([{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }])).toBe('09:00-12:00, 13:00-18:00');
  });
  it('are refused where they cannot be', () => expect(['9-12', '18:00-09:00', '25:00-26:00', 'abc'].map(hoursIn)).toEqual([null, null, null, null]));
});

describe('a pasted list of dates', () => {
  it('takes days, spans, names and hours', () => {
    const { dates, wrong } = datesIn('2026-10-01 2026-10-03 国庆节\n\n2026/10/10，调休上班，09:00-18:00\n2027年1月1日 元旦');
    expect(wrong).toEqual([]);
    expect(dates).toEqual([
      { day: '2026-10-01', name: '国庆节', hours: [] }, { day: '2026-10-02', name: '国庆节', hours: [] }, { day: '2026-10-03', name: '国庆节', hours: [] },
      { day: '2026-10-10', name: '调休上班', hours: [{ from: '09:00', to: '18:00' }] }, { day: '2027-01-01', name: '元旦', hours: [] },
    ]);
  });
  it('says which lines cannot be read', () => expect(datesIn('国庆节\n2026-02-30 x\n2026-10-05 2026-10-01 x\n2026-10-01 ok').wrong).toEqual([1, 2, 3]));
});

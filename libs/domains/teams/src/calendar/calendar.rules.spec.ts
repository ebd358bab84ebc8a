import { describe, expect, it } from '@jest/globals';
import { addDays, momentOf, startOfDay } from '@dossier/kernel/time';
import { addWorkdays, addWorkingMinutes, hoursOf, isAway, isWorkday, isWorking, leaveOf, STANDARD_WEEK, weekOf, workingMinutesBetween, type Hours, type WorkingTime } from './calendar.rules';

const code = (code: string) => expect.objectContaining({ code });
const plain = (zone: string, over: Partial<WorkingTime> = {}): WorkingTime => ({ zone, week: STANDARD_WEEK, days: new Map(), ...over });
const china = plain('Asia/Shanghai');
const moment = (day: string, time: string, zone = 'Asia/Shanghai') => momentOf(day, time, zone);

/** The same numbers in every run. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('working time', () => {
  it('begins with the first minute and ends before the last moment', () => {
    expect(isWorking(china, moment('2026-11-23', '09:00'))).toBe(true);
    expect(isWorking(china, moment('2026-11-23', '08:59'))).toBe(false);
    expect(isWorking(china, moment('2026-11-23', '18:00'))).toBe(false);
    expect(isWorking(china, moment('2026-11-22', '10:00'))).toBe(false);
  });

  it('goes on in the morning after an evening, and on Monday after a Friday', () => {
    expect(addWorkingMinutes(china, moment('2026-11-20', '17:30'), 60)).toEqual(moment('2026-11-23', '09:30'));
    expect(addWorkingMinutes(china, moment('2026-11-21', '12:00'), 0)).toEqual(moment('2026-11-23', '09:00'));
    expect(addWorkingMinutes(china, moment('2026-11-23', '09:00'), 540)).toEqual(moment('2026-11-23', '18:00'));
    expect(workingMinutesBetween(china, moment('2026-11-20', '17:30'), moment('2026-11-23', '09:30'))).toBe(60);
  });

  it('leaves holidays out and takes in days that are worked instead', () => {
    const days = new Map<string, Hours[]>([['2026-10-01', []], ['2026-10-02', []], ['2026-09-27', [{ from: '09:00', to: '12:00' }]]]);
    const time = plain('Asia/Shanghai', { days });
    expect(isWorkday(time, '2026-10-01')).toBe(false);
    expect(workingMinutesBetween(time, moment('2026-09-27', '00:00'), moment('2026-09-28', '00:00'))).toBe(180);
    expect(addWorkingMinutes(time, moment('2026-09-30', '17:00'), 120)).toEqual(moment('2026-10-05', '10:00'));
    expect(addWorkdays(time, '2026-09-30', 1)).toBe('2026-10-05');
    expect(addWorkdays(time, '2026-10-03', 1)).toBe('2026-10-05');
    expect(addWorkdays(time, '2026-10-01', 0)).toBe('2026-10-05');
  });

  it('counts an hour that the clock skips as none, and one that it shows twice as two', () => {
    const night = [[{ from: '00:00', to: '06:00' }], [], [], [], [], [], [{ from: '00:00', to: '06:00' }]] as const;
    const berlin: WorkingTime = { zone: 'Europe/Berlin', week: night as unknown as Hours[][], days: new Map() };
    const of = (day: string) => workingMinutesBetween(berlin, startOfDay(day, berlin.zone), startOfDay(addDays(day, 1), berlin.zone));
    expect(of('2026-03-29')).toBe(300);
    expect(of('2026-10-25')).toBe(420);
    expect(of('2026-03-22')).toBe(360);
  });

  it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia'])('adds up in %s, from anywhere and for any length', (zone) => {
    const draw = drawn(zone.length * 7919);
    const times = (): Hours[] => {
      const cuts = Array.from({ length: 4 }, () => Math.floor(draw() * 96)).sort((a, b) => a - b).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
      return [{ from: cuts[0]!, to: cuts[1]! }, { from: cuts[2]!, to: cuts[3]! }].filter(({ from, to }) => from < to);
    };
    for (let round = 0; round < 60; round++) {
      const week = Array.from({ length: 7 }, (_, day) => (day < 5 || draw() < 0.3 ? times() : []));
      week[0] = [{ from: '08:00', to: '12:00' }];
      const start = startOfDay(addDays('2026-01-01', Math.floor(draw() * 365)), zone);
      const days = new Map([[addDays('2026-01-01', Math.floor(draw() * 365)), [] as Hours[]]]);
      const time: WorkingTime = { zone, week, days };
      const from = new Date(start.getTime() + Math.floor(draw() * 86_400_000));
      const minutes = 1 + Math.floor(draw() * 5_000);
      const end = addWorkingMinutes(time, from, minutes);
      expect(workingMinutesBetween(time, from, end)).toBeCloseTo(minutes, 6);
      expect(end > from).toBe(true);
      // Half and half is the whole.
      const half = Math.floor(minutes / 2);
      expect(addWorkingMinutes(time, addWorkingMinutes(time, from, half), minutes - half)).toEqual(end);
      // The moment before is still working time.
      expect(isWorking(time, new Date(end.getTime() - 1))).toBe(true);
      expect(workingMinutesBetween(time, end, from)).toBeCloseTo(-minutes, 6);
    }
  });

  it('says so when nobody ever works', () => {
    expect(() => addWorkingMinutes(plain('Asia/Shanghai', { week: [] }), moment('2026-11-23', '09:00'), 1)).toThrow(RangeError);
  });
});

describe('what is written into a calendar', () => {
  it('stands in order', () => expect(hoursOf([{ from: '13:00', to: '18:00' }, { from: '08:30', to: '12:00' }])).toEqual([{ from: '08:30', to: '12:00' }, { from: '13:00', to: '18:00' }]));

  it('is refused where times overlap, end early or do not exist', () => {
    for (const hours of [[{ from: '09:00', to: '12:00' }, { from: '11:59', to: '13:00' }], [{ from: '12:00', to: '12:00' }], [{ from: '25:00', to: '26:00' }], [{ from: '9:00', to: '12:00' }]]) {
      expect(() => hoursOf(hours)).toThrow(code('INVALID_INPUT') as never);
    }
  });

  it('has some work in it', () => {
    expect(weekOf([{ weekday: 7, hours: [{ from: '00:00', to: '24:00' }] }])[6]).toEqual([{ from: '00:00', to: '24:00' }]);
    expect(() => weekOf([{ weekday: 1, hours: [] }])).toThrow(code('CALENDAR_WITHOUT_WORK') as never);
  });
});

describe('a leave', () => {
  const leave = { fromOn: '2026-11-23', toOn: '2026-11-24', fromNoon: true, toNoon: true };
  it('takes half days', () => {
    expect(isAway(leave, moment('2026-11-23', '11:59'), 'Asia/Shanghai')).toBe(false);
    expect(isAway(leave, moment('2026-11-23', '12:00'), 'Asia/Shanghai')).toBe(true);
    expect(isAway(leave, moment('2026-11-24', '11:59'), 'Asia/Shanghai')).toBe(true);
    expect(isAway(leave, moment('2026-11-24', '12:00'), 'Asia/Shanghai')).toBe(false);
    expect(isAway({ ...leave, toNoon: false }, moment('2026-11-24', '23:59'), 'Asia/Shanghai')).toBe(true);
  });

  it('does not end before it begins', () => {
    expect(() => leaveOf({ ...leave, toOn: '2026-11-22' })).toThrow(code('PERIOD_ENDS_EARLY') as never);
    expect(() => leaveOf({ ...leave, toOn: '2026-11-23' })).toThrow(code('PERIOD_ENDS_EARLY') as never);
  });
});

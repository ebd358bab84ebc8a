import { describe, expect, it } from '@jest/globals';
import { timeInStages } from './stage.times';

const DAY = 86_400_000;
const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString();
const now = Date.UTC(2026, 10, 20);

describe('the time in stages', () => {
  it('counts each stay, the last one until now, in whatever order they come', () => {
    const steps = [
      { at: at(10), fromStage: 'NEW', toStage: 'CONTACTED', toStatus: 'OPEN' }, { at: at(8), fromStage: null, toStage: 'NEW', toStatus: 'OPEN' },
      { at: at(13), fromStage: 'CONTACTED', toStage: 'NEW', toStatus: 'OPEN' }, { at: at(14), fromStage: 'NEW', toStage: 'QUALIFIED', toStatus: 'OPEN' },
    ] as const;
    expect(timeInStages(steps, now)).toEqual({ NEW: 3 * DAY, CONTACTED: 3 * DAY, QUALIFIED: 6 * DAY });
  });

  it('stands still while the lead is closed', () => {
    const steps = [
      { at: at(1), toStage: 'NEW', toStatus: 'OPEN' }, { at: at(3), fromStage: 'NEW', toStage: 'NEW', toStatus: 'LOST' }, { at: at(9), fromStage: 'NEW', toStage: 'NEW', toStatus: 'OPEN' },
    ] as const;
    expect(timeInStages(steps, now)).toEqual({ NEW: 2 * DAY + 11 * DAY });
    expect(timeInStages([], now)).toEqual({});
  });
});

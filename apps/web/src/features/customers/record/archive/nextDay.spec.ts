import { describe, expect, it } from '@jest/globals';
import { parseNextDay } from './nextDay';

// A Sunday.
const today = '2026-11-22';

describe('a day ahead, as people write it', () => {
  it.each([
    ['tomorrow', '2026-11-23'], ['明天', '2026-11-23'], ['后天', '2026-11-24'], ['in 3 days', '2026-11-25'], ['3天后', '2026-11-25'], ['三天后', '2026-11-25'], ['两周后', '2026-12-06'], ['+7', '2026-11-29'], ['2w', '2026-12-06'],
    ['fri', '2026-11-27'], ['周五', '2026-11-27'], ['星期天', '2026-11-29'], ['next mon', '2026-11-23'], ['下周一', '2026-11-23'], ['next week', '2026-11-29'],
    ['12-1', '2026-12-01'], ['12/1', '2026-12-01'], ['12月1日', '2026-12-01'], ['1-5', '2027-01-05'], ['2026-12-01', '2026-12-01'], ['20261201', '2026-12-01'], ['2026年12月1日', '2026-12-01'], ['１２－１', '2026-12-01'],
  ])('%s', (written, day) => expect(parseNextDay(written, today)).toBe(day));
  it('tells nothing from what it cannot read', () => {
    expect(parseNextDay(' ', today)).toBeNull();
    for (const written of ['soon', '13-40', '2026-02-30', '7', '有空']) expect(parseNextDay(written, today)).toBeUndefined();
  });
});

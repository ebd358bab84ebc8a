import { addDays, momentOf, type Day } from '@dossier/kernel/time';
import { workingMinutesBetween, type WorkingTime } from '@dossier/teams';

/** No setting waits for longer than so many days, weekends and holidays counted. */
const MOST_DAYS = 180;

/** The setting that holds for a team: its own, else that of everybody. Null: nobody else is told. */
export const escalationFor = <E extends { teamId: string | null }>(settings: readonly E[], teamId: string | null): E | null =>
  settings.find((one) => one.teamId === teamId) ?? settings.find((one) => one.teamId === null) ?? null;

/** The latest day of a next step that is to be told now: so many hours of work have gone by since the day ended. Null: none within half a year. */
export function latestDue(time: WorkingTime, hours: number, now: Date, today: Day): Day | null {
  for (let back = 1; back <= MOST_DAYS; back++) {
    const day = addDays(today, -back);
    if (workingMinutesBetween(time, momentOf(addDays(day, 1), '00:00', time.zone), now) >= hours * 60) return day;
  }
  return null;
}

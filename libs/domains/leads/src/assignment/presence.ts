import { Injectable } from '@nestjs/common';
import { addWorkingMinutes, isWorking, WorkCalendar } from '@dossier/teams';

export interface PresenceNow {
  isAbsent(userId: string): boolean;
  isWorking(userId: string): boolean;
}

/** Who is there, and when working time has gone by. */
@Injectable()
export class Presence {
  constructor(private readonly calendar: WorkCalendar) {}

  /** Who of these people is on leave, and for whom it is working time, at a moment. */
  async at(userIds: readonly string[], now: Date): Promise<PresenceNow> {
    const [absent, times] = [await this.calendar.absent(userIds, now), await this.calendar.ofPeople(userIds)];
    const working = new Set(userIds.filter((id) => isWorking(times.get(id)!, now)));
    return { isAbsent: (userId) => absent.has(userId), isWorking: (userId) => working.has(userId) };
  }

  /** When so many minutes of the working time of a team have gone by; null: of the company. */
  async later(teamId: string | null, from: Date, minutes: number): Promise<Date> {
    return addWorkingMinutes(await this.calendar.of(teamId), from, minutes);
  }
}

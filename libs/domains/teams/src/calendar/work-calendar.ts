import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Signals } from '@dossier/kernel/events';
import { Clock, type Day } from '@dossier/kernel/time';
import { isAway, STANDARD_WEEK, type Away, type Hours, type WorkingTime } from './calendar.rules';

export const CALENDAR_CHANGED = 'calendar';
/** So many calendars are kept in mind; a company has few teams. */
const MOST_KEPT = 500;
/** A team that moves in the tree tells nobody: its calendar is looked up anew after so long. */
const KEPT_MS = 60_000;

interface Found {
  depth: number;
  week: { weekday: number; hours: Hours[] }[];
  days: { day: Day; hours: Hours[] }[];
}

/** Of the calendars that hold for a team (the company's, those of the teams above it, its own): from the farthest to the nearest. */
const HOLDING = `select coalesce(array_position(t.path, c.team_id), 0) as depth, c.week,
    coalesce((select json_agg(json_build_object('day', d.day, 'hours', d.hours)) from calendar_day d where d.calendar_id = c.id and d.archived_at is null), '[]') as days
  from work_calendar c left join team t on t.id = $1::uuid where c.archived_at is null and (c.team_id is null or c.team_id = any(t.path)) order by depth`;

/** When people work: for whoever counts in working time, or gives work to people. */
@Injectable()
export class WorkCalendar {
  private kept = new Map<string, Promise<WorkingTime>>();
  private since = Date.now();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    signals: Signals,
  ) {
    for (const topic of [CALENDAR_CHANGED, 'reconnected']) signals.on(topic, () => this.forget());
  }

  /** The working time of a team: its own calendar or the nearest above it, the company's at last. A date of the nearest calendar wins. */
  of(teamId: string | null): Promise<WorkingTime> {
    const name = `${teamId ?? ''} ${this.clock.zone}`;
    if (this.kept.size >= MOST_KEPT || Date.now() - this.since > KEPT_MS) this.forget();
    const known = this.kept.get(name);
    if (known) return known;
    const read = this.read(teamId);
    this.kept.set(name, read);
    read.catch(() => this.kept.delete(name));
    return read;
  }

  /** The working time of each of these people: that of the team they lead or joined first. */
  async ofPeople(userIds: readonly string[]): Promise<Map<string, WorkingTime>> {
    const rows = await this.database.query<{ user_id: string; team_id: string }>(
      `select distinct on (m.user_id) m.user_id, m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null
       where m.user_id = any($1::uuid[]) order by m.user_id, (t.leader_id = m.user_id) desc nulls last, cardinality(t.path), m.team_id`,
      [userIds],
    );
    const teams = new Map(rows.map((row) => [row.user_id, row.team_id]));
    return new Map(await Promise.all(userIds.map(async (id) => [id, await this.of(teams.get(id) ?? null)] as const)));
  }

  /** Which of these people are on leave at a moment. */
  async absent(userIds: readonly string[], at: Date): Promise<Set<string>> {
    const rows = await this.database.query<Away & { personId: string }>(
      `select person_id as "personId", from_on::text as "fromOn", to_on::text as "toOn", from_noon as "fromNoon", to_noon as "toNoon" from leave
       where person_id = any($1::uuid[]) and archived_at is null and from_on <= ($2::timestamptz at time zone $3)::date and to_on >= ($2::timestamptz at time zone $3)::date`,
      [userIds, at, this.clock.zone],
    );
    return new Set(rows.filter((leave) => isAway(leave, at, this.clock.zone)).map(({ personId }) => personId));
  }

  forget(): void {
    this.kept = new Map();
    this.since = Date.now();
  }

  private async read(teamId: string | null): Promise<WorkingTime> {
    const rows = await this.database.query<Found>(HOLDING, [teamId]);
    const nearest = rows.at(-1);
    const week = nearest ? Array.from({ length: 7 }, (_, at) => nearest.week.find(({ weekday }) => weekday === at + 1)?.hours ?? []) : STANDARD_WEEK;
    return { zone: this.clock.zone, week, days: new Map(rows.flatMap(({ days }) => days.map(({ day, hours }) => [day, hours] as const))) };
  }
}

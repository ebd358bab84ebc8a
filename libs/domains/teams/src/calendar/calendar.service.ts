import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Signals } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { wholeList } from '../whole-list';
import { teamOf } from '../people';
import { Team } from '../team.entity';
import { CalendarDay, Leave, TeamCalendar } from './calendar.entities';
import type { CalendarDayInput, LeaveInput, WorkCalendarInput } from './calendar.inputs';
import { calendarList, leaveList } from './calendar.list';
import { hoursOf, leaveOf, weekOf } from './calendar.rules';
import { CALENDAR_CHANGED, WorkCalendar } from './work-calendar';

/** Working hours, holidays and leave, as people write them down. */
@Injectable()
export class CalendarService {
  constructor(
    @InjectRecords(TeamCalendar) private readonly calendars: Records<TeamCalendar>,
    @InjectRecords(CalendarDay) private readonly days: Records<CalendarDay>,
    @InjectRecords(Leave) private readonly leaves: Records<Leave>,
    @InjectRecords(Team) private readonly teams: Records<Team>,
    private readonly signals: Signals,
    private readonly working: WorkCalendar,
  ) {}

  /** Every calendar, that of the company first. */
  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.calendars, viewer, asked, { spec: calendarList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.calendars.read(viewer, id, asked);
  }

  /** Writes the hours of a week: of the company, or of a team that goes its own way from then on. */
  async save(viewer: Viewer, { teamId = null, week }: WorkCalendarInput): Promise<TeamCalendar> {
    if (teamId) await this.teams.get(viewer, teamId);
    const whole = weekOf(week).map((hours, at) => ({ weekday: at + 1, hours }));
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('work calendar', 0))`);
    const [standing] = await currentWork().query<{ id: string }>('select id from work_calendar where team_id is not distinct from $1::uuid and archived_at is null', [teamId]);
    await this.changed();
    if (!standing) return this.calendars.add(viewer, { id: newId(), teamId, week: whole });
    return this.calendars.save(viewer, await this.calendars.get(viewer, standing.id, 'UPDATE'), { week: whole }, 'UPDATE');
  }

  /** Takes the calendar of a team away: the one above it holds again. That of the company stays. */
  async archive(viewer: Viewer, id: string): Promise<TeamCalendar> {
    const calendar = await this.calendars.get(viewer, id);
    if (calendar.teamId === null) throw new DomainError('CALENDAR_STANDARD');
    this.calendars.require(viewer, calendar, 'ARCHIVE');
    await this.changed();
    return this.calendars.archive(viewer, calendar);
  }

  /** Enters holidays and working days by date; a date that stands already is written anew. */
  async saveDays(viewer: Viewer, calendarId: string, given: readonly CalendarDayInput[]): Promise<void> {
    const calendar = await this.calendars.get(viewer, calendarId, 'UPDATE');
    const days = new Map(given.map(({ day, name, hours }) => [day, { day, name: name.trim(), hours: hoursOf(hours) }]));
    await currentWork().query(
      `insert into calendar_day (id, calendar_id, day, name, hours) select x.id, $1, x.day, x.name, x.hours from jsonb_to_recordset($2::jsonb) x(id uuid, day date, name text, hours jsonb)
       on conflict (calendar_id, day) do update set name = excluded.name, hours = excluded.hours, archived_at = null, version = calendar_day.version + 1, updated_at = now()`,
      [calendar.id, JSON.stringify([...days.values()].map((day) => ({ ...day, id: newId() })))],
    );
    await this.changed();
  }

  /** Takes a date out of a calendar: the hours of the week hold on it again. */
  async archiveDay(viewer: Viewer, id: string): Promise<CalendarDay> {
    await this.changed();
    return this.days.archive(viewer, await this.days.get(viewer, id, 'ARCHIVE'));
  }

  async restoreDay(viewer: Viewer, id: string): Promise<CalendarDay> {
    await this.changed();
    return this.days.restore(viewer, id);
  }

  leavePage(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.leaves.page(viewer, args, leaveList, asked);
  }

  readLeave(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.leaves.read(viewer, id, asked);
  }

  /** Enters that somebody is away: oneself, or anybody by whoever looks after the calendars. */
  async addLeave(viewer: Viewer, { personId, reason, ...given }: LeaveInput): Promise<Leave> {
    const person = personId ?? viewer.userId;
    if (person !== viewer.userId && !viewer.may('calendar.manage')) throw new DomainError('FORBIDDEN', { permission: 'calendar.manage' });
    const teamId = await teamOf(viewer, 'task.write', person!);
    const away = leaveOf({ fromOn: given.fromOn, toOn: given.toOn, fromNoon: given.fromNoon ?? false, toNoon: given.toNoon ?? false });
    return this.leaves.add(viewer, { id: newId(), personId: person!, teamId, ...away, why: reason?.trim() || null });
  }

  /** Takes a leave away again: one's own, or anybody's by whoever looks after the calendars. */
  async archiveLeave(viewer: Viewer, id: string): Promise<Leave> {
    return this.leaves.archive(viewer, await this.ofMine(viewer, id, 'ARCHIVE'));
  }

  async restoreLeave(viewer: Viewer, id: string): Promise<Leave> {
    await this.ofMine(viewer, id, 'RESTORE');
    return this.leaves.restore(viewer, id);
  }

  private async ofMine(viewer: Viewer, id: string, action: string): Promise<Leave> {
    const leave = await this.leaves.get(viewer, id);
    if (leave.personId !== viewer.userId && !viewer.may('calendar.manage')) throw new DomainError('FORBIDDEN', { permission: 'calendar.manage' });
    this.leaves.require(viewer, leave, action);
    return leave;
  }

  private async changed(): Promise<void> {
    await this.signals.send(CALENDAR_CHANGED);
    currentWork().after(() => this.working.forget());
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, newId } from '@dossier/kernel/data';
import { Clock, dayOf, type Day } from '@dossier/kernel/time';
import { addWorkdays, TaskService, WorkCalendar } from '@dossier/teams';
import { NurtureState, TaskState, TaskSubject, type LeadGrade } from '@dossier/vocabulary/lead-enums';
import { NotificationService } from '@dossier/workspace';
import type { NurtureTrack, Signal } from './nurture.entities';
import { afterTask, exitOf, mayEnter, type Standing } from './nurture.rules';
import { ENTER, LEAVE, OF_BAD_TIMING, OF_GRADES, SIGNALS, STANDINGS } from './nurture.sql';

export const NURTURE_CHUNK = 200;
export type Rules = Pick<NurtureTrack, 'id' | 'grades' | 'takesBadTiming' | 'steps' | 'silentLimit' | 'reentry' | 'reentryDays'>;

interface OnTrack extends Standing {
  id: string;
  trackId: string;
  leadId: string;
  ownerId: string | null;
  teamId: string | null;
  step: number;
  silent: number;
  nextOn: Day | null;
  taskId: string | null;
  taskState: TaskState | null;
  doneAt: Date | null;
  isTaskGone: boolean;
  hadTask: boolean;
}

interface Candidate {
  id: string;
  teamId: string | null;
  grade: LeadGrade | null;
  cause: string;
  occurrence: Date;
  endedAt: Date | null;
  before: Date | null;
}

/** Moves leads along their tracks: who leaves, whose task is due, who enters. Each chunk is one unit of work. */
@Injectable()
export class NurtureRunner {
  constructor(
    private readonly tasks: TaskService,
    private readonly calendar: WorkCalendar,
    private readonly notifications: NotificationService,
    private readonly clock: Clock,
  ) {}

  /** The tracks that are in force. */
  rules(): Promise<Rules[]> {
    return currentWork().query<Rules>(`select id, grades, takes_bad_timing as "takesBadTiming", steps, silent_limit as "silentLimit", reentry, reentry_days as "reentryDays" from nurture_track where is_active and archived_at is null order by id`);
  }

  /** Looks at so many leads on tracks after an id: those that leave, leave; those whose task is done or due go on. Gives the last id; null when there was nobody. */
  async goOn(viewer: Viewer, rules: readonly Rules[], after: string): Promise<string | null> {
    const rows = await currentWork().query<OnTrack>(STANDINGS, [after, NURTURE_CHUNK]);
    for (const row of rows) {
      const exit = exitOf(row);
      const track = rules.find(({ id }) => id === row.trackId);
      if (exit) await this.leave(row, exit);
      else if (track) await this.step(viewer, row, track);
    }
    return rows.at(-1)?.id ?? null;
  }

  /** Lets so many leads after an id enter a track. Gives the last id looked at; null when there was none. */
  async enter(track: Rules, by: 'GRADE' | 'BAD_TIMING', after: string): Promise<string | null> {
    const work = currentWork();
    const now = this.clock.now();
    const rows = by === 'GRADE' ? await work.query<Candidate>(OF_GRADES, [track.id, track.grades, after, NURTURE_CHUNK]) : await work.query<Candidate>(OF_BAD_TIMING, [track.id, this.clock.today(), after, NURTURE_CHUNK]);
    const entering = rows.filter((row) => mayEnter(track, row.endedAt && row.before ? { endedAt: row.endedAt, occurrence: row.before } : null, row.occurrence, now));
    const given = await Promise.all(entering.map(async ({ id, teamId, grade, cause, occurrence }) => ({
      id: newId(), event_id: newId(), lead_id: id, cause, grade, occurrence, next_on: addWorkdays(await this.calendar.of(teamId), this.clock.today(), track.steps[0]?.afterDays ?? 0),
    })));
    if (given.length > 0) await work.query(ENTER, [track.id, JSON.stringify(given)]);
    return rows.at(-1)?.id ?? null;
  }

  private async step(viewer: Viewer, row: OnTrack, track: Rules): Promise<void> {
    if (row.hadTask && row.taskState === TaskState.OPEN && !row.isTaskGone) return;
    if (row.hadTask) return this.afterOne(row, track);
    if (row.nextOn === null || row.nextOn > this.clock.today() || row.ownerId === null) return;
    const step = track.steps[row.step];
    if (!step) return this.leave(row, NurtureState.FINISHED);
    const task = await this.tasks.add(viewer, { title: step.title, description: step.text, assigneeId: row.ownerId, dueOn: row.nextOn, subject: { type: TaskSubject.LEAD, id: row.leadId } });
    const work = currentWork();
    await work.query('update nurture_enrolment set task_id = $2, step = step + 1, next_on = null, version = version + 1, updated_at = now() where id = $1', [row.id, task.id]);
    await work.query(`insert into nurture_event (id, enrolment_id, kind, step, task_id) values ($1, $2, 'STEP', $3, $4)`, [newId(), row.id, row.step + 1, task.id]);
  }

  /** A task was done and nobody answered, or it was given up: the next one, or the end. */
  private async afterOne(row: OnTrack, track: Rules): Promise<void> {
    const silent = row.silent + (row.taskState === TaskState.DONE ? 1 : 0);
    const next = afterTask(track, row.step, silent);
    await currentWork().query('update nurture_enrolment set silent = $2, task_id = null, version = version + 1, updated_at = now() where id = $1', [row.id, silent]);
    if (typeof next !== 'number') return this.leave(row, next);
    const from = dayOf(row.doneAt ?? this.clock.now(), this.clock.zone);
    const nextOn = addWorkdays(await this.calendar.of(row.teamId), from, next);
    await currentWork().query('update nurture_enrolment set next_on = $2 where id = $1', [row.id, nextOn]);
  }

  private async leave(row: OnTrack, state: NurtureState): Promise<void> {
    const work = currentWork();
    const isRipe = state === NurtureState.HANDED_OFF || state === NurtureState.ANSWERED;
    const signals = isRipe ? await work.query<{ at: Date; kind: Signal['kind']; what: string }>(SIGNALS, [row.leadId]) : null;
    await work.query(LEAVE, [row.id, state, row.grade, signals && JSON.stringify(signals), newId()]);
    if (row.taskId && row.taskState === TaskState.OPEN) await work.query(`update task set state = 'CANCELLED', remind_at = null, version = version + 1, updated_at = now() where id = $1 and state = 'OPEN'`, [row.taskId]);
    if (isRipe && row.ownerId) await this.notifications.notify([row.ownerId], { kind: state === NurtureState.HANDED_OFF ? 'NURTURE_HANDED_OFF' : 'NURTURE_ANSWERED', facts: { leadId: row.leadId }, link: `/leads/${row.leadId}` });
  }
}

import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Events, Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock, type Day } from '@dossier/kernel/time';
import type { TaskSubject } from '@dossier/vocabulary/lead-enums';
import { WorkCalendar } from '../calendar/work-calendar';
import { TaskTold } from './task.events';
import { nextReminder, reminderAt, type Reminder } from './task.rules';
import { TaskSubjects } from './task.subjects';

const NAME = 'teams.reminders';
const MINUTE = 60_000;
/** Processes tick a little apart; the one who comes later finds the job of this minute. */
const SLOT_SECONDS = 1;
const CHUNK = 200;

interface Told {
  id: string;
  due_on: Day;
  due_at: Date | null;
  team_id: string | null;
  assignee_id: string;
  leader_id: string | null;
  is_open: boolean;
  subject_type: TaskSubject | null;
  subject_id: string | null;
}

interface Said {
  kind: 'SOON' | 'DUE' | 'LATE' | 'LATE_IN_TEAM' | 'LATE_ON_YOURS';
  userId: string;
  row: Told;
  days: number;
}

/** Tells people of what is due: before, at the time, and each day that it is late. Two processes never tell the same twice. */
@Job(NAME, 'job.task')
@Access('job.task')
export class TaskReminders implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly calendar: WorkCalendar,
    private readonly subjects: TaskSubjects,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  @Interval(MINUTE)
  async tick(): Promise<void> {
    const [due] = await this.database.query('select 1 from task where remind_at <= $1 limit 1', [this.clock.now()]);
    if (due !== undefined) await this.database.work(jobViewer('job.task', ['job.task'], 'tick'), NAME, () => this.jobs.startSlot(NAME, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    for (let told = CHUNK; told >= CHUNK && !(await job.cancelled()); ) told = await job.work(() => this.chunk());
  }

  private async chunk(): Promise<number> {
    const now = this.clock.now();
    const rows = await currentWork().query<Told>(
      `select t.id, t.due_on::text as due_on, t.due_at, t.team_id, t.assignee_id, t.subject_type, t.subject_id, t.state = 'OPEN' and t.archived_at is null as is_open, (select m.leader_id from team m where m.id = t.team_id and m.leader_id <> t.assignee_id) as leader_id
       from task t where t.remind_at <= $1 order by t.remind_at, t.assignee_id, t.id limit ${CHUNK} for update of t skip locked`,
      [now],
    );
    const next: { id: string; at: Date | null }[] = [];
    for (const row of rows) next.push({ id: row.id, at: nextReminder({ dueOn: row.due_on, dueAt: row.due_at }, await this.calendar.of(row.team_id), now) });
    await currentWork().query(`update task t set remind_at = x.at from jsonb_to_recordset($1::jsonb) x(id uuid, at timestamptz) where t.id = x.id`, [JSON.stringify(next)]);
    await this.tell(rows.filter((row) => row.is_open), now);
    return rows.length;
  }

  /** One message for each person and each thing that is said: of one task with its days, of several with their number. */
  private async tell(rows: readonly Told[], now: Date): Promise<void> {
    const owners = await this.subjects.owners(rows.flatMap(({ subject_type: type, subject_id: id }) => (type && id ? [{ type, id }] : [])));
    const said = rows.flatMap((row) => saidOf(row, reminderAt({ dueOn: row.due_on, dueAt: row.due_at }, now, this.clock.zone), owners.get(row.subject_id ?? '') ?? null));
    for (const own of Map.groupBy(said, ({ kind, userId }) => `${kind} ${userId}`).values()) {
      const [{ kind, userId, row, days }] = own as [Said, ...Said[]];
      const about = kind === 'LATE_ON_YOURS' && row.subject_type && row.subject_id ? { about: { type: row.subject_type, id: row.subject_id } } : {};
      await this.events.publish(own.length === 1 ? new TaskTold(`TASK_${kind}`, row.id, [userId], days, about) : new TaskTold(`TASKS_${kind}`, null, [userId], 0, { count: own.length }));
    }
  }
}

/** Who hears what of a task: whoever does it, always; of one that is late, whoever owns what it is about, and from the second day on whoever leads the team. Nobody hears of it twice. */
function saidOf(row: Told, reminder: Reminder | null, ownerId: string | null): Said[] {
  if (!reminder) return [];
  const { kind, daysLate: days, isForLeader } = reminder;
  const said: Said[] = [{ kind, userId: row.assignee_id, row, days }];
  const isForOwner = kind === 'LATE' && ownerId !== null && ownerId !== row.assignee_id;
  if (isForOwner) said.push({ kind: 'LATE_ON_YOURS', userId: ownerId, row, days });
  if (isForLeader && row.leader_id && !(isForOwner && row.leader_id === ownerId)) said.push({ kind: 'LATE_IN_TEAM', userId: row.leader_id, row, days });
  return said;
}

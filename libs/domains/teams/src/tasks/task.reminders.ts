import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Events, Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock, type Day } from '@dossier/kernel/time';
import { WorkCalendar } from '../calendar/work-calendar';
import { TaskTold } from './task.events';
import { nextReminder, reminderAt } from './task.rules';

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
}

/** Tells people of what is due: before, at the time, and each day that it is late. Two processes never tell the same twice. */
@Job(NAME, 'job.task')
@Access('job.task')
export class TaskReminders implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly calendar: WorkCalendar,
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
      `select t.id, t.due_on::text as due_on, t.due_at, t.team_id, t.assignee_id, t.state = 'OPEN' and t.archived_at is null as is_open, (select m.leader_id from team m where m.id = t.team_id and m.leader_id <> t.assignee_id) as leader_id
       from task t where t.remind_at <= $1 order by t.remind_at, t.id limit ${CHUNK} for update of t skip locked`,
      [now],
    );
    const next: { id: string; at: Date | null }[] = [];
    for (const row of rows) {
      const due = { dueOn: row.due_on, dueAt: row.due_at };
      await this.tell(row, now);
      next.push({ id: row.id, at: nextReminder(due, await this.calendar.of(row.team_id), now) });
    }
    await currentWork().query(`update task t set remind_at = x.at from jsonb_to_recordset($1::jsonb) x(id uuid, at timestamptz) where t.id = x.id`, [JSON.stringify(next)]);
    return rows.length;
  }

  private async tell(row: Told, now: Date): Promise<void> {
    const said = reminderAt({ dueOn: row.due_on, dueAt: row.due_at }, now, this.clock.zone);
    if (!row.is_open || !said) return;
    await this.events.publish(new TaskTold(`TASK_${said.kind}`, row.id, [row.assignee_id], said.daysLate));
    if (said.isForLeader && row.leader_id) await this.events.publish(new TaskTold('TASK_LATE_IN_TEAM', row.id, [row.leader_id], said.daysLate));
  }
}

import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { NotificationService } from '@dossier/workspace';
import { EscalationService } from './escalation.service';

const NAME = 'leads.late';
const BEAT_MS = 20_000;
const AT_ONCE = 500;
const live = `l.status = 'OPEN' and l.archived_at is null`;
const unanswered = `${live} and l.first_response_at is null and l.response_told_for is distinct from l.response_due_at and l.response_due_at <= $1`;
const stepped = `${live} and l.next_on is not null and l.next_told_for is distinct from l.next_on and l.next_on < $2::date`;

interface Late extends Record<string, unknown> { id: string; owner_id: string | null; leader_id: string | null }

/** Leads whose first answer is overdue are told once to their owner and to who leads the team; an overdue next step to the owner, and after so many hours of work, by the setting of the team, to somebody else. */
@Job(NAME, 'job.lead')
@Access('job.lead')
export class ResponseWatch implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly notifications: NotificationService,
    private readonly escalations: EscalationService,
    private readonly clock: Clock,
  ) {}

  /** Every process looks; the job is asked for once, and only where something is owed. */
  @Interval(BEAT_MS)
  async tick(): Promise<void> {
    const [row] = await this.database.query<{ due: boolean; idle: boolean }>(
      `select (exists (select 1 from lead l where ${unanswered}) or exists (select 1 from lead l where ${stepped})) and i.idle as due, i.idle from (select not exists (select 1 from job where name = $3 and state in ('QUEUED','RUNNING')) as idle) i`, [this.clock.now(), this.clock.today(), NAME]);
    if (row?.due || (row?.idle && (await this.escalations.owed()))) await this.database.work(jobViewer('job.lead', ['job.lead'], 'tick'), NAME, () => this.jobs.startSlot(NAME, 1));
  }

  async run(job: JobRun): Promise<void> {
    for (;;) {
      const told = await job.work(() => this.step());
      if (told < AT_ONCE || (await job.cancelled())) return;
    }
  }

  private async step(): Promise<number> {
    const answers = await this.mark(`${unanswered} and $2::date is not null`, 'l.response_due_at', 'response_told_for = t.response_due_at');
    await this.tell(answers, 'LEAD_UNANSWERED', { isUnanswered: true });
    const steps = await this.mark(`${stepped} and $1::timestamptz is not null`, 'l.next_on', 'next_told_for = t.next_on');
    await this.tell(steps.map((one) => ({ ...one, leader_id: null })), 'LEAD_STEP_OVERDUE', { isOverdue: true });
    const { marked, heard } = await this.escalations.take();
    for (const [userId, ids] of heard) await this.say(userId, ids, 'LEAD_STEP_ESCALATED', { isOverdue: true });
    return Math.max(answers.length, steps.length, marked);
  }

  private mark(where: string, order: string, set: string): Promise<Late[]> {
    return currentWork().query<Late>(
      `with late as (select l.id from lead l where ${where} order by ${order}, l.id limit ${AT_ONCE} for update of l skip locked),
        marked as (update lead t set ${set} from late where t.id = late.id returning t.id, t.owner_id, t.team_id)
        select m.id, m.owner_id, k.leader_id from marked m left join team k on k.id = m.team_id`, [this.clock.now(), this.clock.today()]);
  }

  private async tell(late: readonly Late[], kind: string, filter: object): Promise<void> {
    const heard = late.flatMap(({ id, owner_id, leader_id }) => [...new Set([owner_id, leader_id])].flatMap((userId) => (userId === null ? [] : [{ id, userId }])));
    for (const [userId, own] of Map.groupBy(heard, (one) => one.userId)) await this.say(userId, own.map(({ id }) => id), kind, filter);
  }

  private async say(userId: string, ids: readonly string[], kind: string, filter: object): Promise<void> {
    if (ids.length === 0) return;
    const link = ids.length === 1 ? `/leads/${ids[0]}` : `/leads?filter=${encodeURIComponent(JSON.stringify(filter))}`;
    await this.notifications.notify([userId], { kind, facts: { count: ids.length }, link });
  }
}

import { Interval } from '@nestjs/schedule';
import { Access, jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { NotificationService } from '@dossier/workspace';
import { AssignmentAct, RecycleReason } from '@dossier/vocabulary/lead-enums';
import { LeadOwnership } from '../assignment/ownership';
import { PoolDesk } from './pool.desk';
import { dueSql, poolsSql, WARNED_MS, type DueLead, type RecyclePool } from './recycle.sql';

export const RECYCLE_JOB = 'leads.recycle';
const MINUTE = 60_000;
const SLOT_SECONDS = 570;
const AT_ONCE = 1_000;

interface Warned extends Record<string, unknown> {
  id: string;
  owner_id: string;
  pool_id: string;
  reason: string;
}

/**
 * Takes leads back to their pools by the rules of these, never without having told the owner: three days before, or when an unanswered one nears
 * its end. What is followed up in the meantime stays.
 */
@Job(RECYCLE_JOB, 'job.assign')
@Access('job.assign')
export class RecycleJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly desk: PoolDesk,
    private readonly ownership: LeadOwnership,
    private readonly notifications: NotificationService,
    private readonly clock: Clock,
  ) {}

  /** Every process ticks; the job is asked for once a slot, and only where a pool takes leads back. */
  @Interval(10 * MINUTE)
  async tick(): Promise<void> {
    const [some] = await this.database.query(`select 1 from lead_pool where archived_at is null and recycle <> '[]' limit 1`);
    if (some !== undefined) await this.database.work(jobViewer('job.assign', ['job.assign'], 'tick'), RECYCLE_JOB, () => this.jobs.startSlot(RECYCLE_JOB, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    for (const pool of await this.database.query<RecyclePool & Record<string, unknown>>(poolsSql)) {
      await job.work(() => this.warn(pool));
      for (let back = AT_ONCE; back === AT_ONCE && !(await job.cancelled()); ) back = await job.work((viewer) => this.takeBack(viewer, pool));
    }
    await job.work(() => currentWork().query('delete from lead_view where on_day < $1::date - 90', [this.clock.today()]));
    await job.work(() => currentWork().query('delete from lead_lock where until < $1', [this.clock.now()]));
  }

  /** Tells owners what is near, and forgets what is no longer. A rule that is new takes nothing back before its three days are over. */
  async warn(pool: RecyclePool): Promise<number> {
    const now = this.clock.now();
    const due = await this.due(pool, new Date(now.getTime() + WARNED_MS));
    await currentWork().query('delete from lead_warning w where w.pool_id = $1 and not exists (select 1 from unnest($2::uuid[], $3::uuid[]) as x (id, owner_id) where x.id = w.lead_id and x.owner_id = w.owner_id)', [pool.id, due.map(({ id }) => id), due.map(({ owner_id }) => owner_id)]);
    const soon = due.filter((lead) => lead.reason !== RecycleReason.UNANSWERED || isNear(lead, pool, now));
    const made = await currentWork().query<Warned>(
      `insert into lead_warning (lead_id, pool_id, owner_id, reason, due_at, warned_at) select x.id, $1, x.owner_id, x.reason, x.due_at, $6 from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) as x (id, owner_id, reason, due_at)
       on conflict (lead_id) do nothing returning lead_id as id, owner_id, pool_id, reason`,
      [pool.id, soon.map(({ id }) => id), soon.map(({ owner_id }) => owner_id), soon.map(({ reason }) => reason), soon.map((lead) => (lead.reason === RecycleReason.UNANSWERED ? lead.due_at : new Date(Math.max(lead.due_at.getTime(), now.getTime() + WARNED_MS)))), now]);
    await this.tell(made, 'LEADS_GO_BACK');
    return made.length;
  }

  /** Takes back what is due, and was told in time. */
  async takeBack(viewer: Viewer, pool: RecyclePool): Promise<number> {
    const now = this.clock.now();
    const due = new Set((await this.due(pool, now)).map(({ id }) => id));
    const rows = await currentWork().query<Warned>('select w.lead_id as id, w.owner_id, w.pool_id, w.reason from lead_warning w join lead l on l.id = w.lead_id and l.owner_id = w.owner_id where w.pool_id = $1 and w.due_at <= $2 order by w.lead_id', [pool.id, now]);
    const back = rows.filter(({ id }) => due.has(id)).slice(0, AT_ONCE);
    if (back.length === 0) return 0;
    await this.desk.lock(back.map(({ id, owner_id }) => ({ id, ownerId: owner_id })), pool.id);
    await currentWork().query('update lead_pick set released_at = $2 where lead_id = any($1::uuid[]) and released_at is null', [back.map(({ id }) => id), now]);
    await this.ownership.giveAll(viewer, back.map(({ id, reason }) => ({ leadId: id, to: { poolId: pool.id }, why: { act: AssignmentAct.RECYCLED, reason } })));
    await this.tell(back, 'LEADS_WENT_BACK');
    return back.length;
  }

  private due(pool: RecyclePool, until: Date): Promise<DueLead[]> {
    return this.database.query<DueLead>(dueSql(pool), [until, this.clock.zone, this.clock.today()]);
  }

  private async tell(rows: readonly Warned[], kind: string): Promise<void> {
    for (const [owner, own] of Map.groupBy(rows, (row) => row.owner_id)) await this.notifications.notify([owner], { kind, facts: { count: own.length }, link: kind === 'LEADS_GO_BACK' && own.length === 1 ? `/leads/${own[0]!.id}` : '/leads' });
  }
}

/** An unanswered lead is told of when half of its time has gone by. */
function isNear(lead: DueLead, pool: RecyclePool, now: Date): boolean {
  const hours = Math.min(...pool.recycle.filter(({ reason }) => reason === RecycleReason.UNANSWERED).map((rule) => rule.hours ?? 0));
  return lead.due_at.getTime() - now.getTime() <= Math.min(WARNED_MS, hours * 30 * MINUTE);
}

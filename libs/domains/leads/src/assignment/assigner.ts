import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { Beat, On, Queue } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { LeadClosed, LeadOpened } from '../lead/lead.events';
import { decide, shut, took, type Decision } from './assign.rules';
import { DeskReader, type Decided, type DeskNow, type PolicyNow, type WaitingLead } from './desk.reader';
import { LeadOwnership, type Gift } from './ownership';
import { Waits } from './waits';

const BEAT_MS = 15_000;
/** Leads decided in one unit of work. */
const AT_ONCE = 500;

/** How far a look has come among the leads without an owner. */
interface Place {
  openedAt: Date;
  id: string;
}

interface Step {
  given: number;
  last: Place | null;
}

/**
 * Gives leads that nobody owns to people by the rules in force: a moment after they were opened, and again at every beat, so that what waits is
 * given as soon as somebody is back, begins to work, or has room. One process at a time decides: two can never give one lead twice.
 */
@Injectable()
export class Assigner implements OnApplicationShutdown {
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    queue: Queue,
    private readonly reader: DeskReader,
    private readonly ownership: LeadOwnership,
    private readonly waits: Waits,
    private readonly clock: Clock,
  ) {
    this.due = new Beat(queue, () => this.drain());
  }

  @Interval(BEAT_MS)
  beat(): void {
    this.due.strike();
  }

  @On(LeadOpened)
  opened(): void {
    this.soon();
  }

  @On(LeadClosed)
  closed(): void {
    this.soon();
  }

  /** Looks again when the open unit of work has ended: somebody may have room, or other rules hold. */
  soon(): void {
    currentWork().after(() => this.due.strike());
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  /** Gives what can be given now; gives how many leads have found an owner or a pool. */
  async drain(): Promise<number> {
    if (!(await this.isWorthwhile())) return 0;
    const viewer = jobViewer('leads.assign', ['job.assign'], newId());
    let given = 0;
    for (let after: Place | null = null; ; ) {
      const from: Place | null = after;
      const step: Step = await this.database.work(viewer, 'leads.assign', () => this.step(viewer, from));
      given += step.given;
      if (step.last === null || this.due.isEnding) return given;
      after = step.last;
    }
  }

  /** Whether a look would change anything: a lead has not been looked at, its fallback is due, or somebody may be given one. Nothing is written for a look in vain. */
  private async isWorthwhile(): Promise<boolean> {
    const policy = await this.reader.policy();
    if (!policy) return false;
    const now = this.clock.now();
    const [news] = await this.database.query<{ waiting: boolean; fresh: boolean; overdue: boolean }>(newsSql, [now]);
    if (!news?.waiting || news.fresh) return news?.fresh ?? false;
    const { seats, candidates } = await this.reader.desk(policy.rules, now);
    if (!news.overdue && ![...seats.values()].some((seat) => shut(seat) === null)) return false;
    for (let after: WaitingLead | null = null; ; ) {
      const leads: WaitingLead[] = await this.reader.free(now, after, AT_ONCE);
      for (const lead of await this.waits.reached(leads, seats)) if (decide(lead, policy.rules, candidates, seats).outcome.kind !== 'WAIT') return true;
      if (leads.length < AT_ONCE) return false;
      after = leads.at(-1)!;
    }
  }

  private async step(viewer: Viewer, after: Place | null): Promise<Step> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('leads.assign', 0))`);
    const policy = await this.reader.policy();
    if (!policy) return { given: 0, last: null };
    const now = this.clock.now();
    const desk = await this.reader.desk(policy.rules, now);
    const leads = await this.reader.free(now, after, AT_ONCE);
    const decisions = decideAll(await this.waits.reached(leads, desk.seats), policy, desk, now);
    const done = await this.write(viewer, policy, desk, decisions);
    currentWork().note.facts = { given: done };
    return { given: done, last: leads.length < AT_ONCE ? null : leads.at(-1)! };
  }

  private async write(viewer: Viewer, policy: PolicyNow, desk: DeskNow, decisions: readonly Decided[]): Promise<number> {
    const news = decisions.filter(({ lead, decision: { outcome, rule } }) => outcome.kind !== 'WAIT' || lead.told?.why !== outcome.why || lead.told.rule !== rule);
    if (news.length === 0) return 0;
    const roundId = newId();
    await currentWork().query('insert into assignment_round (id, at, policy_id, number, candidates) values ($1, $2, $3, $4, $5)', [roundId, this.clock.now(), policy.id, policy.number, JSON.stringify(desk.candidates.map((list) => list.map(({ userId, weight }) => [userId, weight])))]);
    const gifts = news.flatMap(({ lead, decision }): Gift[] => giftOf(lead, decision, policy, roundId));
    const { given } = await this.ownership.giveAll(viewer, gifts);
    await this.waits.keep(news.filter(({ decision }) => decision.outcome.kind === 'WAIT'), policy, roundId);
    return given.length;
  }
}

/** Decides lead by lead; what one was given counts for the next, and further leads of one person stay together. */
export function decideAll(leads: readonly WaitingLead[], policy: Pick<PolicyNow, 'rules'>, desk: DeskNow, now: Date): Decided[] {
  const hands = new Map<string, string>();
  return leads.map((lead) => {
    const own: WaitingLead = lead.knownBy === null && hands.has(lead.customerId) ? { ...lead, knownBy: hands.get(lead.customerId)! } : lead;
    const decision = decide(own, policy.rules, desk.candidates, desk.seats);
    if (decision.outcome.kind === 'GIVE') {
      took(desk.seats.get(decision.outcome.userId)!, now.getTime() / 1_000);
      hands.set(lead.customerId, decision.outcome.userId);
    }
    return { lead, decision };
  });
}

function giftOf(lead: WaitingLead, { outcome, rule, loads, refusals }: Decision, policy: PolicyNow, roundId: string): Gift[] {
  if (outcome.kind === 'WAIT') return [];
  const found = { roundId, rule, ruleName: rule === null ? null : policy.rules[rule]!.name, loads, refusals };
  return [{ leadId: lead.id, to: outcome.kind === 'GIVE' ? { ownerId: outcome.userId } : { poolId: outcome.poolId }, why: { act: outcome.act }, found, isFree: true }];
}

/** Whether leads wait at all, whether one of them has never been looked at, and whether one is due for its fallback. $1 now. */
const newsSql = `
  with free as (select l.id from lead l where l.owner_id is null and l.pool_id is null and l.status = 'OPEN' and l.archived_at is null)
  select exists (select 1 from free) as waiting, exists (select 1 from free f where not exists (select 1 from lead_wait w where w.lead_id = f.id)) as fresh,
    exists (select 1 from lead_wait w join free f on f.id = w.lead_id where w.escalates_at <= $1::timestamptz) as overdue`;

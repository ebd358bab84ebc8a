import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { threadEntry, WorkerThread } from '@dossier/kernel/threads';
import { Clock } from '@dossier/kernel/time';
import { isWorking, WorkCalendar } from '@dossier/teams';
import { AssignmentSimulationState, type LeadGrade, type LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { AssignmentPolicy, AssignmentSimulation } from './assignment.entities';
import { DeskReader, languageOf, type DeskNow } from './desk.reader';
import type { PastLead, Presences, SimulationResult } from './simulation.rules';
import { halfDays, quarters } from './simulation.times';
import type { TrialAsk } from './simulation-thread';

export const SIMULATE_JOB = 'leads.simulate';
/** The newest leads are tried first where there are more. */
const MOST = 20_000;
const DAY = 86_400_000;
const MOST_WAITING = 20;
const doors = { '@dossier/vocabulary/lead-enums': new URL('../../../../vocabulary/src/lead-enums.ts', import.meta.url) };

interface PastRow extends Record<string, unknown> {
  id: string;
  customer_id: string;
  opened_at: Date;
  closed_at: Date | null;
  source_id: string | null;
  origin: LeadOrigin;
  product_id: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  grade: LeadGrade | null;
  score: number | null;
  amount_minor: number | null;
  currency: string | null;
  attributes: Record<string, string | number | boolean> | null;
  known_by: string | null;
  took_by: string | null;
  took_at: Date | null;
}

/** Trial runs of rules over the leads of the last days. */
@Injectable()
export class SimulationService {
  constructor(
    @InjectRecords(AssignmentPolicy) private readonly policies: Records<AssignmentPolicy>,
    @InjectRecords(AssignmentSimulation) private readonly simulations: Records<AssignmentSimulation>,
    private readonly jobs: Jobs,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.simulations.read(viewer, id, asked);
  }

  /** Tries the rules of a policy, as they stand, over past leads in the background. Nothing is given to anybody. */
  async start(viewer: Viewer, policyId: string, days: number): Promise<string> {
    await this.policies.get(viewer, policyId);
    const { id } = await this.simulations.add(viewer, { id: newId(), policyId, userId: viewer.userId!, days, state: AssignmentSimulationState.RUNNING });
    const jobId = await this.jobs.startOwn(SIMULATE_JOB, { simulationId: id });
    await currentWork().query('update assignment_simulation set job_id = $2 where id = $1', [id, jobId]);
    return id;
  }
}

/** Runs the rules over past leads as they came, and keeps what was found beside what really happened. The decisions are taken in a thread of its own: the process goes on answering. */
@Job(SIMULATE_JOB, 'job.assign')
@Access('job.assign')
export class SimulationJob implements JobHandler, OnApplicationShutdown {
  private readonly thread = new WorkerThread<TrialAsk, { answer: Omit<SimulationResult, 'from' | 'to'> }>(threadEntry('simulation-thread', import.meta.url, doors), MOST_WAITING);

  constructor(
    private readonly database: Database,
    private readonly reader: DeskReader,
    private readonly calendar: WorkCalendar,
    private readonly clock: Clock,
  ) {}

  async run(job: JobRun): Promise<void> {
    const { simulationId } = job.data as unknown as { simulationId: string };
    const [asked] = await this.database.query<{ rules: AssignmentPolicy['rules']; days: number }>('select p.rules, s.days from assignment_simulation s join assignment_policy p on p.id = s.policy_id where s.id = $1', [simulationId]);
    if (!asked) return;
    try {
      const result = await this.tried(asked.rules, asked.days);
      await job.work(() => keep(simulationId, AssignmentSimulationState.DONE, result));
    } catch (fault) {
      await job.work(() => keep(simulationId, AssignmentSimulationState.FAILED, null));
      throw fault;
    }
  }

  private async tried(rules: AssignmentPolicy['rules'], days: number): Promise<SimulationResult> {
    const to = this.clock.now();
    const from = new Date(to.getTime() - days * DAY);
    const leads = (await this.database.query<PastRow>(pastSql, [from, to, MOST])).map(pastOf).reverse();
    const desk = await this.reader.desk(rules, from);
    const open = new Map((await this.database.query<{ owner_id: string; count: number }>(openThenSql, [from])).map((row) => [row.owner_id, row.count]));
    for (const seat of desk.seats.values()) Object.assign(seat, { load: open.get(seat.userId) ?? 0, lastAt: 0 });
    const { answer } = await this.thread.do({ leads, rules, seats: desk.seats, candidates: desk.candidates, presences: await this.presences(desk, from, to) });
    return { from: from.toISOString(), to: to.toISOString(), ...answer };
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.end();
  }

  /** When everybody was there, by calendar and leave, to the quarter of an hour. */
  private async presences({ seats }: DeskNow, from: Date, to: Date): Promise<Presences> {
    const people = [...seats.keys()];
    const changes = [from.getTime(), ...quarters(from, to, this.clock.zone).filter((at) => at > from.getTime())];
    const states = new Map(people.map((id) => [id, new Uint8Array(changes.length)]));
    const times = await this.calendar.ofPeople(people);
    // Most people share a calendar: each is asked once, and others get a turn in between.
    for (const time of new Set(times.values())) {
      const own = people.filter((id) => times.get(id) === time).map((id) => states.get(id)!);
      for (const [place, at] of changes.entries()) if (isWorking(time, new Date(at))) for (const state of own) state[place]! |= 2;
      await new Promise((next) => setImmediate(next));
    }
    const looks = halfDays(from, to, this.clock.zone);
    for (const [turn, look] of looks.entries()) {
      const absent = await this.calendar.absent(people, new Date(look));
      const until = looks[turn + 1] ?? Infinity;
      if (absent.size > 0) for (const [place, at] of changes.entries()) if (at >= look && at < until) for (const id of absent) states.get(id)![place]! |= 1;
    }
    return { changes, states };
  }
}

const keep = (id: string, state: AssignmentSimulationState, result: SimulationResult | null): Promise<unknown> =>
  currentWork().query('update assignment_simulation set state = $2, result = $3, version = version + 1, updated_at = now() where id = $1', [id, state, result === null ? null : JSON.stringify(result)]);

const pastOf = (row: PastRow): PastLead => ({
  at: row.opened_at.getTime(), closedAt: row.closed_at?.getTime() ?? null, tookBy: row.took_by, tookAt: row.took_at?.getTime() ?? null,
  lead: {
    id: row.id, customerId: row.customer_id, sourceId: row.source_id, origin: row.origin, productId: row.product_id, place: { country: row.country, region: row.region, city: row.city }, language: languageOf(row.attributes), grade: row.grade,
    score: row.score, amountMinor: row.amount_minor === null ? null : Number(row.amount_minor), currency: row.currency, attributes: row.attributes, knownBy: row.known_by, reachedBy: null, isOverdue: false,
  },
});

/** $1 from, $2 to, $3 how many. Whoever first had the lead, and when; without a decision of ours, its owner of now. */
const pastSql = `
  select l.id, l.customer_id, l.opened_at, l.closed_at, l.source_id, l.origin, l.product_id, c.country, c.region, c.city, s.grade, s.score, l.amount_minor, l.currency, l.attributes,
    case when c.stage <> 'PROSPECT' and l.opened_at > coalesce(y.first_order_on, l.opened_at::date + 1) then c.owner_id end as known_by, coalesce(d.owner_id, l.owner_id) as took_by, coalesce(d.at, l.assigned_at) as took_at
  from lead l join customer c on c.id = l.customer_id left join customer_summary y on y.customer_id = c.id left join lead_score s on s.lead_id = l.id
    left join lateral (select d.owner_id, d.at from lead_decision d where d.lead_id = l.id and d.owner_id is not null order by d.at, d.id limit 1) d on true
  where l.opened_at >= $1::timestamptz and l.opened_at < $2::timestamptz and l.archived_at is null order by l.opened_at desc, l.id desc limit $3`;

/** How many leads of each were open when the trial begins. */
const openThenSql = `select owner_id, count(*)::int as count from lead where owner_id is not null and archived_at is null and opened_at < $1::timestamptz and (closed_at is null or closed_at >= $1::timestamptz) group by owner_id`;

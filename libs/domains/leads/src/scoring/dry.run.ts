import { Injectable } from '@nestjs/common';
import { dayAfter, wilsonInterval } from '@dossier/metrics';
import { Access, Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';

import { DomainError } from '@dossier/kernel/errors';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';

import { DryRunState, type LeadGrade } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { LeadScorer, type Card } from './lead.scorer';
import { LeadDryRun, LeadScorecard } from './scorecard.entity';
import { GRADES, isInOrder, judgedBy, LEAST_CLOSED } from './scorecard.rules';

export const DRY_RUN_JOB = 'leads.scorecard-dry-run';
const DAYS = 90;
const AT_ONCE = 500;
/** So many that would change are shown by name. */
const MOST_SHOWN = 200;

interface Found {
  id: string;
  now: LeadGrade | null;
  then: LeadGrade;
  early: LeadGrade;
  score: number;
  won: boolean | null;
}

/** How many leads of a grade were won, with the range of it. */
export interface GradeConversion {
  grade: LeadGrade;
  closed: number;
  won: number;
  rate: number | null;
  low: number | null;
  high: number | null;
  isEnough: boolean;
}

/** What a dry run finds. */
export interface DryRunResult {
  leads: number;
  grades: { grade: LeadGrade; now: number; then: number }[];
  unscored: number;
  changes: { from: LeadGrade; to: LeadGrade; count: number }[];
  changed: { id: string; from: LeadGrade; to: LeadGrade; score: number }[];
  /** By the grade of a day after opening: what the outcome brought about counts for nothing. */
  conversion: GradeConversion[];
  /** Whether A > B > C > D holds; null where fewer than two grades have enough closed leads. */
  holds: boolean | null;
  scores: number[];
}

/** What follows from the leads that were judged. */
export function dryRunOf(found: readonly Found[]): DryRunResult {
  const conversion = GRADES.map((grade): GradeConversion => {
    const closed = found.filter(({ early, won }) => early === grade && won !== null);
    const won = closed.filter((one) => one.won).length;
    const range = wilsonInterval(won, closed.length);
    return { grade, closed: closed.length, won, rate: closed.length === 0 ? null : won / closed.length, low: range?.low ?? null, high: range?.high ?? null, isEnough: closed.length >= LEAST_CLOSED };
  });
  const moved = found.flatMap(({ id, now, then, score }) => (now !== null && now !== then ? [{ id, from: now, to: then, score }] : []));
  return {
    leads: found.length, unscored: found.filter(({ now }) => now === null).length,
    grades: GRADES.map((grade) => ({ grade, now: found.filter(({ now }) => now === grade).length, then: found.filter(({ then }) => then === grade).length })),
    changes: GRADES.flatMap((from) => GRADES.flatMap((to) => (from === to ? [] : [{ from, to, count: moved.filter((one) => one.from === from && one.to === to).length }]))).filter(({ count }) => count > 0),
    changed: moved.slice(0, MOST_SHOWN), conversion, holds: isInOrder(conversion.map(({ rate, isEnough }) => (isEnough ? rate : null))),
    scores: Array.from({ length: 10 }, (_, tenth) => found.filter(({ score }) => Math.min(9, Math.floor(score / 10)) === tenth).length),
  };
}

/** Tries scorecards on the leads of the last 90 days, without touching any. */
@Injectable()
export class DryRunService {
  constructor(
    @InjectRecords(LeadDryRun) private readonly runs: Records<LeadDryRun>,
    @InjectRecords(LeadScorecard) private readonly cards: Records<LeadScorecard>,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Begins a dry run over the leads within the reach of whoever asks; gives its id. */
  async start(viewer: Viewer, scorecardId: string): Promise<string> {
    const card = await this.cards.get(viewer, scorecardId, 'DRY_RUN');
    if (!viewer.userId || !viewer.may('lead.read')) throw new DomainError('FORBIDDEN', { permission: 'lead.read' });
    const [id, today] = [newId(), this.clock.today()];
    const jobId = await this.jobs.start(DRY_RUN_JOB, { runId: id });
    await this.runs.add(viewer, { id, scorecardId, scorecardVersion: card.version, ownerId: viewer.userId, jobId, kept: DryRunState.RUNNING, fromOn: dayAfter(today, -DAYS), toOn: today });
    return id;
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.runs.read(viewer, id, asked);
  }

  /** The newest dry run of a scorecard that this viewer has begun; null where there is none. */
  async latest(viewer: Viewer, scorecardId: string, asked: Selection): Promise<Raw | null> {
    await this.cards.read(viewer, scorecardId, selectionFrom(['id']));
    const [row] = await this.database.query<{ id: string }>('select id from lead_dry_run where scorecard_id = $1 and owner_id = $2 order by created_at desc, id desc limit 1', [scorecardId, viewer.userId]);
    return row ? this.runs.read(viewer, row.id, asked) : null;
  }

  /** What a dry run asks for; null once it is done or gone. */
  async wish(id: string): Promise<{ card: Card; fromOn: string } | null> {
    const [row] = await this.database.query<{ id: string; rules: Card['rules']; grading: Card['grading']; from: string }>(
      `select k.id, k.rules, k.grading, r.from_on::text as from from lead_dry_run r join lead_scorecard k on k.id = r.scorecard_id where r.id = $1 and r.state = 'RUNNING'`, [id]);
    return row ? { card: { id: row.id, rules: row.rules, grading: row.grading }, fromOn: row.from } : null;
  }

  /** The leads that a viewer may count, with their grade now and how they ended. Bait counts for nothing. */
  async leads(viewer: Viewer, fromOn: string): Promise<{ id: string; grade: LeadGrade | null; won: boolean | null }[]> {
    const params = Params.empty();
    const reach = planOf(viewer, policyOf(Lead) as unknown as Policy).reach('l', params);
    return this.database.query(
      `select l.id, s.grade, case l.status when 'WON' then true when 'LOST' then false end as won from lead l left join lead_score s on s.lead_id = l.id
        where l.archived_at is null and l.status <> 'INVALID' and l.opened_on >= ${params.add(fromOn, 'date')} and ${reach}
        and not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = l.customer_id and b.archived_at is null) order by l.opened_at, l.id`, params.values(viewer));
  }

  /** Keeps what was found. Done twice it stands once. */
  async keep(id: string, result: DryRunResult): Promise<void> {
    await currentWork().query(`update lead_dry_run set state = 'DONE', result = $2, computed_at = now(), version = version + 1, updated_at = now() where id = $1 and state = 'RUNNING'`, [id, JSON.stringify(result)]);
  }
}

/** Judges the leads of a dry run in portions, with progress. */
@Job(DRY_RUN_JOB, 'job.lead')
@Access('job.lead')
export class DryRunJob implements JobHandler {
  constructor(
    private readonly service: DryRunService,
    private readonly scorer: LeadScorer,
  ) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['runId']);
    const wish = await this.service.wish(id);
    if (!wish) return;
    const leads = await this.service.leads(await job.viewer(), wish.fromOn);
    const found: Found[] = [];
    for (let at = 0; at < leads.length; at += AT_ONCE) {
      if (await job.cancelled()) return;
      const some = leads.slice(at, at + AT_ONCE);
      const ids = some.map((lead) => lead.id);
      const [then, early] = [await this.scorer.parts(wish.card, ids), await this.scorer.parts(wish.card, ids, 'EARLY')];
      found.push(...some.flatMap((lead): Found[] => {
        const [own, first] = [then.get(lead.id), early.get(lead.id)];
        if (!own || !first) return [];
        const judged = judgedBy(wish.card.rules, wish.card.grading, own);
        return [{ id: lead.id, now: lead.grade, then: judged.grade, early: judgedBy(wish.card.rules, wish.card.grading, first).grade, score: judged.score, won: lead.won }];
      }));
      await job.progress(found.length, leads.length);
    }
    await job.work(() => this.service.keep(id, dryRunOf(found)));
  }
}

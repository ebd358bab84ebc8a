import { Injectable, type OnModuleInit } from '@nestjs/common';
import { populationStability } from '@dossier/metrics';
import { DomainError } from '@dossier/kernel/errors';
import { ModelBook, outcomes, type Check, type Fitted, type ModelCard, type ModelRun, type OutcomeJudged, type Scored, type ScoreModel } from '@dossier/insight';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import { closedSql, columnsOf, featuresSql, type FeatureRow } from './lead.features';
import { dayOfNumber, failing, judgedCard, lackOf, lookWords, numberOfDay, refusedCard, type LeadFrame } from './lead.model.card';
import { heldGrades } from './lead.grades';
import { LeadPredictor, type LeadFit } from './lead.predictor';
import { LeadScorer } from './lead.scorer';
import { trainingOf } from './lead.training';
import { ScoreKeeper } from './score.keeper';
import { judgedBy } from './scorecard.rules';

/** The newest so many closed leads are learned from at most. */
const MOST_ROWS = 60_000;
const AT_ONCE = 2_000;
/** A look takes so many of the leads closed last: enough to judge some and to know what came before each of them. */
const LOOKED_AT = 2_500;
/** The calibration error of fewer leads is mostly chance: until there are so many, the mean alone is judged. */
const LEAST_JUDGED = 1_000;
const RIPE = 0.9;
/** Beyond it scores have moved; where the version kept its word through more, that much. */
const MOST_PSI = 0.2;

/** Which open leads are won: learned from those that are closed, from what was known when they came in. */
@Injectable()
export class LeadModel implements ScoreModel<LeadFit>, OnModuleInit {
  readonly kind = ModelKind.LEAD;
  readonly name = { zh: '线索转化', en: 'Lead conversion' };
  readonly method = 'Logistic regression with a ridge, calibrated on later leads';
  readonly methodVersion = '2';
  readonly dataEnd = 'select max(opened_on)::text as day from lead where archived_at is null';

  constructor(
    private readonly book: ModelBook,
    private readonly scorer: LeadScorer,
    private readonly predictor: LeadPredictor,
    private readonly keeper: ScoreKeeper,
  ) {}

  onModuleInit(): void {
    this.book.add(this as unknown as ScoreModel);
  }

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { excluded = [], ...rest } = given as { excluded?: unknown };
    if (Object.keys(rest).length > 0 || !Array.isArray(excluded) || excluded.length > 100 || excluded.some((name) => typeof name !== 'string')) throw new DomainError('INVALID_INPUT', { field: 'params' });
    return excluded.length > 0 ? { excluded } : {};
  }

  async fit(run: ModelRun): Promise<Fitted<LeadFit>> {
    const rows = await this.closed(run);
    await run.progress(1, 4);
    const [first, last] = [rows[0], rows.at(-1)];
    const frame: LeadFrame = { cutoff: last ? dayOfNumber(last.day) : run.cutoff, seed: run.seed, from: first ? dayOfNumber(first.day) : null, used: rows.length, dropped: await this.dropped(run) };
    const rule = await this.ruled(run, rows.map(({ id }) => id));
    await run.progress(2, 4);
    const { shapes, ...task } = trainingOf(rows, (run.params['excluded'] ?? []) as string[]);
    const found = await run.compute('fitOutcome', { ...task, rule });
    await run.progress(4, 4);
    if (found.status === 'REFUSED') return { status: 'REFUSED', card: refusedCard(frame, found, found.leaks) };
    const card = await this.withGrades(judgedCard(frame, found.judged, found.leaks, found.model), found.judged, rows);
    const lack = failing(found.judged);
    if (lack) return { status: 'REFUSED', card: { ...card, lack: lackOf(lack) } };
    const read = new Set(found.model.features);
    return { status: 'OK', fit: { model: found.model, shapes: shapes.filter(({ name }) => read.has(name)), until: frame.cutoff, psi: found.judged.psi }, card };
  }

  /** The card with the grades that the leads not seen would have had. */
  private async withGrades(card: ModelCard, judged: OutcomeJudged, rows: readonly FeatureRow[]): Promise<ModelCard> {
    const own = await this.scorer.card();
    if (!own) return card;
    const { parameters, cautions } = heldGrades(judged, { grading: own.grading, margin: (await this.predictor.worth()).margin, amounts: rows.map(({ amount }) => amount) });
    return { ...card, parameters: [...card.parameters, ...parameters], cautions: [...cautions, ...card.cautions] };
  }

  score(run: ModelRun): Promise<Scored> {
    return this.rescored(run);
  }

  fallBack(run: ModelRun): Promise<Scored> {
    return this.rescored(run);
  }

  /** Drift of the leads that are open now, where the intercept lies today, and what came of the newest leads whose time has ended: each by what was known before it came in. */
  async check(run: ModelRun, fit: LeadFit): Promise<Check> {
    const open = await run.rows<FeatureRow>(`${featuresSql(`l.status = 'OPEN'`)} limit ${MOST_ROWS}`);
    const said = open.length === 0 ? new Float64Array(0) : await run.compute('outcomeProbability', { model: fit.model, features: columnsOf(fit.shapes, open), shift: 0 });
    const moved = populationStability(fit.model.reference, said);
    const [rows, ripe] = [await run.rows<FeatureRow>(closedSql(`l.id in (select n.id from lead n where n.status in ('WON','LOST') and n.archived_at is null and n.closed_at is not null order by n.closed_at desc, n.id desc limit ${LOOKED_AT})`)), await this.ripe(run, fit.until)];
    const [since, until] = [rows.filter(({ day }) => day <= numberOfDay(fit.until)).length, rows.filter(({ day }) => day <= ripe).length];
    const { shapes: _, ...task } = trainingOf(rows);
    const { now, judged } = await run.compute('lookAtOutcome', { ...task, model: fit.model, features: columnsOf(fit.shapes, rows), first: Math.max(since, rows.length < LOOKED_AT ? 0 : outcomes.latest), last: until });
    const reliability = judged && { ...judgedCard({ cutoff: run.cutoff, seed: 0, from: null, used: 0, dropped: 0 }, judged, []).reliability!, ...(judged.n >= LEAST_JUDGED && { error: judged.expectedError }) };
    return { psi: moved.status === 'REFUSED' ? null : moved.value.psi, reliability, mostPsi: Math.max(MOST_PSI, fit.psi ?? 0), cautions: lookWords(now, fit.model.baseRate, judged) };
  }

  /** The last day of which, since the fit, nine of ten leads have ended: of later ones only the quick have. */
  private async ripe(run: ModelRun, until: string): Promise<number> {
    const [row] = await run.rows<{ day: number | null }>(
      `select max(day)::int as day from (select opened_on - date '2000-01-01' as day, sum(count(*) filter (where status <> 'OPEN')) over w as closed, sum(count(*)) over w as leads
         from lead where archived_at is null and opened_on > $1::date group by opened_on window w as (order by opened_on)) s where closed >= ${RIPE} * leads`, [until]);
    return row?.day ?? -1;
  }

  /** Closed leads as they were when they came in, in the order of time. */
  private async closed(run: ModelRun): Promise<FeatureRow[]> {
    const newest = `l.id in (select n.id from lead n where n.status in ('WON','LOST') and n.archived_at is null order by n.opened_at desc, n.id desc limit ${MOST_ROWS})`;
    return run.rows<FeatureRow>(closedSql(newest));
  }

  private async dropped(run: ModelRun): Promise<number> {
    const [row] = await run.rows<{ n: number }>(`select count(*)::int as n from lead where status = 'INVALID' and archived_at is null`);
    return row!.n;
  }

  /** What the scorecard in force would have said of each a day after it came in; nothing where all are alike. */
  private async ruled(run: ModelRun, ids: readonly string[]): Promise<Float64Array> {
    const card = await this.scorer.card();
    if (!card || ids.length === 0) return new Float64Array(0);
    const scores = new Map<string, number>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      for (const [id, parts] of await this.scorer.parts(card, ids.slice(at, at + AT_ONCE), 'EARLY')) scores.set(id, judgedBy(card.rules, card.grading, parts).score);
      await run.progress(1, 4);
    }
    return Float64Array.from(ids, (id) => scores.get(id) ?? 1);
  }

  /** Which day it is matters to nobody here: every open lead is marked, and those that have changed are written. */
  private async rescored(run: ModelRun): Promise<Scored> {
    const rows = await this.keeper.allDue();
    const changed = await this.keeper.drain(async (done) => run.progress(Math.min(done, rows), rows));
    return { rows, changed };
  }
}


import { Injectable } from '@nestjs/common';
import { dayAfter, daysBetween, populationStability, type Day } from '@dossier/metrics';
import { Database } from '@dossier/kernel/data';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import type { Check } from '../models/model-card';
import type { Fitted, ModelRun, Reason, Scored, ScoreModel } from '../models/score-model';
import { fittedCard, refusedCard, reliabilityOf, type ChurnFrame } from './churn.card';
import { explainChurn, FEATURES, type ChurnLearned, type ChurnWindow } from './churn.compute';
import { CHURN_JOB, CHURN_VERSION, ChurnReader, type ChurnBase } from './churn.reader';
import { ChurnShelf } from './churn.shelf-writer';
import { featureSql, PERSON, type ChurnRule, type FeatureRow } from './churn.sql';
import { reasonOf, reasonWords } from './churn.words';

/** What a fit keeps: what it learned, under which definition, and until when it had looked. */
export interface ChurnFit {
  learned: ChurnLearned;
  definition: number;
  rule: ChurnRule;
  cutoff: Day;
}

/** So many customers are learned from at most, on each of the three days. */
const SAMPLE = 60_000;
/** The first of the three days needs so many days of purchases before it. */
const LEAST_BEFORE = 60;

/** Who will leave: learned on one window, calibrated on the next, judged on the one after it. */
@Injectable()
export class ChurnModel implements ScoreModel<ChurnFit> {
  readonly kind = ModelKind.CHURN;
  readonly name = { zh: '流失', en: 'Leaving' };
  readonly method = 'Logistic regression; gradient boosting where it wins out of time (Friedman 2001)';
  readonly methodVersion = CHURN_VERSION;
  readonly field = 'churn';

  constructor(
    private readonly reader: ChurnReader,
    private readonly shelf: ChurnShelf,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  params(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (Object.keys(given).length > 0) throw new DomainError('INVALID_INPUT', { field: 'params' });
    return {};
  }

  async fit(run: ModelRun): Promise<Fitted<ChurnFit>> {
    await this.renewBoard();
    const base = await this.reader.base((sql, values) => run.rows(sql, values), run.cutoff);
    const { rule } = base;
    const frame: ChurnFrame = { rule, cutoff: run.cutoff, seed: run.seed, from: base.since };
    const lack = lackOf(base, run.cutoff);
    if (lack) return { status: 'REFUSED', card: refusedCard(frame, lack) };
    const days = [3, 2, 1].map((windows) => dayAfter(run.cutoff, -windows * rule.horizonDays));
    const windows: ChurnWindow[] = [];
    for (const [at, day] of days.entries()) {
      windows.push(await this.window(run, base, day));
      await run.progress(at + 1, days.length + 1);
    }
    const [learn, adjust, judge] = windows as [ChurnWindow, ChurnWindow, ChurnWindow];
    const found = await run.compute('fitChurn', { learn, adjust, judge, horizonDays: rule.horizonDays });
    if (found.status === 'REFUSED') return { status: 'REFUSED', card: refusedCard(frame, found) };
    const fit: ChurnFit = { learned: found.learned, definition: base.number, rule, cutoff: run.cutoff };
    return { status: found.status, fit, card: fittedCard(frame, found.judged, [days[2]!, run.cutoff], found.learned.boosted !== null) };
  }

  /** A definition that has changed since makes the plain rule speak until a new version is published. */
  async score(run: ModelRun, fit: ChurnFit): Promise<Scored> {
    const base = await this.reader.base((sql, values) => run.rows(sql, values), run.cutoff);
    return this.write(run, base, base.number === fit.definition ? fit.learned : null);
  }

  async fallBack(run: ModelRun): Promise<Scored> {
    return this.write(run, await this.reader.base((sql, values) => run.rows(sql, values), run.cutoff), null);
  }

  async check(run: ModelRun, fit: ChurnFit): Promise<Check> {
    const base = await this.reader.base((sql, values) => run.rows(sql, values), run.cutoff);
    if (base.number !== fit.definition) {
      return { psi: null, reliability: null, isOutdated: true, cautions: [{ zh: '流失定义已更改：此版本按旧定义训练。', en: 'The definition of leaving has changed: this version was fitted under the one before.' }] };
    }
    const now = await this.window(run, base, run.cutoff);
    const { probability } = await run.compute('scoreChurn', { learned: fit.learned, features: now.features });
    const moved = populationStability(fit.learned.reference, probability);
    const from = dayAfter(run.cutoff, -fit.rule.horizonDays);
    const since = daysBetween(fit.cutoff, run.cutoff);
    const judged = since < LATER ? null : await run.compute('judgeChurn', { learned: fit.learned, window: await this.window(run, base, from), horizonDays: fit.rule.horizonDays });
    return { psi: moved.status === 'REFUSED' ? null : moved.value.psi, reliability: judged ? reliabilityOf(judged, from, run.cutoff) : null, cautions: [] };
  }

  async explain(_viewer: Viewer, customerId: string, fit: ChurnFit): Promise<Reason[]> {
    const today = this.clock.today();
    const base = await this.reader.base((sql, values) => this.database.query(sql, values), today);
    if (base.number !== fit.definition) return [];
    const [row] = await this.database.query<FeatureRow>(featureSql(base.rule, `select ${PERSON} from customer c where c.id = $5::uuid`), [today, today, base.currency, base.usual, customerId]);
    if (!row?.stays) return [];
    return explainChurn(fit.learned, row.seen).map(({ feature, isAbove, weight }) => ({ words: reasonWords(reasonOf(feature, isAbove)), weight }));
  }

  private async write(run: ModelRun, base: ChurnBase, learned: ChurnLearned | null): Promise<Scored> {
    const scored = await this.shelf.write(run, base, learned);
    await this.renewBoard();
    return scored;
  }

  /** What the board counts follows from the scores: it is computed anew behind them. */
  private async renewBoard(): Promise<void> {
    await this.database.work(jobViewer('job.model', ['job.model'], 'board'), CHURN_JOB, () => this.jobs.startOwn(CHURN_JOB, {}));
  }

  /** Those who had not left on a day, with what was known then and when they left within the horizon after it. */
  private async window(run: ModelRun, base: ChurnBase, day: Day): Promise<ChurnWindow> {
    const until = [dayAfter(day, base.rule.horizonDays), run.cutoff].sort()[0];
    const rows = await run.rows<FeatureRow>(featureSql(base.rule, this.reader.sample(base, SAMPLE)), [day, until, base.currency, base.usual]);
    const staying = rows.filter(({ stays }) => stays);
    const features = new Float64Array(staying.length * FEATURES.length);
    staying.forEach(({ seen }, at) => features.set(seen.map(Number), at * FEATURES.length));
    return { features, leavesIn: Float64Array.from(staying, ({ leaves_in }) => leaves_in ?? NaN) };
  }
}

/** Predictions are judged anew when so many days have gone by that the fit had not seen. */
const LATER = 28;

function lackOf({ since, rule, repeatBuyers }: ChurnBase, cutoff: Day): { lack: string; found: number; needed: number } | null {
  const needed = 3 * rule.horizonDays + LEAST_BEFORE;
  const found = since === null ? 0 : daysBetween(since, cutoff);
  if (found < needed) return { lack: 'DAYS', found, needed };
  return repeatBuyers < 30 ? { lack: 'REPEAT_BUYERS', found: repeatBuyers, needed: 30 } : null;
}

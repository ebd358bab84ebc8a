import { Injectable, Logger } from '@nestjs/common';
import type { JobRun } from '@dossier/kernel/events';
import { ModelHealth, ModelState, ScoreBasis } from '@dossier/vocabulary/insight-enums';
import { ModelBook } from './model.book';
import { Cancelled, ModelRuns } from './model-runs';
import { ModelStore, type KeptVersion } from './model.store';
import { ShelfTurn } from './shelf-turn';

/** What jobs do with a version: fit it, score customers by it, look whether it keeps its word. */
@Injectable()
export class ModelWork {
  private readonly logger = new Logger('models');

  constructor(
    private readonly book: ModelBook,
    private readonly store: ModelStore,
    private readonly runs: ModelRuns,
    private readonly turn: ShelfTurn,
  ) {}

  /** Fits a version that waits for it. Done twice it does nothing more. True: it may be published. */
  async fit(job: JobRun, version: KeptVersion): Promise<boolean> {
    if (version.state !== ModelState.FITTING) return version.state === ModelState.FITTED;
    try {
      const model = this.book.of(version.kind);
      const fitted = await model.fit(await this.runs.of(job, version, model.dataEnd));
      await job.work(() => this.store.keepFit(version.id, fitted));
      return fitted.status !== 'REFUSED';
    } catch (fault) {
      if (!(fault instanceof Cancelled)) throw fault;
      await job.work(() => this.store.end(version.id));
      return false;
    }
  }

  /** Scores all customers by the version, where it is still in force: by its model, or by the plain rule where the model no longer keeps its word. */
  async score(job: JobRun, id: string): Promise<void> {
    const version = await this.store.byId(id);
    if (version?.state !== ModelState.PUBLISHED) return;
    await this.alone(job, version.kind, async () => {
      const now = await this.store.byId(id);
      if (now?.state !== ModelState.PUBLISHED) return;
      const model = this.book.of(now.kind);
      const run = await this.runs.of(job, now, model.dataEnd);
      const basis = now.health === ModelHealth.AMBER ? ScoreBasis.RULE : ScoreBasis.MODEL;
      const scored = basis === ScoreBasis.RULE ? await model.fallBack(run, now.fit!) : await model.score(run, now.fit!);
      await job.work(() => this.store.keepScores(id, scored, { day: run.cutoff, basis }));
    });
  }

  /** Looks at the version and notes what it finds. True: customers must be scored anew, for the model has begun or ceased to keep its word. */
  async check(job: JobRun, id: string): Promise<boolean> {
    const version = await this.store.byId(id);
    if (version?.state !== ModelState.PUBLISHED) return false;
    const model = this.book.of(version.kind);
    const run = await this.runs.of(job, version, model.dataEnd);
    const found = await model.check(run, version.fit!);
    const health = await job.work(() => this.store.keepCheck(id, found, run.cutoff));
    return (health === ModelHealth.AMBER) !== (version.basis === ScoreBasis.RULE);
  }

  /** One writer of a shelf at a time: whoever comes later waits, and holds no connection meanwhile. */
  private async alone(job: JobRun, kind: string, run: () => Promise<void>): Promise<void> {
    try {
      await this.turn.alone(job, kind, run);
    } catch (fault) {
      if (!(fault instanceof Cancelled)) throw fault;
      this.logger.log(`Scoring ${kind} was cancelled`);
    }
  }
}

import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import type { ModelKind } from '@dossier/vocabulary/insight-enums';
import { ModelBook } from './model.book';
import { CHECK_JOB, FIT_JOB, ModelService, SCORE_JOB, UPKEEP_JOB } from './model.service';
import { ModelStore } from './model.store';
import { ModelWork } from './model.work';

const HOUR = 3_600_000;
const SLOT_SECONDS = 23 * 3_600;
const versionOf = (job: JobRun): string => String(job.data['versionId']);

/** Fits one version of a model, and brings it into force where that was asked for. */
@Job(FIT_JOB, 'job.model')
@Access('job.model')
export class FitModelJob implements JobHandler {
  constructor(
    private readonly models: ModelWork,
    private readonly store: ModelStore,
    private readonly service: ModelService,
  ) {}

  async run(job: JobRun): Promise<void> {
    const version = await this.store.byId(versionOf(job));
    if (!version) return;
    const isFitted = await this.models.fit(job, version);
    if (isFitted && job.data['publishes'] === true) await job.work((viewer) => this.service.publish(viewer, version.id));
    const [next, ...following] = (job.data['following'] ?? []) as ModelKind[];
    if (next && !(await job.cancelled())) await job.work((viewer) => this.service.fit(viewer, next, {}, { publishes: true, following }));
  }
}

/** Scores all customers by the version in force. */
@Job(SCORE_JOB, 'job.model')
@Access('job.model')
export class ScoreModelJob implements JobHandler {
  constructor(private readonly models: ModelWork) {}

  run(job: JobRun): Promise<void> {
    return this.models.score(job, versionOf(job));
  }
}

/** Looks whether the version in force keeps its word, and scores customers anew where the answer has changed. */
@Job(CHECK_JOB, 'job.model')
@Access('job.model')
export class CheckModelJob implements JobHandler {
  constructor(private readonly models: ModelWork) {}

  async run(job: JobRun): Promise<void> {
    if (await this.models.check(job, versionOf(job))) await this.models.score(job, versionOf(job));
  }
}

/** Every night: each version in force is looked at, and all customers are scored anew. */
@Job(UPKEEP_JOB, 'job.model')
@Access('job.model')
export class ModelsUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly book: ModelBook,
    private readonly store: ModelStore,
    private readonly models: ModelWork,
  ) {}

  /** The tick only sends, and once a day whatever the number of processes; none where nothing is in force. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [due] = await this.database.query(`select 1 from model_version where state = 'PUBLISHED' and not exists (select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds') limit 1`, [UPKEEP_JOB]);
    if (due === undefined) return;
    await this.database.work(jobViewer('job.model', ['job.model'], 'tick'), UPKEEP_JOB, () => this.jobs.startSlot(UPKEEP_JOB, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    for (const { kind } of this.book.all()) {
      const version = await this.store.inForce(kind);
      if (!version || (await job.cancelled())) continue;
      await this.models.check(job, version.id);
      await this.models.score(job, version.id);
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs, JobState } from '@dossier/kernel/events';
import type { Page } from '@dossier/kernel/list';
import { OperatedJob } from './operated-job.entity';
import type { OperatedJobListArgs } from './operated-job.inputs';
import { operatedJobList } from './operated-job.list';

/** Looks after the jobs of everybody. */
@Injectable()
export class OperatedJobService {
  constructor(
    @InjectRecords(OperatedJob) private readonly records: Records<OperatedJob>,
    private readonly jobs: Jobs,
  ) {}

  page(viewer: Viewer, args: OperatedJobListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.records.page(viewer, args, operatedJobList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.records.read(viewer, id, asked);
  }

  /** Puts a job that failed or was stopped back into the queue; it acts with the rights its starter has now. */
  async retry(viewer: Viewer, id: string): Promise<void> {
    const job = await this.named(viewer, id);
    if (!(await this.jobs.retry(id))) throw new DomainError('JOB_STATE', { state: job.state });
  }

  /** Stops a job: at once while it waits, at its next checkpoint while it runs. */
  async stop(viewer: Viewer, id: string): Promise<void> {
    const job = await this.named(viewer, id);
    if (job.state !== JobState.QUEUED && job.state !== JobState.RUNNING) throw new DomainError('JOB_STATE', { state: job.state });
    await this.jobs.cancel(id);
  }

  private async named(viewer: Viewer, id: string): Promise<OperatedJob> {
    const job = await this.records.get(viewer, id);
    Object.assign(currentWork().note, { objectType: 'OperatedJob', objectId: id, facts: { name: job.name } });
    return job;
  }
}

import { Access } from '@dossier/kernel/access';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { GIVE_JOB, GivingService } from './giving.service';

const CHUNK = 500;

/** Gives many leads to one colleague, chunk by chunk, with the rights of whoever asked. A second run goes on. */
@Job(GIVE_JOB, 'job.assign')
@Access('job.assign')
export class GiveJob implements JobHandler {
  constructor(private readonly giving: GivingService) {}

  async run(job: JobRun): Promise<void> {
    const { assignmentId, ids, ownerId } = job.data as unknown as { assignmentId: string; ids: string[]; ownerId: string };
    for (let at = 0; at < ids.length && !(await job.cancelled()); at += CHUNK) {
      await job.work((viewer) => this.giving.chunk(viewer, { assignmentId, ids: ids.slice(at, at + CHUNK), ownerId }));
      await job.progress(Math.min(at + CHUNK, ids.length), ids.length);
    }
  }
}

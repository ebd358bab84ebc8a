import { Access } from '@dossier/kernel/access';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { FileStore } from '@dossier/workspace';

/** Removes the files in which an erased person may stand. Run again, it finds nothing to do. */
@Job('customers.erase-files', 'job.privacy')
@Access('job.privacy')
export class EraseFilesJob implements JobHandler {
  constructor(private readonly store: FileStore) {}

  async run(job: JobRun): Promise<void> {
    for (const id of job.data['files'] as string[]) await this.store.remove('export', id);
  }
}

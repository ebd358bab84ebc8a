import { Access } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { ImportState } from '@dossier/vocabulary/enums';
import { ImportCheck } from './import-check';
import { ImportCommit } from './import-commit';
import { asFileError } from './import-files';
import { hold } from './import-steps';

/** The dry run as a job. */
@Job('workspace.import-check', 'job.import')
@Access('job.import')
export class ImportCheckJob implements JobHandler {
  constructor(private readonly check: ImportCheck) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['importId']);
    await ended(job, id, { from: ImportState.CHECKING, to: ImportState.UPLOADED }, () => this.check.run(job, id));
  }
}

/** The commit as a job. */
@Job('workspace.import-commit', 'job.import')
@Access('job.import')
export class ImportCommitJob implements JobHandler {
  constructor(private readonly commit: ImportCommit) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['importId']);
    await ended(job, id, { from: ImportState.COMMITTING, to: ImportState.FAILED }, () => this.commit.run(job, id));
  }
}

/** An error that trying again cannot mend puts the import into a state from which its owner can go on. */
async function ended(job: JobRun, id: string, { from, to }: { from: ImportState; to: ImportState }, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    const fault = asFileError(thrown);
    if (fault instanceof DomainError && fault.code !== 'UNAVAILABLE' && fault.code !== 'STORAGE_FULL') {
      await job.work(async () => {
        if ((await hold(id, from)) !== null) await currentWork().query('update import set state = $2, version = version + 1, updated_at = now() where id = $1', [id, to]);
      });
    }
    throw fault;
  }
}

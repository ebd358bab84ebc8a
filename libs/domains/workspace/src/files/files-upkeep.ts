import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { FileStore } from './file-store';

const HOUR = 3_600_000;
const SLOT_SECONDS = 55 * 60;

/** Removes what has had its time: exported files after seven days, files and stages of imports and their before-images after thirty. */
@Job('workspace.files-upkeep', 'job.upkeep')
@Access('job.upkeep')
export class FilesUpkeep implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly store: FileStore,
  ) {}

  /** The tick only sends, and only once an hour whatever the number of processes. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(`select 1 from job where name = 'workspace.files-upkeep' and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`);
    if (recent !== undefined) return;
    await this.database.work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), 'workspace.files-upkeep', () => this.jobs.startSlot('workspace.files-upkeep', SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    const exports = await job.work(async () => currentWork().query<{ id: string }>(
      `update export_file set state = 'EXPIRED', version = version + 1, updated_at = now() where expires_at < now() and state in ('DONE','FAILED','QUEUED','NEEDS_APPROVAL') returning id`,
    ));
    for (const { id } of exports) await this.store.remove('export', id);
    const imports = await job.work(() => this.oldImports());
    for (const id of imports) await this.store.remove('import', id);
  }

  private async oldImports(): Promise<string[]> {
    const work = currentWork();
    const rows = await work.query<{ id: string }>(
      `update import set head = null where head is not null and (state = 'CANCELLED' or created_at < now() - interval '31 days') and state not in ('CHECKING','COMMITTING','REVERTING') returning id`,
    );
    const ids = rows.map((row) => row.id);
    await work.query('delete from import_row where import_id = any($1::uuid[])', [ids]);
    await work.query('delete from import_correction where import_id = any($1::uuid[])', [ids]);
    await work.query(`delete from batch_item i using operation_batch b where b.id = i.batch_id and b.kind <> 'DEMO' and b.created_at < now() - interval '31 days'`);
    return ids;
  }
}

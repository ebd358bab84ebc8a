import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { BatchKind, ImportState } from '@dossier/vocabulary/enums';
import { BatchService } from '../batches/batch.service';
import { ImportCheck } from './import-check';
import { ImportCommit } from './import-commit';
import type { Steps } from './import-steps';
import { ImportService } from './import.service';
import { ImportUpload } from './import-upload';
import type { Import } from './import.entity';
import type { ConfigureImportInput } from './import.inputs';
import { requireMapped } from './import-settings';
import { ExchangeRegistry } from '@dossier/kernel/exchange';

/** A file that the product brings in by itself. */
export interface OwnFile {
  kind: string;
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
  settings?: ConfigureImportInput;
  /** An open batch to put the changes into; absent: a batch of its own. */
  batchId?: string;
}

/** The whole way of an import in one call, without the queue: for the demo and for loading from the command line. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly upload: ImportUpload,
    private readonly service: ImportService,
    private readonly checking: ImportCheck,
    private readonly committing: ImportCommit,
    private readonly batches: BatchService,
  ) {}

  /** Uploads, configures, tries and commits; answers the counts. Rows that failed are kept as in any import. */
  async bring(viewer: Viewer, file: OwnFile, progress: Steps['progress'] = async () => undefined): Promise<{ id: string; rows: number; inserted: number; updated: number; skipped: number; failed: number }> {
    const { id } = await this.upload.take(viewer, file.kind, file.fileName, file.bytes);
    const steps: Steps = { viewer: async () => viewer, work: (run) => this.database.work(viewer, 'workspace.import', () => run(viewer)), progress, cancelled: async () => false };
    await steps.work(() => this.begin(viewer, id, file));
    await this.checking.run(steps, id);
    await steps.work(() => this.set(id, ImportState.COMMITTING, ImportState.CHECKED));
    await this.committing.run(steps, id);
    const [row] = await this.database.query<{ rows: number; inserted: number; updated: number; skipped: number; failed: number }>(
      'select row_count as rows, inserted_count as inserted, updated_count as updated, skipped_count as skipped, failed_count as failed from import where id = $1',
      [id],
    );
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return { id, ...row };
  }

  private async begin(viewer: Viewer, id: string, file: OwnFile): Promise<void> {
    let row: Import = await this.service.open(viewer, id, [ImportState.UPLOADED]);
    if (file.settings !== undefined) row = await this.service.configure(viewer, id, file.settings);
    requireMapped(this.registry.import(row.kind), row);
    const batchId = file.batchId ?? (await this.batches.open(viewer, BatchKind.IMPORT, file.fileName)).id;
    await currentWork().query('update import set batch_id = $2 where id = $1', [id, batchId]);
    await this.set(id, ImportState.CHECKING, ImportState.UPLOADED);
  }

  private async set(id: string, to: ImportState, from: ImportState): Promise<void> {
    const rows = await currentWork().query('update import set state = $2, version = version + 1 where id = $1 and state = $3 returning 1', [id, to, from]);
    if (rows.length === 0) throw new DomainError('IMPORT_STATE', { state: from });
  }
}

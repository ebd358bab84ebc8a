import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { BatchChange } from '@dossier/kernel/exchange';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { BatchKind, BatchState } from '@dossier/vocabulary/enums';
import { OperationBatch, REVERT_DAYS } from './operation-batch.entity';

const batchList: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

/** Batches of changes: opened by a verb or job, filled with what is needed to take each change back, reverted as a job. */
@Injectable()
export class BatchService {
  constructor(
    @InjectRecords(OperationBatch) private readonly batches: Records<OperationBatch>,
    private readonly jobs: Jobs,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.batches.page(viewer, args, batchList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.batches.read(viewer, id, asked);
  }

  /** Opens a batch in the present unit of work. */
  open(viewer: Viewer, kind: BatchKind, title: string): Promise<OperationBatch> {
    return this.batches.add(viewer, { kind, title: title.slice(0, 200), state: BatchState.RUNNING, ownerId: viewer.userId });
  }

  /** Adds changes to a batch, in the same unit of work as the changes themselves. */
  async record(batchId: string, changes: readonly BatchChange[]): Promise<void> {
    if (changes.length === 0) return;
    const work = currentWork();
    await work.query(
      `insert into batch_item (batch_id, subject, target_id, action, before, row_version)
       select $1, x.subject, x.target_id, x.action, x.before, x.row_version
       from unnest($2::text[], $3::uuid[], $4::text[], $5::jsonb[], $6::int[]) x(subject, target_id, action, before, row_version)`,
      [batchId, changes.map((one) => one.subject), changes.map((one) => one.targetId), changes.map((one) => one.action), changes.map((one) => (one.before === null ? null : JSON.stringify(one.before))), changes.map((one) => one.version)],
    );
    await work.query('update operation_batch set row_count = row_count + $2, updated_at = now() where id = $1', [batchId, changes.length]);
  }

  /** Ends a batch: DONE, or FAILED where only a part of it was made; either can be taken back. */
  async close(batchId: string, state: BatchState.DONE | BatchState.FAILED = BatchState.DONE): Promise<void> {
    await currentWork().query(`update operation_batch set state = $2, version = version + 1, updated_at = now() where id = $1 and state = 'RUNNING'`, [batchId, state]);
  }

  /** Ends the batch of an import; a batch that an import only added to stays open. */
  async closeImport(batchId: string): Promise<void> {
    await currentWork().query(`update operation_batch set state = 'DONE', version = version + 1, updated_at = now() where id = $1 and state = 'RUNNING' and kind = 'IMPORT'`, [batchId]);
  }

  /** Begins to take a batch back, as a job; rows changed since are left alone and counted. */
  async revert(viewer: Viewer, id: string): Promise<OperationBatch> {
    const batch = await this.batches.get(viewer, id);
    if (batch.kind === BatchKind.DEMO || ![BatchState.DONE, BatchState.FAILED].includes(batch.state)) throw new DomainError('BATCH_STATE', { state: batch.state });
    const [age] = await currentWork().query<{ old: boolean }>(`select created_at < now() - interval '${REVERT_DAYS} days' as old from operation_batch where id = $1`, [id]);
    if (age?.old === true) throw new DomainError('BATCH_TOO_OLD', { days: REVERT_DAYS });
    const jobId = await this.jobs.start('workspace.batch-revert', { batchId: id });
    await currentWork().query(`update import set state = 'REVERTING', job_id = $2, version = version + 1 where batch_id = $1`, [id, jobId]);
    return this.batches.save(viewer, batch, { state: BatchState.REVERTING, jobId });
  }
}

import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { ChannelService } from '@dossier/channels';
import { BatchKind } from '@dossier/vocabulary/enums';
import { BatchService, type OperationBatch } from '@dossier/workspace';
import { CustomValues } from '../fields/custom-values';
import { Customer } from '../profile/customer.entity';
import { customerList } from '../profile/customer.list';
import { CustomerService } from '../profile/customer.service';
import { TagService } from '../profile/tag.service';
import { writtenBy } from './bulk.rules';
import type { BulkChange, CustomerSelection } from './bulk.inputs';

const MOST = 200_000;

/** Begins bulk edits: who is meant is settled at once, the work is a job, and the batch can be taken back. */
@Injectable()
export class BulkEditService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly service: CustomerService,
    private readonly channels: ChannelService,
    private readonly tags: TagService,
    private readonly values: CustomValues,
    private readonly batches: BatchService,
    private readonly jobs: Jobs,
  ) {}

  /** Changes chosen customers, or all that match. Rows that the viewer may not change in this way are left out, not counted. */
  async start(viewer: Viewer, selection: CustomerSelection, change: BulkChange): Promise<OperationBatch> {
    this.values.forMany(viewer, change.custom);
    const written = writtenBy(change);
    if (written.length === 0) throw new DomainError('INVALID_INPUT', { field: 'change', reason: 'EMPTY' });
    const missing = written.find(({ word }) => !viewer.may(word));
    if (missing) throw new DomainError('FORBIDDEN', { permission: missing.word });
    if (change.sourceId) await this.channels.require(change.sourceId);
    await this.tags.require(change.addTagIds ?? []);
    if (change.ownerId) await this.service.colleague(change.ownerId);
    const ids = await this.meant(viewer, selection, written.map(({ word }) => word));
    const batch = await this.batches.open(viewer, BatchKind.BULK_EDIT, viewer.language === 'zh' ? '批量修改客户' : 'Bulk edit of customers');
    const jobId = await this.jobs.start('customers.bulk-edit', { batchId: batch.id, ids, change });
    await currentWork().query('update operation_batch set job_id = $2 where id = $1', [batch.id, jobId]);
    currentWork().note.facts = { rows: ids.length, fields: written.map(({ field }) => field) };
    return batch;
  }

  private async meant(viewer: Viewer, selection: CustomerSelection, words: readonly ReturnType<typeof writtenBy>[number]['word'][]): Promise<string[]> {
    if (!selection.ids && selection.all !== true) throw new DomainError('INVALID_INPUT', { field: 'selection', reason: 'EMPTY' });
    const params = Params.empty();
    const chosen = selection.ids ? `customer t where t.id = any(${params.add(selection.ids, 'uuid[]')}) and t.archived_at is null and ${this.customers.reach(viewer)('t', params)}`
      : this.customers.matching(viewer, { filter: selection.filter ?? null }, customerList, params);
    const reach = [...new Set(words)].map((word) => this.customers.reach(viewer, word)('t', params)).join(' and ');
    const rows = await currentWork().query<{ id: string }>(`select t.id from ${chosen} and ${reach} and t.archived_at is null order by t.id limit ${MOST + 1}`, params.values(viewer));
    if (rows.length > MOST) throw new DomainError('QUERY_LIMIT', { limit: 'bulk edit', max: MOST });
    return rows.map(({ id }) => id);
  }
}

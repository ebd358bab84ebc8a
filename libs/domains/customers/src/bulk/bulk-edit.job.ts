import { Params, planOf, Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import type { BatchChange } from '@dossier/kernel/exchange';
import { Clock } from '@dossier/kernel/time';
import { BatchState } from '@dossier/vocabulary/enums';
import { BatchService } from '@dossier/workspace';
import { FactSource } from '@dossier/vocabulary/fact-enums';
import { Facts } from '../facts/facts';
import { CustomValues } from '../fields/custom-values';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerService } from '../profile/customer.service';
import { bulkChanged, writtenBy, type BulkRow } from './bulk.rules';
import type { BulkChange } from './bulk.inputs';

const CHUNK = 1_000;

/** Does a bulk edit chunk by chunk with the rights of now. What stands in the batch already is not changed again, so a second run goes on. */
@Job('customers.bulk-edit', 'job.bulk-edit')
@Access('job.bulk-edit')
export class BulkEditJob implements JobHandler {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly service: CustomerService,
    private readonly batches: BatchService,
    private readonly facts: Facts,
    private readonly values: CustomValues,
    private readonly clock: Clock,
  ) {}

  async run(job: JobRun): Promise<void> {
    const { batchId, ids, change } = job.data as unknown as { batchId: string; ids: string[]; change: BulkChange };
    let state: BatchState.DONE | BatchState.FAILED = BatchState.DONE;
    for (let at = 0; at < ids.length; at += CHUNK) {
      if (await job.cancelled()) {
        state = BatchState.FAILED;
        break;
      }
      await job.work((viewer) => this.chunk(viewer, batchId, ids.slice(at, at + CHUNK), change));
      await job.progress(Math.min(at + CHUNK, ids.length), ids.length);
    }
    await job.work(() => this.batches.close(batchId, state));
  }

  private async chunk(viewer: Viewer, batchId: string, ids: readonly string[], change: BulkChange): Promise<void> {
    const written = writtenBy(change);
    if (written.some(({ word }) => !viewer.may(word))) return;
    const teamId = change.ownerId ? (await this.service.colleague(change.ownerId)).teamId : null;
    const given = { teamId, now: this.clock.now().toISOString(), custom: this.values.forMany(viewer, change.custom) };
    const plan = planOf(viewer, ofCustomers);
    const rows = (await this.locked(viewer, batchId, ids, change)).filter((row) => written.every(({ word, field }) => plan.writes(word, field, { ownerId: row.owner_id, teamId: row.team_id })));
    const changes = rows.flatMap((row) => bulkChanged(row, change, given) ?? []);
    await this.save(changes.map(({ next }) => next), Boolean(change.ownerId));
    await this.facts.observeAll(viewer, changes.map(({ next, before }) => ({ source: FactSource.BULK_EDIT, batchId, customerId: next.id, fields: Object.fromEntries(Object.keys(before).filter((name) => name !== 'custom').map((name) => [name, next[name]])) })));
    await this.batches.record(batchId, changes.map(({ next, before }): BatchChange => ({ subject: 'customer', targetId: next.id, action: change.archive ? 'ARCHIVE' : 'UPDATE', before: { set: before }, version: next.version + 1 })));
  }

  private async locked(viewer: Viewer, batchId: string, ids: readonly string[], change: BulkChange): Promise<BulkRow[]> {
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const batch = params.add(batchId, 'uuid');
    const reach = ['customer.read' as const, ...writtenBy(change).map(({ word }) => word)].map((word) => this.customers.reach(viewer, word)('t', params)).join(' and ');
    return currentWork().query<BulkRow>(
      `select t.id, t.version, t.stage, t.source_id, t.owner_id, t.team_id, t.tag_ids, t.archived_at, t.custom from customer t where t.id = any(${list}) and t.archived_at is null and ${reach}
        and not exists (select 1 from batch_item b where b.batch_id = ${batch} and b.target_id = t.id) order by t.id for update of t`,
      params.values(viewer),
    );
  }

  private async save(rows: readonly BulkRow[], assigned: boolean): Promise<void> {
    if (rows.length === 0) return;
    const work = currentWork();
    await work.query(
      `update customer c set stage = r.stage, source_id = r.source_id, owner_id = r.owner_id, team_id = r.team_id, tag_ids = r.tag_ids, archived_at = r.archived_at, custom = r.custom, version = c.version + 1, updated_at = now()
        from jsonb_to_recordset($1::jsonb) as r(id uuid, stage text, source_id uuid, owner_id uuid, team_id uuid, tag_ids uuid[], archived_at timestamptz, custom jsonb) where c.id = r.id`,
      [JSON.stringify(rows)],
    );
    if (assigned) await work.query('update sales_order o set owner_id = c.owner_id, team_id = c.team_id, version = o.version + 1, updated_at = now() from customer c where c.id = o.customer_id and c.id = any($1::uuid[])', [rows.map(({ id }) => id)]);
  }
}

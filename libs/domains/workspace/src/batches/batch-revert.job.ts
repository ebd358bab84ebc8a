import { Database } from '@dossier/kernel/data';
import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { type BatchItem, ExchangeRegistry, type RevertOutcome } from '@dossier/kernel/exchange';

const CHUNK = 1000;

interface ItemRow {
  id: string;
  subject: string;
  target_id: string;
  action: BatchItem['action'];
  before: Record<string, unknown> | null;
  row_version: number;
}

/** Takes a batch back from its last change to its first, chunk by chunk; run again after a crash, it goes on where it was. */
@Job('workspace.batch-revert', 'job.revert')
@Access('job.revert')
export class BatchRevert implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
  ) {}

  async run(job: JobRun): Promise<void> {
    const batchId = String(job.data['batchId']);
    const [sum] = await this.database.query<{ total: number }>('select count(*)::int as total from batch_item where batch_id = $1', [batchId]);
    for (let left = true; left; ) {
      left = await job.work((viewer) => this.chunk(viewer, batchId));
      const [open] = await this.database.query<{ open: number }>('select count(*)::int as open from batch_item where batch_id = $1 and not reverted and conflict is null', [batchId]);
      await job.progress((sum?.total ?? 0) - (open?.open ?? 0), sum?.total ?? 0);
    }
    await job.work(() => this.end(batchId));
  }

  /** One unit of work; false when nothing is left. */
  private async chunk(viewer: Viewer, batchId: string): Promise<boolean> {
    const work = currentWork();
    const rows = await work.query<ItemRow & Record<string, unknown>>(
      `select id::text, subject, target_id, action, before, row_version from batch_item
       where batch_id = $1 and not reverted and conflict is null order by batch_item.id desc limit ${CHUNK} for update`,
      [batchId],
    );
    const subject = rows[0]?.subject;
    if (subject === undefined) return false;
    const cut = rows.findIndex((row) => row.subject !== subject);
    const items = (cut === -1 ? rows : rows.slice(0, cut)).map(itemOf);
    const outcomes = await this.take(viewer, subject, items);
    await work.query(
      `update batch_item b set reverted = x.conflict is null, conflict = x.conflict
       from unnest($1::bigint[], $2::text[]) x(id, conflict) where b.id = x.id`,
      [outcomes.map((one) => one.id), outcomes.map((one) => one.conflict ?? null)],
    );
    return true;
  }

  private async take(viewer: Viewer, name: string, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const subject = this.registry.subject(name);
    if (viewer.kind === 'user' && !viewer.may(subject.word)) throw new DomainError('FORBIDDEN', { permission: subject.word });
    const found = new Map((await subject.revert(viewer, items)).map((one) => [one.id, one]));
    return items.map((item) => found.get(item.id) ?? { id: item.id, conflict: 'GONE' });
  }

  private async end(batchId: string): Promise<void> {
    const work = currentWork();
    await work.query(
      `update operation_batch set state = 'REVERTED', version = version + 1, updated_at = now(),
         conflict_count = (select count(*) from batch_item where batch_id = $1 and conflict is not null) where id = $1`,
      [batchId],
    );
    await work.query(`update import set state = 'REVERTED', version = version + 1, updated_at = now() where batch_id = $1`, [batchId]);
  }
}

function itemOf(row: ItemRow): BatchItem {
  return { id: row.id, subject: row.subject, targetId: row.target_id, action: row.action, before: row.before, version: row.row_version };
}

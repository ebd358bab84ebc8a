import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { BatchService } from '@dossier/workspace';
import { wholeList } from '@dossier/teams';
import { RetentionPolicy, RetentionProof, type RetentionRun } from './retention.entities';
import type { RetentionPolicyInput } from './retention.inputs';

const policyList: ListSpec<never, 'CODE'> = { filter: {}, sort: { CODE: { path: 'code', type: 'text' } }, defaultSort: 'CODE' };
const proofList: ListSpec<never, 'RAN_AT'> = { filter: {}, sort: { RAN_AT: { path: 'ranAt', type: 'timestamptz' } }, defaultSort: 'RAN_AT', defaultOrder: 'DESC' };

/** Rules of retention, what they took, and the way back. */
@Injectable()
export class RetentionService {
  constructor(
    @InjectRecords(RetentionPolicy) private readonly policies: Records<RetentionPolicy>,
    @InjectRecords(RetentionProof) private readonly proofs: Records<RetentionProof>,
    private readonly batches: BatchService,
    private readonly database: Database,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.policies, viewer, asked, { spec: policyList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, id, asked);
  }

  /** What rules took, record by record, newest first. */
  proof(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.proofs.page(viewer, args, proofList, asked);
  }

  /** The last fifty runs that took something. */
  runs(): Promise<RetentionRun[]> {
    return this.database.query<RetentionRun & Record<string, unknown>>(
      `select b.id, p.code, p.action, min(p.ran_at) as "ranAt", count(*)::int as records, count(*) filter (where i.reverted or p.undone_at is not null)::int as undone,
        (b.state in ('DONE','FAILED') and b.created_at > now() - interval '30 days') as "canUndo"
        from (select * from operation_batch where kind = 'RETENTION' order by created_at desc, id limit 50) b join retention_proof p on p.batch_id = b.id
        left join batch_item i on i.batch_id = b.id and i.target_id = p.customer_id group by b.id, b.state, b.created_at, p.code, p.action order by b.created_at desc, b.id`);
  }

  /** Adds a rule under a code of its own. It takes nothing before its first night. */
  async create(viewer: Viewer, input: RetentionPolicyInput): Promise<RetentionPolicy> {
    const code = input.code.trim().toUpperCase();
    const taken = await currentWork().query('select 1 from retention_policy where code = $1', [code]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'code', name: code });
    return this.policies.add(viewer, { code, purpose: input.purpose.trim(), subject: input.subject, months: input.months, action: input.action });
  }

  /** Ends a rule. What it took stays as it is, with its proof. */
  async archive(viewer: Viewer, id: string): Promise<RetentionPolicy> {
    const policy = await this.policies.get(viewer, id, 'ARCHIVE');
    return this.policies.archive(viewer, policy);
  }

  /** Gives back all that one run took, within thirty days. The batch passes to whoever does it, and goes back by their rights. */
  async undo(viewer: Viewer, run: string): Promise<string> {
    const work = currentWork();
    const [batch] = !isId(run) ? [] : await work.query<{ id: string }>(`select b.id from operation_batch b where b.id = $1 and b.kind = 'RETENTION' for update`, [run]);
    if (!batch) throw new DomainError('NOT_FOUND');
    await work.query('update operation_batch set owner_id = $2 where id = $1', [run, viewer.userId]);
    await this.batches.revert(viewer, run);
    return run;
  }
}

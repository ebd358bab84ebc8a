import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { sql, type ListArgs, type ListSpec, type Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ConflictResolution, ConflictState } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { IdentityConflict } from './conflict.entity';
import { Matching } from './matching';

export const conflictList: ListSpec<'state', 'CREATED_AT'> = {
  filter: { state: sql<string>(['state'], (state, { alias, params }) => `${alias}.state = ${params.add(state, 'text')}`) },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC',
};

/** Conflicts of identities, and whose an identity is. */
@Injectable()
export class ConflictService {
  constructor(
    @InjectRecords(IdentityConflict) private readonly conflicts: Records<IdentityConflict>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly matching: Matching,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.conflicts.page(viewer, args, conflictList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.conflicts.read(viewer, id, asked);
  }

  /** Says whose the identity is: it leaves the other record, or both go on using it and it proves nothing any more. */
  async resolve(viewer: Viewer, id: string, resolution: ConflictResolution): Promise<IdentityConflict> {
    const conflict = await this.conflicts.get(viewer, id, 'RESOLVE');
    await this.requireSides(viewer, conflict);
    if (resolution === ConflictResolution.BOTH) await this.share([conflict.identityId, conflict.otherIdentityId], true);
    else await this.takeAway(resolution === ConflictResolution.FIRST ? conflict.otherIdentityId : conflict.identityId);
    const saved = await this.conflicts.save(viewer, conflict, { state: ConflictState.RESOLVED, resolution, decidedById: viewer.userId, decidedAt: this.clock.now() }, 'RESOLVE');
    await this.matching.compare([conflict.customerId, conflict.otherId]);
    return saved;
  }

  /** Takes a decision back: the identity stands on both records as before. */
  async reopen(viewer: Viewer, id: string): Promise<IdentityConflict> {
    const conflict = await this.conflicts.get(viewer, id, 'REOPEN');
    await this.requireSides(viewer, conflict);
    if (conflict.resolution === ConflictResolution.BOTH) await this.share([conflict.identityId, conflict.otherIdentityId], false);
    else await this.giveBack(conflict.resolution === ConflictResolution.FIRST ? conflict.otherIdentityId : conflict.identityId);
    const saved = await this.conflicts.save(viewer, conflict, { state: ConflictState.OPEN, resolution: null, decidedById: null, decidedAt: null }, 'REOPEN');
    await this.matching.compare([conflict.customerId, conflict.otherId]);
    return saved;
  }

  /** Whoever moves an identity must be able to change both records. */
  private async requireSides(viewer: Viewer, conflict: IdentityConflict): Promise<void> {
    const rows = await this.customers.byIds(viewer, [conflict.customerId, conflict.otherId], 'UPDATE');
    if (rows.length < 2) throw new DomainError('NOT_FOUND');
    const closed = rows.some((row) => !planOf(viewer, ofCustomers).writes('customer.update', 'identities', row));
    if (closed) throw new DomainError('FORBIDDEN', { permission: 'customer.update', field: 'identities' });
  }

  private async share(ids: readonly string[], shared: boolean): Promise<void> {
    await currentWork().query('update customer_identity set shared = $2, version = version + 1, updated_at = now() where id = any($1::uuid[])', [ids, shared]);
  }

  private async takeAway(id: string): Promise<void> {
    await currentWork().query('update customer_identity set archived_at = now(), is_primary = false, version = version + 1, updated_at = now() where id = $1', [id]);
    await this.promote(id);
  }

  private async giveBack(id: string): Promise<void> {
    await currentWork().query('update customer_identity set archived_at = null, version = version + 1, updated_at = now() where id = $1', [id]);
    await this.promote(id);
  }

  /** The oldest of its kind leads where none does. */
  private async promote(id: string): Promise<void> {
    await currentWork().query(
      `update customer_identity set is_primary = true, version = version + 1, updated_at = now() where id = (
        select o.id from customer_identity i join customer_identity o on o.customer_id = i.customer_id and o.kind = i.kind and o.archived_at is null
          where i.id = $1 and not exists (select 1 from customer_identity p where p.customer_id = i.customer_id and p.kind = i.kind and p.is_primary and p.archived_at is null)
          order by o.created_at, o.id limit 1)`,
      [id],
    );
  }
}

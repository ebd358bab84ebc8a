import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, type BatchItem, type RevertOutcome } from '@dossier/kernel/exchange';
import { Customer } from '../profile/customer.entity';
import { Merger } from './merger';

interface Standing extends Record<string, unknown> {
  id: string;
  undone: boolean;
  /** Both records lie within the reach of whoever takes it back. */
  reached: boolean;
  /** The absorbed record and the one to absorb it again stand by themselves. */
  free: boolean;
}

/** Takes merges back, and partings: each by the other. What no longer stands as it was left is told as a conflict. */
@Injectable()
export class MergeRevert implements OnModuleInit {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly registry: ExchangeRegistry,
    private readonly merger: Merger,
  ) {}

  onModuleInit(): void {
    this.registry.addSubject({ subject: 'merge', word: 'customer.merge', revert: (viewer, items) => this.revert(viewer, items) });
  }

  private async revert(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const standing = await this.standing(viewer, items.map(({ targetId }) => targetId));
    const outcomes = items.map((item): RevertOutcome => {
      const conflict = conflictOf(item, standing.get(item.targetId));
      return conflict ? { id: item.id, conflict } : { id: item.id };
    });
    const free = items.filter((_, at) => outcomes[at]!.conflict === undefined);
    await this.merger.cut(free.filter(({ action }) => action === 'INSERT').map(({ targetId }) => targetId), viewer.userId);
    await this.merger.rejoin(free.filter(({ action }) => action === 'ARCHIVE').map(({ targetId }) => targetId));
    return outcomes;
  }

  private async standing(viewer: Viewer, ids: readonly string[]): Promise<Map<string, Standing>> {
    const work = currentWork();
    await work.query('select 1 from customer c where c.id in (select customer_id from customer_merge where id = any($1::uuid[]) union select absorbed_id from customer_merge where id = any($1::uuid[])) order by c.id for update', [ids]);
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const reach = this.customers.reach(viewer, 'customer.merge');
    const rows = await work.query<Standing>(
      `select m.id, m.archived_at is not null as undone, (${reach('c', params)} and ${reach('a', params)}) as reached,
          (a.archived_at is null and r.archived_at is null and r.merged_into_id is null and a.id <> r.id) as free
        from customer_merge m join customer c on c.id = m.customer_id join customer a on a.id = m.absorbed_id
        join customer p on p.id = m.parent_id join customer r on r.id = coalesce(p.merged_into_id, p.id) where m.id = any(${list})`, params.values(viewer));
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** Why a merge or a parting is left as it is; null where it may be taken back. */
function conflictOf({ action }: BatchItem, standing: Standing | undefined): RevertOutcome['conflict'] | null {
  if (!standing) return 'GONE';
  if (!standing.reached) return 'OUT_OF_REACH';
  const asLeft = action === 'INSERT' ? !standing.undone : standing.undone && standing.free;
  return asLeft ? null : 'CHANGED_SINCE';
}

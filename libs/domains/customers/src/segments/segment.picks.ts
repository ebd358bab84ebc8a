import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '../profile/customer.entity';
import { customerList } from '../profile/customer.list';
import { compileDefinition } from './compile/compile';
import type { Definition } from './compile/definition';
import { SegmentRefresher } from './refresh/refresher';

export const PICKS_MOST = 200_000;

interface Meant {
  definition: Definition | null;
  customerIds: readonly string[] | null;
  filter: object | null;
}

/** Whom people have put into static segments. */
@Injectable()
export class SegmentPicks {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly refresher: SegmentRefresher,
    private readonly clock: Clock,
  ) {}

  /** Fills a new segment with whom a definition or a filter finds now, or with these customers. */
  async fill(viewer: Viewer, id: string, { definition, customerIds, filter }: Meant): Promise<void> {
    if (customerIds) return this.add(viewer, id, customerIds);
    if (!definition && !filter) return;
    const params = Params.empty();
    const found = definition
      ? compileDefinition(definition, { viewer, params, clock: this.clock, ...(await this.refresher.around()), only: null })
      : `select t.id from ${this.customers.matching(viewer, { filter }, customerList, params)} and t.archived_at is null`;
    await this.put(viewer, id, found, params);
  }

  /** Adds customers within reach; one that is out of reach refuses them all. */
  async add(viewer: Viewer, id: string, customerIds: readonly string[]): Promise<void> {
    const params = Params.empty();
    const asked = [...new Set(customerIds)];
    const found = `select t.id from customer t where t.id = any(${params.add(asked, 'uuid[]')}) and t.archived_at is null and ${this.customers.reach(viewer)('t', params)}`;
    const rows = await currentWork().query(found, params.values(viewer));
    if (rows.length !== asked.length) throw new DomainError('NOT_FOUND');
    await this.put(viewer, id, found, params);
  }

  /** Takes customers within reach out; what was said of a record that has since been merged into one of them goes with it. */
  async remove(viewer: Viewer, id: string, customerIds: readonly string[]): Promise<void> {
    const params = Params.empty();
    const asked = [...new Set(customerIds)];
    const rows = await currentWork().query<{ id: string }>(`select t.id from customer t where t.id = any(${params.add(asked, 'uuid[]')}) and ${this.customers.reach(viewer)('t', params)}`, params.values(viewer));
    if (rows.length !== asked.length) throw new DomainError('NOT_FOUND');
    await currentWork().query('delete from segment_pick where segment_id = $1 and customer_id = any($2::uuid[])', [id, asked]);
  }

  private async put(viewer: Viewer, id: string, found: string, params: Params): Promise<void> {
    const segment = params.add(id, 'uuid');
    const rows = await currentWork().query<{ found: number }>(
      `with meant as materialized (select id from (${found}) m limit ${PICKS_MOST + 1}),
        put as (insert into segment_pick (id, segment_id, customer_id) select uuidv7(), ${segment}, m.id from meant m
          where not exists (select 1 from segment_pick p where p.segment_id = ${segment} and p.customer_id = m.id and p.archived_at is null))
      select count(*)::int as found from meant`, params.values(viewer));
    if (rows[0]!.found > PICKS_MOST) throw new DomainError('SEGMENT_TOO_LARGE', { max: PICKS_MOST });
  }
}

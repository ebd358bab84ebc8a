import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { sumOf, type Bought } from '../households/household.rules';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import type { Referrals, RelationEdge, RelationGraph } from './relationship.inputs';
import { Relationship } from './relationship.entity';

/** More than so many nobody can look at. */
const MOST = 200;
/** The strongest so many of the customer in the middle. */
const MOST_NEAR = 100;
/** The strongest so many behind each of its neighbours. */
const MOST_BEHIND = 150;

const standing = (alias: string): string => `${alias}.archived_at is null and ${alias}.from_id <> ${alias}.to_id and (${alias}.valid_to is null or ${alias}.valid_to >= company_today())`;

/** Who stands around a customer, as far as the reader reaches: nobody is found by way of somebody out of reach. */
@Injectable()
export class RelationGraphs {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Relationship) private readonly relationships: Records<Relationship>,
    private readonly database: Database,
  ) {}

  /** Two steps far, the nearest and strongest first. */
  async graph(viewer: Viewer, customerId: string): Promise<RelationGraph> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const nodes = await this.around(viewer, customerId);
    const shown = nodes.slice(0, MOST);
    const ids = shown.map(({ id }) => id);
    const edges = await this.database.query<RelationEdge & Record<string, unknown>>(
      `select r.id, r.from_id as "fromId", r.to_id as "toId", r.kind, r.strength from relationship r where r.from_id = any($1::uuid[]) and r.to_id = any($1::uuid[]) and ${standing('r')} order by r.strength desc, r.id limit 2000`, [ids]);
    return { nodes: shown, edges, isCut: nodes.length > MOST };
  }

  /** What somebody's referrals have brought, by the records within reach and by the amounts that this reader may see. */
  async referrals(viewer: Viewer, customerId: string): Promise<Referrals> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const params = Params.empty();
    const reach = this.relationships.reach(viewer)('t', params);
    const rows = await this.database.query<{ id: string }>(
      `select distinct t.to_id as id from relationship t where t.from_id = ${params.add(customerId, 'uuid')} and t.kind = 'REFERRER' and ${standing('t')} and ${reach} limit 5000`, params.values(viewer));
    const brought = await this.customers.readAll(viewer, rows.map(({ id }) => id), selectionFrom(['id', 'summary.orderCount', 'summary.refundCount', 'summary.netAmount', 'summary.lastOrderOn']));
    const bought = brought.flatMap((row) => (row['summary'] ? [row['summary'] as Bought] : []));
    return { made: brought.length, bought: bought.filter(({ orderCount }) => (orderCount ?? 0) > 0).length, revenue: sumOf(bought) };
  }

  /**
   * The neighbours within reach, then theirs. Reach is looked up customer by customer from the strongest on, and no further than the
   * answer goes: a join would read all customers wherever the planner takes a hub for a crowd. The indexes bear all that is read here.
   */
  private async around(viewer: Viewer, customerId: string): Promise<{ id: string; hop: number }[]> {
    const params = Params.empty();
    const start = params.add(customerId, 'uuid');
    const scopes = planOf(viewer, this.relationships.policy as never).scopes(this.relationships.policy.read);
    const reach = `${ofCustomers.scope.where(scopes, viewer, 't', params)} and ${planOf(viewer, ofCustomers).reach('t', params)}`;
    const reached = (id: string): string => `(select true from customer t where t.id = ${id} and t.archived_at is null and ${reach})`;
    const sides = (of: string, most: number, only: (far: string) => string): string =>
      ([['from_id', 'to_id'], ['to_id', 'from_id']] as const)
        .map(([near, far]) => `(select r.${far} as id, r.strength from relationship r where r.${near} = ${of} and ${standing('r')}${only(`r.${far}`)} order by r.strength desc, r.id limit ${most})`).join(' union all ');
    return this.database.query<{ id: string; hop: number }>(
      `with near as materialized (select y.id, max(y.strength) as strength from (${sides(start, MOST_NEAR, (far) => ` and ${reached(far)}`)}) y group by 1 order by 2 desc, 1 limit ${MOST_NEAR}),
        behind as (select y.id, max(y.strength) as strength from near a cross join lateral (${sides('a.id', MOST_BEHIND, () => '')}) y group by 1),
        far as (select b.id, b.strength from behind b where b.id <> ${start} and not exists (select 1 from near n where n.id = b.id) order by 2 desc, 1)
      select id, hop from (
        select ${start} as id, 0 as hop, 1::real as strength union all select id, 1, strength from near
        union all (select f.id, 2, f.strength from far f where ${reached('f.id')} limit ${MOST + 1})
      ) x order by hop, strength desc, id limit ${MOST + 1}`,
      params.values(viewer),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { RelationKind } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import type { Referrals, RelationEdge, RelationGraph } from './relationship.inputs';
import { Relationship } from './relationship.entity';

/** More than so many nobody can look at. */
const MOST = 200;
/** The strongest so many of each customer on the way. */
const MOST_OF_ONE = 100;
const HOUSEHOLD_MOST = 50;

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
    const nodes = await this.around(viewer, customerId, { hops: 2, most: MOST + 1, kind: null });
    const shown = nodes.slice(0, MOST);
    const ids = shown.map(({ id }) => id);
    const edges = await this.database.query<RelationEdge & Record<string, unknown>>(
      `select r.id, r.from_id as "fromId", r.to_id as "toId", r.kind, r.strength from relationship r where r.from_id = any($1::uuid[]) and r.to_id = any($1::uuid[]) and ${standing('r')} order by r.strength desc, r.id limit 2000`, [ids]);
    return { nodes: shown, edges, isCut: nodes.length > MOST };
  }

  /** The customers who live in one household with this one, itself among them. */
  async household(viewer: Viewer, customerId: string): Promise<string[]> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    return (await this.around(viewer, customerId, { hops: 8, most: HOUSEHOLD_MOST, kind: RelationKind.HOUSEHOLD })).map(({ id }) => id);
  }

  /** What somebody's referrals have brought, by the records within reach and by the amounts that this reader may see. */
  async referrals(viewer: Viewer, customerId: string): Promise<Referrals> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const params = Params.empty();
    const reach = this.relationships.reach(viewer)('t', params);
    const rows = await this.database.query<{ id: string }>(
      `select distinct t.to_id as id from relationship t where t.from_id = ${params.add(customerId, 'uuid')} and t.kind = 'REFERRER' and ${standing('t')} and ${reach} limit 5000`, params.values(viewer));
    const brought = await this.customers.readAll(viewer, rows.map(({ id }) => id), selectionFrom(['id', 'summary.orderCount', 'summary.netAmount']));
    const summaries = brought.flatMap((row) => (row['summary'] ? [row['summary'] as { orderCount: number | null; netAmount: MoneyValue | null }] : []));
    return { made: brought.length, bought: summaries.filter(({ orderCount }) => (orderCount ?? 0) > 0).length, revenue: total(summaries.map(({ netAmount }) => netAmount)) };
  }

  private async around(viewer: Viewer, customerId: string, given: { hops: number; most: number; kind: RelationKind | null }): Promise<{ id: string; hop: number }[]> {
    const params = Params.empty();
    const start = params.add(customerId, 'uuid');
    const kind = given.kind === null ? '' : ` and r.kind = ${params.add(given.kind, 'text')}`;
    const word = this.relationships.policy.read;
    const scopes = planOf(viewer, this.relationships.policy as never).scopes(word);
    const reach = `${ofCustomers.scope.where(scopes, viewer, 't', params)} and ${planOf(viewer, ofCustomers).reach('t', params)}`;
    const side = (near: string, far: string): string =>
      `(select r.${far} as id, r.strength from relationship r where r.${near} = a.id and ${standing('r')}${kind} order by r.strength desc, r.id limit ${MOST_OF_ONE})`;
    return this.database.query<{ id: string; hop: number }>(
      `with recursive around (id, hop, strength) as (
          select ${start}, 0, 1::real
          union
          select x.id, a.hop + 1, x.strength from around a cross join lateral (
            select y.id, y.strength from (${side('from_id', 'to_id')} union all ${side('to_id', 'from_id')}) y
              where exists (select 1 from customer t where t.id = y.id and t.archived_at is null and ${reach}) order by y.strength desc, y.id limit ${MOST_OF_ONE}
          ) x where a.hop < ${given.hops}
        )
      select id, min(hop) as hop from around group by id order by min(hop), max(strength) desc, id limit ${given.most}`,
      params.values(viewer),
    );
  }
}

/** The sum of amounts of one currency; null for none, for several currencies, and where one of them is closed. */
export function total(amounts: readonly (MoneyValue | null)[]): MoneyValue | null {
  const known = amounts.filter((amount): amount is MoneyValue => amount !== null && amount !== undefined);
  const currency = known[0]?.currency;
  if (currency === undefined || known.some((amount) => amount.currency !== currency)) return null;
  return { minor: known.reduce((sum, { minor }) => sum + minor, 0), currency };
}

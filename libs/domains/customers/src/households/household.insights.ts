import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { HouseholdReason } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { HouseholdMember } from './household.entity';
import type { HouseholdSuggestion, HouseholdTotals } from './household.inputs';
import { latestOf, sumOf, type Bought } from './household.rules';

const SUGGESTED_MOST = 10;
const PRESENT = 'archived_at is null and (t.valid_to is null or t.valid_to >= company_today())';
/** The family name where it is kept apart, else the first character of a Chinese name. */
const family = (alias: string): string => `coalesce(nullif(${alias}.family_name, ''), substring(${alias}.name from '^[\\u4e00-\\u9fff]'))`;

/** What follows from households, and who may belong to one: always as far as the reader reaches. */
@Injectable()
export class HouseholdInsights {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(HouseholdMember) private readonly members: Records<HouseholdMember>,
    private readonly database: Database,
  ) {}

  /** What the present members have bought together; who is out of reach is counted, and adds nothing to any sum. */
  async totals(viewer: Viewer, householdId: string): Promise<HouseholdTotals> {
    const params = Params.empty();
    const id = params.add(householdId, 'uuid');
    const reach = this.members.reach(viewer)('t', params);
    const rows = await this.database.query<{ id: string; near: boolean }>(`select t.customer_id as id, bool_or(${reach}) as near from household_member t where t.household_id = ${id} and t.${PRESENT} group by 1`, params.values(viewer));
    const near = rows.filter((row) => row.near).map((row) => row.id);
    const read = await this.customers.readAll(viewer, near, selectionFrom(['id', ...['orderCount', 'refundCount', 'netAmount', 'lastOrderOn'].map((name) => `summary.${name}`)]));
    const bought = read.flatMap((row) => (row['summary'] ? [row['summary'] as Bought] : []));
    const isClosed = planOf(viewer, ofCustomers).field('summary').clear === false;
    return {
      memberCount: near.length, hiddenCount: rows.length - near.length,
      orderCount: isClosed ? null : bought.reduce((sum, { orderCount }) => sum + (orderCount ?? 0), 0), netAmount: sumOf(bought), lastOrderOn: latestOf(bought),
    };
  }

  /**
   * Who may live with somebody: related as family, or known by the same phone and bearing the same family name or living in the same
   * city. A name or a city alone suggests nobody, and what the reader may not see is no reason.
   */
  async suggestions(viewer: Viewer, customerId: string): Promise<HouseholdSuggestion[]> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const plan = planOf(viewer, ofCustomers);
    const params = Params.empty();
    const me = params.add(customerId, 'uuid');
    const reach = ofCustomers.scope.where(planOf(viewer, this.members.policy as never).scopes(), viewer, 't', params);
    const open = (field: string, where: 'clear' | 'masked'): string => ['me', 't'].map((alias) => plan.condition(plan.field(field)[where], alias, params)).join(' and ');
    const sharing = (column: string): string => `select o.customer_id from customer_identity i join customer_identity o on o.${column} = i.${column} and o.kind = 'PHONE' and o.archived_at is null where i.customer_id = ${me} and i.kind = 'PHONE' and i.archived_at is null`;
    const side = (near: string, far: string): string => `select r.${far} from relationship r where r.${near} = ${me} and r.kind in ('FAMILY', 'HOUSEHOLD') and r.archived_at is null and (r.valid_to is null or r.valid_to >= company_today())`;
    const rows = await this.database.query<{ id: string } & Record<HouseholdReason, boolean>>(
      `with kin as materialized (${side('from_id', 'to_id')} union ${side('to_id', 'from_id')}), caller as materialized (${sharing('blind_index')} union ${sharing('blind_index_b')})
        select * from (select t.id, t.id in (select * from kin) as "FAMILY", (t.id in (select * from caller) and ${open('phone', 'masked')}) as "PHONE",
            coalesce(${family('t')} = ${family('me')} and ${open('name', 'clear')} and ${open('familyName', 'clear')}, false) as "NAME",
            coalesce((t.city, coalesce(t.region, '')) = (me.city, coalesce(me.region, '')) and ${open('city', 'clear')}, false) as "ADDRESS"
          from (select * from kin union select * from caller) near(id) join customer t on t.id = near.id join customer me on me.id = ${me}
          where t.id <> ${me} and t.archived_at is null and t.kind = 'PERSON' and me.kind = 'PERSON' and ${reach} and ${plan.reach('t', params)}
            and not exists (select 1 from household_member a join household_member b on b.household_id = a.household_id and b.archived_at is null join household h on h.id = a.household_id and h.archived_at is null where a.customer_id = ${me} and a.archived_at is null and b.customer_id = t.id)) x
        where "FAMILY" or "PHONE" and ("NAME" or "ADDRESS") order by "FAMILY" desc, "PHONE" desc, "NAME" desc, "ADDRESS" desc, id limit ${SUGGESTED_MOST}`, params.values(viewer));
    const order = [HouseholdReason.FAMILY, HouseholdReason.PHONE, HouseholdReason.NAME, HouseholdReason.ADDRESS];
    return rows.map((row) => ({ id: row.id, reasons: order.filter((reason) => row[reason]) }));
  }
}

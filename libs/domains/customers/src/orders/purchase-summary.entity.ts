import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived, MoneyOf } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';

/** One category's part of a customer's product spend. */
@Access('customer.read')
@ObjectType()
export class CategoryShare {
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => Percent, { nullable: true })
  share!: number | null;

  @Field(() => Money, { nullable: true })
  amount!: MoneyValue | null;
}

/** One calendar month of a customer's purchases. */
@Access('customer.read')
@ObjectType()
export class PurchaseMonth {
  @Field(() => Day, { nullable: true, description: 'First day of the month' })
  month!: string;

  @Field(() => Money, { nullable: true })
  amount!: MoneyValue | null;

  @Field(() => Int, { nullable: true })
  orderCount!: number;
}

const topCategories = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('name', g.name, 'share', (e.v->>'share')::numeric,
      'amount', json_build_object('minor', (e.v->>'minor')::bigint, 'currency', ${alias}.currency)) order by e.place), '[]')
    from jsonb_array_elements(${alias}.top_category) with ordinality e(v, place) left join product_category g on g.id = (e.v->>'id')::uuid)`;

/** Months of the last two years in which the customer `alias` bought or returned something; none where orders came in two currencies. */
export const monthsOf = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('month', m.month, 'orderCount', m.orders, 'amount', json_build_object('minor', m.minor, 'currency', m.currency)) order by m.month), '[]')
    from (select date_trunc('month', o.ordered_on)::date as month, min(o.currency) as currency, sum(o.amount_minor)::bigint as minor, count(*) filter (where o.kind = 'SALE') as orders
      from sales_order o join customer_summary s on s.customer_id = o.customer_id and not s.mixed_currency
      where o.customer_id = ${alias}.id and o.archived_at is null and o.ordered_on >= date_trunc('month', company_today() - interval '23 months') group by 1) m)`;

/** What a customer bought, kept up to date as orders are written. Amounts are net of refunds, fees included. */
@Access('customer.read')
@ObjectType()
@Entity('customer_summary')
export class PurchaseSummary {
  @PrimaryColumn('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => Int, { nullable: true })
  @Column('int', { name: 'order_count' })
  orderCount!: number;

  @Field(() => Int, { nullable: true })
  @Column('int', { name: 'refund_count' })
  refundCount!: number;

  @Column('bigint', { name: 'net_minor', nullable: true })
  netMinor!: number | null;

  @Field(() => String, { nullable: true, description: 'Null without orders, and where orders came in two currencies' })
  @Column('text', { nullable: true })
  currency!: string | null;

  @Field(() => Money, { nullable: true, description: 'Sales less refunds, fees included' })
  @MoneyOf('netMinor')
  netAmount?: MoneyValue | null;

  @Field(() => Money, { nullable: true, description: 'Net amount divided by the number of sales' })
  @Derived((alias) => `case when ${alias}.order_count > 0 and ${alias}.net_minor is not null then json_build_object('minor', round(${alias}.net_minor::numeric / ${alias}.order_count)::bigint, 'currency', ${alias}.currency) end`)
  averageAmount?: MoneyValue | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'first_order_on', nullable: true })
  firstOrderOn!: string | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'last_order_on', nullable: true })
  lastOrderOn!: string | null;

  @Field(() => Int, { nullable: true, description: 'Days since the last sale' })
  @Derived((alias) => `company_today() - ${alias}.last_order_on`)
  recencyDays?: number | null;

  @Field(() => Float, { nullable: true, description: 'Median of the days between neighbouring days with a sale' })
  @Column('numeric', { name: 'gap_median_days', nullable: true })
  gapMedianDays!: number | null;

  @Field(() => [CategoryShare], { nullable: true })
  @Derived(topCategories)
  topCategories?: CategoryShare[] | null;
}

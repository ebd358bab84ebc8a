import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived } from '@dossier/kernel/data';
import { Day, Percent } from '@dossier/kernel/graphql';
import { ForecastLack, ForecastStatus, PriceLeaning } from '@dossier/vocabulary/insight-enums';

registerEnumType(ForecastStatus, { name: 'ForecastStatus' });
registerEnumType(ForecastLack, { name: 'ForecastLack' });
registerEnumType(PriceLeaning, { name: 'PriceLeaning' });

/** A category and how probable it is that a line of the next purchase belongs to it. */
@Access('score.read')
@ObjectType()
export class NextCategory {
  @Field(() => ID, { nullable: true }) id!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Percent, { nullable: true, description: 'Of a line of the next purchase' }) share!: number;
}

/** A product that is usually bought again, and when this customer is due for it. */
@Access('score.read')
@ObjectType()
export class Replenishment {
  @Field(() => ID, { nullable: true }) productId!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Day, { nullable: true }) lastOn!: string;
  @Field(() => Day, { nullable: true, description: 'The last purchase plus the median gap of all who buy it again' }) dueOn!: string;
  @Field(() => Int, { nullable: true, description: 'Buyers who came again, on whom the gap rests' }) buyers!: number;
}

/** The part of a customer’s spending that goes to one brand. */
@Access('score.read')
@ObjectType()
export class BrandShare {
  @Field(() => String, { nullable: true }) brand!: string;
  @Field(() => Percent, { nullable: true, description: 'Of net spending on products whose brand is known' }) share!: number;
}

/** Bought again by three of ten of at least twenty buyers, a product is one that is bought again and again. */
const replenished = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('productId', x.product_id, 'name', x.name, 'lastOn', x.last_on, 'dueOn', x.last_on + round(x.gap_days)::int, 'buyers', x.repeat_buyers) order by x.last_on + round(x.gap_days)::int, x.product_id), '[]')
    from (select l.product_id, p.name, max(o.ordered_on) as last_on, a.gap_days, a.repeat_buyers from sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null and l.quantity > 0
      join product_pace a on a.product_id = l.product_id and a.buyers >= 20 and a.repeat_buyers >= 0.3 * a.buyers and a.gap_days is not null join product p on p.id = l.product_id and p.archived_at is null
      where o.customer_id = ${alias}.customer_id and o.kind = 'SALE' and o.archived_at is null group by l.product_id, p.name, a.gap_days, a.repeat_buyers order by max(o.ordered_on) + round(a.gap_days)::int limit 10) x)`;

/** Only where the retail pack is applied, and of the brands that brought something after all that went back. */
const brandShares = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('brand', x.brand, 'share', x.minor / x.whole) order by x.minor desc, x.brand), '[]')
    from (select b.*, sum(b.minor) over () as whole from (select p.brand, sum(l.amount_minor)::float8 as minor from sales_order o join order_line l on l.order_id = o.id and l.kind = 'PRODUCT' and l.archived_at is null join product p on p.id = l.product_id and p.brand is not null
      where o.customer_id = ${alias}.customer_id and o.archived_at is null and exists (select 1 from industry_pack k where k.code = 'RETAIL' and k.archived_at is null) group by 1 having sum(l.amount_minor) > 0) b order by b.minor desc limit 5) x)`;

const likeliest = (alias: string): string =>
  `(select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'share', e.share) order by e.place), '[]')
    from (values (1, ${alias}.category1_id, ${alias}.category1_share), (2, ${alias}.category2_id, ${alias}.category2_share), (3, ${alias}.category3_id, ${alias}.category3_share)) e(place, id, share)
    join product_category g on g.id = e.id)`;

/** When a customer is expected to buy next, and what. Where too little is known it says of what, and tells no number. */
@Access('score.read')
@ObjectType()
@Entity('customer_next')
export class NextNeed {
  @PrimaryColumn('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => ForecastStatus, { nullable: true }) @Column('text') status!: ForecastStatus;
  @Field(() => ForecastLack, { nullable: true, description: 'Of what there is too little' }) @Column('text', { nullable: true }) lack!: ForecastLack | null;
  @Field(() => Int, { nullable: true }) @Column('int', { nullable: true }) found!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int', { nullable: true }) needed!: number | null;
  @Field(() => Int, { nullable: true, description: 'Days with a purchase that it rests on' }) @Column('int') purchases!: number;
  @Field(() => Boolean, { nullable: true, description: 'Buys in a rhythm: its own gaps tell when; otherwise how often it has bought' }) @Column('bool') regular!: boolean;
  @Field(() => Day, { nullable: true, description: 'Half of such customers have bought by then, of those who come at all' }) @Column('date', { name: 'expected_on', nullable: true }) expectedOn!: string | null;
  @Field(() => Day, { nullable: true, description: 'First day of the window in which 80 of 100 such customers come' }) @Column('date', { name: 'earliest_on', nullable: true }) earliestOn!: string | null;
  @Field(() => Day, { nullable: true, description: 'Last day of that window; null past thirty years' }) @Column('date', { name: 'latest_on', nullable: true }) latestOn!: string | null;
  @Field(() => Percent, { nullable: true, description: 'Probability of a purchase within 30 days, whether the customer still comes taken into account' }) @Column('float8', { nullable: true }) within30!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { nullable: true }) within60!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { nullable: true }) within90!: number | null;
  @Field(() => [NextCategory], { nullable: true, description: 'The three likeliest' }) @Derived(likeliest) categories?: NextCategory[] | null;
  @Field(() => [Replenishment], { nullable: true, description: 'Products usually bought again that the customer has bought, the next due first; ten at most' }) @Derived(replenished) replenishments?: Replenishment[] | null;
  @Field(() => [BrandShare], { nullable: true, description: 'The five strongest; none without the retail pack' }) @Derived(brandShares) brands?: BrandShare[] | null;
  @Field(() => PriceLeaning, { nullable: true, description: 'Null where too few lines or hardly moving prices say nothing' }) @Column('text', { name: 'price_leaning', nullable: true }) priceLeaning!: PriceLeaning | null;
  @Field(() => Percent, { nullable: true, description: 'Lines below the usual price of their product' }) @Column('float8', { name: 'price_share', nullable: true }) priceShare!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { name: 'price_low', nullable: true }) priceLow!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { name: 'price_high', nullable: true }) priceHigh!: number | null;
  @Field(() => Percent, { nullable: true, description: 'How often all buyers buy the same products below their usual price' }) @Column('float8', { name: 'price_expected', nullable: true }) priceExpected!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'price_lines', nullable: true }) priceLines!: number | null;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at' }) @Column('date', { name: 'as_of', nullable: true }) asOf!: string | null;

  @Column('uuid', { name: 'category1_id', nullable: true }) category1Id!: string | null;
}

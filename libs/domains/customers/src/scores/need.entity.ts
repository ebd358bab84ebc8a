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
  @Field(() => PriceLeaning, { nullable: true, description: 'Null where too few lines or hardly moving prices say nothing' }) @Column('text', { name: 'price_leaning', nullable: true }) priceLeaning!: PriceLeaning | null;
  @Field(() => Percent, { nullable: true, description: 'Lines below the usual price of their product' }) @Column('float8', { name: 'price_share', nullable: true }) priceShare!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { name: 'price_low', nullable: true }) priceLow!: number | null;
  @Field(() => Percent, { nullable: true }) @Column('float8', { name: 'price_high', nullable: true }) priceHigh!: number | null;
  @Field(() => Percent, { nullable: true, description: 'How often all buyers buy the same products below their usual price' }) @Column('float8', { name: 'price_expected', nullable: true }) priceExpected!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'price_lines', nullable: true }) priceLines!: number | null;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at' }) @Column('date', { name: 'as_of', nullable: true }) asOf!: string | null;

  @Column('uuid', { name: 'category1_id', nullable: true }) category1Id!: string | null;
}

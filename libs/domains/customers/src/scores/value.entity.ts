import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived, MoneyOf } from '@dossier/kernel/data';
import { DateTime, Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { ModelKind, RfmGroup, ScoreBasis } from '@dossier/vocabulary/insight-enums';

registerEnumType(RfmGroup, { name: 'RfmGroup' });

/** By which version of a model a score was made. */
@ObjectType()
@Access('score.read')
export class ScoreOrigin {
  @Field(() => ID) id!: string;
  @Field(() => ModelKind, { nullable: true }) kind!: ModelKind;
  @Field(() => Int, { nullable: true, description: 'The number of the version' }) number!: number;
  @Field(() => String, { nullable: true }) method!: string;
  @Field(() => String, { nullable: true }) methodVersion!: string;
  @Field(() => DateTime, { nullable: true, description: 'When customers were last scored by it' }) scoredAt!: Date | null;
}

/** The version that a row of a shelf (alias) was made by. */
export const originOf = (alias: string): string =>
  `(select json_build_object('id', m.id, 'kind', m.kind, 'number', m.number, 'method', m.method, 'methodVersion', m.method_version, 'scoredAt', to_char(m.scored_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from model_version m where m.id = ${alias}.version_id)`;

/** How a customer stands among all, whether they are still there, and what they are expected to buy and bring. Null fields are not told: by the rule, or for want of data. */
@ObjectType()
@Access('score.read')
@Entity('customer_value')
export class CustomerValue {
  @PrimaryColumn('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'version_id' }) versionId!: string;
  @Field(() => Day, { nullable: true, description: 'The last day that the scores know' }) @Column('date', { name: 'as_of' }) asOf!: string;
  @Field(() => ScoreBasis, { nullable: true, description: 'RULE: next year as the last one, for the model no longer keeps its word' }) @Column('text') basis!: ScoreBasis;
  @Field(() => String, { nullable: true }) @Column('text') currency!: string;
  @Field(() => Int, { nullable: true, description: 'Days with a purchase: what the forecast rests on' }) @Column('int', { name: 'purchase_days' }) purchaseDays!: number;
  @Field(() => Int, { nullable: true, description: '1 to 5, by the days since the last order: 5 the latest fifth' }) @Column('smallint', { name: 'rfm_recency', nullable: true }) rfmRecency!: number | null;
  @Field(() => Int, { nullable: true, description: '1 to 5, by the number of orders' }) @Column('smallint', { name: 'rfm_frequency', nullable: true }) rfmFrequency!: number | null;
  @Field(() => Int, { nullable: true, description: '1 to 5, by the net spend' }) @Column('smallint', { name: 'rfm_monetary', nullable: true }) rfmMonetary!: number | null;
  @Field(() => RfmGroup, { nullable: true }) @Column('text', { name: 'rfm_group', nullable: true }) rfmGroup!: RfmGroup | null;
  @Field(() => Float, { nullable: true, description: 'How probable it is that the customer has not left for good' }) @Column('float8', { name: 'alive_probability', nullable: true }) aliveProbability!: number | null;
  @Field(() => Float, { nullable: true, description: 'How probable it is that they buy nothing within 91 days' }) @Column('float8', { name: 'silence_probability', nullable: true }) silenceProbability!: number | null;
  @Field(() => Float, { nullable: true, description: 'Days with a purchase expected within 12 months' }) @Column('float8', { name: 'expected_purchases', nullable: true }) expectedPurchases!: number | null;
  @Field(() => Float, { nullable: true, description: '80 of 100 customers with this history end at or above it' }) @Column('float8', { name: 'expected_low', nullable: true }) expectedLow!: number | null;
  @Field(() => Float, { nullable: true }) @Column('float8', { name: 'expected_high', nullable: true }) expectedHigh!: number | null;
  @Column('bigint', { name: 'lifetime_minor', nullable: true }) lifetimeMinor!: number | null;
  @Column('bigint', { name: 'lifetime_low_minor', nullable: true }) lifetimeLowMinor!: number | null;
  @Column('bigint', { name: 'lifetime_high_minor', nullable: true }) lifetimeHighMinor!: number | null;
  @Column('bigint', { name: 'long_lifetime_minor', nullable: true }) longLifetimeMinor!: number | null;
  @Field(() => Money, { nullable: true, description: 'What they are expected to bring within 12 months: the margin set for the company, discounted by month' }) @MoneyOf('lifetimeMinor') lifetimeValue?: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'Between this and the next 80 of 100 customers with this history end' }) @MoneyOf('lifetimeLowMinor') lifetimeLow?: MoneyValue | null;
  @Field(() => Money, { nullable: true }) @MoneyOf('lifetimeHighMinor') lifetimeHigh?: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'The same within 36 months' }) @MoneyOf('longLifetimeMinor') longLifetimeValue?: MoneyValue | null;
  @Field(() => Int, { nullable: true, description: 'The time ahead, in days' }) @Derived(() => '365') horizonDays?: number;
  @Field(() => Int, { nullable: true, description: 'Tenth by value among all scored customers: 10 brings most' }) @Column('smallint', { name: 'value_decile', nullable: true }) valueDecile!: number | null;
  @Field(() => ScoreOrigin, { nullable: true }) @Derived(originOf) modelVersion?: ScoreOrigin | null;
}

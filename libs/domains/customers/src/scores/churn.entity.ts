import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { MoneyOf } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { ChurnBand, ChurnReason, ChurnSign, ScoreBasis } from '@dossier/vocabulary/insight-enums';

registerEnumType(ChurnBand, { name: 'ChurnBand' });
registerEnumType(ChurnReason, { name: 'ChurnReason' });
registerEnumType(ChurnSign, { name: 'ChurnSign' });

/** How likely a customer is to leave, by the definition in force, and what that would cost. */
@Access('score.read')
@ObjectType()
@Entity('customer_churn')
export class CustomerChurn {
  @PrimaryColumn('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => ChurnBand, { nullable: true }) @Column('text') band!: ChurnBand;
  @Field(() => ScoreBasis, { nullable: true, description: 'By a fitted model, or by the plain rule, which tells no probability' }) @Column('text') basis!: ScoreBasis;
  @Field(() => Percent, { nullable: true, description: 'Probability of leaving within the horizon of the definition; null by the rule, and of whoever is gone' }) @Column('float8', { nullable: true }) probability!: number | null;
  @Column('bigint', { name: 'at_stake_minor', nullable: true }) atStakeMinor!: number | null;
  @Column('text', { nullable: true }) currency!: string | null;
  @Field(() => Money, { nullable: true, description: 'Probability × sales of the last 365 days × margin' }) @MoneyOf('atStakeMinor') atStake?: MoneyValue | null;
  @Field(() => Int, { nullable: true, description: 'Days since the last purchase' }) @Column('int', { name: 'quiet_days', nullable: true }) quietDays!: number | null;
  @Field(() => Int, { nullable: true, description: 'Days of silence after which this customer counts as gone' }) @Column('int', { name: 'allowed_days', nullable: true }) allowedDays!: number | null;
  @Field(() => Day, { nullable: true, description: 'The day since which the customer counts as gone' }) @Column('date', { name: 'left_on', nullable: true }) leftOn!: string | null;
  @Field(() => [ChurnReason], { nullable: true, description: 'What raises the probability most, at most three' }) @Column('jsonb') reasons!: ChurnReason[];
  @Field(() => [ChurnSign], { nullable: true, description: 'Facts on record of the last half year that may go with leaving' }) @Column('jsonb') signs!: ChurnSign[];
  @Field(() => Boolean, { nullable: true, description: 'One of the tenth that every attempt to keep customers leaves out, so that the attempt can be measured' }) @Column('bool', { name: 'held_out' }) isHeldOut!: boolean;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at' }) @Column('date', { name: 'as_of' }) asOf!: string;
}

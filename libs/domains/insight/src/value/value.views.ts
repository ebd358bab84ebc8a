import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime, Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { AnswerState, RfmColumn, RfmGroup, ScoreBasis } from '@dossier/vocabulary/insight-enums';

registerEnumType(AnswerState, { name: 'AnswerState' });
registerEnumType(RfmColumn, { name: 'RfmColumn' });

/** Customers of one recency score and one frequency score, within reach. */
@ObjectType()
@Access('insight.read')
export class RfmCell {
  @Field(() => Int, { nullable: true, description: '1 to 5: 5 the fifth that came latest' }) recency!: number;
  @Field(() => Int, { nullable: true, description: '1 to 5: 5 the fifth with most orders' }) frequency!: number;
  @Field(() => RfmGroup, { nullable: true }) group!: RfmGroup;
  @Field(() => Int, { nullable: true }) customers!: number;
  @Field(() => Money, { nullable: true, description: 'Net spend of all time; null for whoever may not see amounts' }) revenue!: MoneyValue | null;
}

/** One of the eleven groups, within reach. */
@ObjectType()
@Access('insight.read')
export class RfmGroupFigures {
  @Field(() => RfmGroup, { nullable: true }) group!: RfmGroup;
  @Field(() => Int, { nullable: true }) customers!: number;
  @Field(() => Money, { nullable: true }) revenue!: MoneyValue | null;
  @Field(() => Int, { nullable: true, description: 'How many there were at the end of the month before; null where that is not known' }) customersBefore!: number | null;
  @Field(() => Day, { nullable: true, description: 'That day' }) before!: string | null;
}

/** From which value to which one score reaches, over all customers of the company. */
@ObjectType()
@Access('insight.read')
export class RfmCut {
  @Field(() => RfmColumn, { nullable: true }) column!: RfmColumn;
  @Field(() => Int, { nullable: true }) score!: number;
  @Field(() => Float, { nullable: true, description: 'Days, orders, or minor units' }) from!: number;
  @Field(() => Float, { nullable: true }) to!: number;
}

/** Customers by how lately and how often they buy, scored by the company's own distribution. */
@ObjectType()
@Access('insight.read')
export class RfmGrid {
  @Field(() => AnswerState, { nullable: true }) state!: AnswerState;
  @Field(() => String, { nullable: true, description: 'What there was too little of' }) lack!: string | null;
  @Field(() => Float, { nullable: true }) found!: number | null;
  @Field(() => Float, { nullable: true }) needed!: number | null;
  @Field(() => Day, { nullable: true, description: 'The last day that counts' }) asOf!: string | null;
  @Field(() => DateTime, { nullable: true }) computedAt!: Date | null;
  @Field(() => String, { nullable: true }) currency!: string | null;
  @Field(() => Int, { nullable: true, description: 'Customers within reach who have bought' }) customers!: number | null;
  @Field(() => Money, { nullable: true }) revenue!: MoneyValue | null;
  @Field(() => [RfmColumn], { nullable: true, description: 'Where customers with equal values fall into different scores, by their ids' }) tied!: RfmColumn[];
  @Field(() => [RfmCell], { nullable: true }) cells!: RfmCell[];
  @Field(() => [RfmGroupFigures], { nullable: true }) groups!: RfmGroupFigures[];
  @Field(() => [RfmCut], { nullable: true }) cuts!: RfmCut[];
}

/** A tenth of all scored customers by what they are expected to bring; of it those within reach. */
@ObjectType()
@Access('insight.read')
export class ValueDecile {
  @Field(() => Int, { nullable: true, description: '1 to 10: 10 brings most' }) decile!: number;
  @Field(() => Int, { nullable: true }) customers!: number;
  @Field(() => Money, { nullable: true, description: 'The least value in it' }) from!: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'The greatest value in it' }) to!: MoneyValue | null;
  @Field(() => Money, { nullable: true }) mean!: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'The mean that comes lies between this and the next in 80 of 100 cases, if the model is right' }) low!: MoneyValue | null;
  @Field(() => Money, { nullable: true }) high!: MoneyValue | null;
  @Field(() => Money, { nullable: true }) total!: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'What was foretold of one customer of this tenth for the held-out quarter, over the company; null for whoever may not see model cards' }) predicted!: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'What came' }) realised!: MoneyValue | null;
}

/** Customers who are still there with a probability in this range. */
@ObjectType()
@Access('insight.read')
export class AliveBin {
  @Field(() => Float, { nullable: true }) from!: number;
  @Field(() => Float, { nullable: true }) to!: number;
  @Field(() => Int, { nullable: true }) customers!: number;
}

/** What was foretold for a quarter that the fit had not seen, and what came: the share of customers who buy. */
@ObjectType()
@Access('model.read')
export class ValueHoldOut {
  @Field(() => Day, { nullable: true }) from!: string;
  @Field(() => Day, { nullable: true }) to!: string;
  @Field(() => Float, { nullable: true }) predicted!: number;
  @Field(() => Float, { nullable: true }) realised!: number;
  @Field(() => Int, { nullable: true }) customers!: number;
}

/** What customers are expected to bring within 12 months, and how many are probably still there. */
@ObjectType()
@Access('insight.read')
export class ValueDistribution {
  @Field(() => AnswerState, { nullable: true }) state!: AnswerState;
  @Field(() => String, { nullable: true }) lack!: string | null;
  @Field(() => Float, { nullable: true }) found!: number | null;
  @Field(() => Float, { nullable: true }) needed!: number | null;
  @Field(() => ScoreBasis, { nullable: true, description: 'RULE: next year as the last one, for the model no longer keeps its word' }) basis!: ScoreBasis | null;
  @Field(() => Day, { nullable: true }) asOf!: string | null;
  @Field(() => DateTime, { nullable: true }) computedAt!: Date | null;
  @Field(() => String, { nullable: true }) currency!: string | null;
  @Field(() => Int, { nullable: true }) horizonDays!: number;
  @Field(() => Float, { nullable: true, description: 'Level of the ranges' }) level!: number;
  @Field(() => String, { nullable: true, description: 'The method, with its version' }) method!: string | null;
  @Field(() => Int, { nullable: true, description: 'Scored customers within reach' }) customers!: number | null;
  @Field(() => [ValueDecile], { nullable: true }) deciles!: ValueDecile[];
  @Field(() => [AliveBin], { nullable: true, description: 'Ten ranges; none by the rule' }) alive!: AliveBin[];
  @Field(() => ValueHoldOut, { nullable: true }) holdOut!: ValueHoldOut | null;
}

import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { RecommendationArm, RecommendationReason, RecommendationState } from '@dossier/vocabulary/insight-enums';

registerEnumType(RecommendationState, { name: 'RecommendationState' });
registerEnumType(RecommendationArm, { name: 'RecommendationArm' });
registerEnumType(RecommendationReason, { name: 'RecommendationReason' });

/** One product that is recommended, and why. */
@ObjectType()
@Access('recommendation.serve')
export class RecommendedItem {
  @Field(() => ID, { nullable: true }) productId!: string;
  @Field(() => String, { nullable: true }) code!: string;
  @Field(() => String, { nullable: true }) name!: string;
  @Field(() => NamedRef, { nullable: true }) category!: NamedRef | null;
  @Field(() => Money, { nullable: true }) unitPrice!: MoneyValue | null;
  @Field(() => RecommendationReason, { nullable: true }) reason!: RecommendationReason;
  @Field(() => NamedRef, { nullable: true, description: 'What the customer bought that speaks for it; null for whoever may not see purchases' }) because!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true, description: 'The topic of an interest; null for whoever may not see interests' }) topic!: NamedRef | null;
  @Field(() => Float, { nullable: true, description: 'Of a product that is due again: days after which it is usually bought again' }) gapDays!: number | null;
  @Field(() => Int, { nullable: true, description: 'Customers who bought it' }) buyers!: number | null;
}

/** Products for one customer at one place. */
@ObjectType()
@Access('recommendation.serve')
export class Recommendation {
  @Field(() => ID, { nullable: true }) customerId!: string;
  @Field(() => String, { nullable: true }) slot!: string;
  @Field(() => RecommendationState, { nullable: true }) state!: RecommendationState;
  @Field(() => RecommendationArm, { nullable: true, description: 'Which arm the customer belongs to at this place, for good' }) arm!: RecommendationArm;
  @Field(() => Day, { nullable: true }) servedOn!: string;
  @Field(() => [RecommendedItem], { nullable: true }) items!: RecommendedItem[];
}

/** One arm of a comparison. */
@ObjectType()
@Access('insight.read')
export class RecommendationArmFigures {
  @Field(() => RecommendationArm, { nullable: true }) arm!: RecommendationArm;
  @Field(() => Int, { nullable: true }) customers!: number;
  @Field(() => Int, { nullable: true, description: 'Days on which something was shown, summed over customers' }) exposures!: number;
  @Field(() => Int, { nullable: true, description: 'Customers with an order after the first exposure, within the days asked for' }) buyers!: number;
  @Field(() => Percent, { nullable: true }) rate!: number | null;
  @Field(() => Percent, { nullable: true, description: 'Of 95 of 100 samples' }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
}

/** What recommendations at one place brought. */
@ObjectType()
@Access('insight.read')
export class RecommendationReport {
  @Field(() => String, { nullable: true }) slot!: string;
  @Field(() => Day, { nullable: true }) from!: string;
  @Field(() => Day, { nullable: true }) to!: string;
  @Field(() => Int, { nullable: true }) days!: number;
  @Field(() => [RecommendationArmFigures], { nullable: true }) arms!: RecommendationArmFigures[];
  @Field(() => Percent, { nullable: true, description: 'Rate of the model’s arm less that of the hold-out; null where either has fewer than thirty customers' }) uplift!: number | null;
  @Field(() => Percent, { nullable: true, description: 'Newcombe’s range, 95 of 100' }) upliftLow!: number | null;
  @Field(() => Percent, { nullable: true }) upliftHigh!: number | null;
  @Field(() => Int, { nullable: true, description: 'Customers in the smaller arm' }) found!: number;
  @Field(() => Int, { nullable: true, description: 'That each arm needs' }) needed!: number;
  @Field(() => Percent, { nullable: true, description: 'Of the products on sale, those that the model showed to anybody' }) coverage!: number | null;
  @Field(() => Float, { nullable: true, description: 'Gini’s coefficient over products on sale of how often the model showed them' }) gini!: number | null;
}

@ArgsType()
export class RecommendArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
  @Field(() => String, { description: 'The place where they are shown: small letters, digits and dashes' }) @IsString() @Matches(/^[a-z][a-z0-9-]{0,39}$/) slot!: string;
  @Field(() => Int, { defaultValue: 5 }) @IsInt() @Min(1) @Max(20) first!: number;
}

@ArgsType()
export class ReportArgs {
  @Field(() => String) @IsString() @Matches(/^[a-z][a-z0-9-]{0,39}$/) slot!: string;
  @Field(() => Day, { nullable: true, description: 'The last 90 days unless said' }) @IsOptional() @IsString() from?: string | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsString() to?: string | null;
  @Field(() => Int, { defaultValue: 14, description: 'Days after the first exposure within which an order counts' }) @IsInt() @Min(1) @Max(180) days!: number;
}

import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { BuyerReason, ForecastStatus } from '@dossier/vocabulary/insight-enums';

registerEnumType(BuyerReason, { name: 'BuyerReason' });

/** So many customers can be taken at most. */
export const MOST_BUYERS = 5_000;

/** One customer, how probable it is that they buy, and why. */
@ObjectType()
@Access('score.read')
export class LikelyBuyer {
  @Field(() => ID, { nullable: true }) customerId!: string;
  @Field(() => Percent, { nullable: true, description: 'Of a purchase within 90 days' }) propensity!: number;
  @Field(() => [BuyerReason], { nullable: true, description: 'The strongest first' }) reasons!: BuyerReason[];
  @Field(() => Percent, { nullable: true, description: 'Probability of any purchase within 90 days' }) within90!: number;
  @Field(() => Percent, { nullable: true, description: 'Of a line of the next purchase, that it is of the category' }) share!: number;
}

/** Customers in the order of how probable it is that they buy something, with what may be expected of them. */
@ObjectType()
@Access('score.read')
export class LikelyBuyers {
  @Field(() => ForecastStatus, { nullable: true, description: 'REFUSED where no model of the next need is in force, or nobody is left' }) status!: ForecastStatus;
  @Field(() => NamedRef, { nullable: true }) category!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true }) product!: NamedRef | null;
  @Field(() => Int, { nullable: true, description: 'Customers within reach of whom it may be told; five thousand at most are looked at' }) candidates!: number;
  @Field(() => Boolean, { nullable: true, description: 'False where there are more than were looked at' }) isExact!: boolean;
  @Field(() => Int, { nullable: true, description: 'The first of them, as many as were asked for' }) size!: number;
  @Field(() => Int, { nullable: true, description: 'Of these, those kept out as a control group' }) control!: number;
  @Field(() => Percent, { nullable: true, description: 'Buyers expected within 90 days among those who are contacted: the sum of their propensities' }) expected!: number;
  @Field(() => Percent, { nullable: true, description: 'By chance alone, 95 of 100; what the model does not know comes on top' }) expectedLow!: number;
  @Field(() => Percent, { nullable: true }) expectedHigh!: number;
  @Field(() => Money, { nullable: true, description: 'Expected buyers times what an order of theirs is worth on average; null where orders are in several currencies or may not be seen' }) revenue!: MoneyValue | null;
  @Field(() => Day, { nullable: true, description: 'The last day that the forecasts look at' }) asOf!: string | null;
  @Field(() => [LikelyBuyer], { nullable: true, description: 'The first fifty' }) buyers!: LikelyBuyer[];
}

/** The segment of likely buyers that was made, and the control group that was kept out of it. */
@ObjectType()
@Access('segment.read')
export class LikelyBuyersSegments {
  @Field(() => ID, { nullable: true }) segmentId!: string;
  @Field(() => ID, { nullable: true }) controlId!: string | null;
  @Field(() => Int, { nullable: true }) contacted!: number;
  @Field(() => Int, { nullable: true }) control!: number;
}

@ArgsType()
export class LikelyBuyersArgs {
  @Field(() => ID, { nullable: true, description: 'A category, or a product' }) @IsOptional() @IsUUID() categoryId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => Int, { defaultValue: 500 }) @IsInt() @Min(10) @Max(MOST_BUYERS) size!: number;
  @Field(() => Boolean, { defaultValue: true, description: 'Keep one of ten out, to compare with' }) @IsBoolean() withControl!: boolean;
  @Field(() => Boolean, { defaultValue: true, description: 'Only those who may be used for marketing now' }) @IsBoolean() forMarketing!: boolean;
}

@InputType()
export class LikelyBuyersInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(60) name!: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() categoryId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => Int, { defaultValue: 500 }) @IsInt() @Min(10) @Max(MOST_BUYERS) size!: number;
  @Field(() => Boolean, { defaultValue: true }) @IsBoolean() withControl!: boolean;
  @Field(() => Boolean, { defaultValue: true }) @IsBoolean() forMarketing!: boolean;
}

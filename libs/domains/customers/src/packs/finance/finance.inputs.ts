import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsEnum, IsInt, IsObject, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { CreditFactKind, ProductKind, ProductRisk, RiskTolerance } from '@dossier/vocabulary/pack-enums';

@InputType()
export class RiskAssessmentInput {
  @Field(() => RiskTolerance) @IsEnum(RiskTolerance) level!: RiskTolerance;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(100) score?: number | null;
  @Field(() => Day, { nullable: true, description: 'As long as the rule allows unless said; never longer' }) @IsOptional() @IsString() validUntil?: string | null;
}

@InputType()
export class HoldingInput {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of what is held elsewhere; the product’s own otherwise' }) @IsOptional() @IsString() @Length(1, 200) name?: string | null;
  @Field(() => Money) @IsObject() value!: MoneyValue;
  @Field(() => Day) @IsString() asOf!: string;
}

/** What of a holding is written anew; what is left out stays. */
@InputType()
export class HoldingChange {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @Length(1, 200) name?: string | null;
  @Field(() => Money, { nullable: true }) @IsOptional() @IsObject() value?: MoneyValue | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsString() asOf?: string | null;
}

@InputType()
export class AdviceInput {
  @Field(() => ID) @IsUUID() productId!: string;
  @Field(() => Money, { nullable: true }) @IsOptional() @IsObject() amount?: MoneyValue | null;
}

@InputType()
export class CreditFactInput {
  @Field(() => CreditFactKind) @IsEnum(CreditFactKind) kind!: CreditFactKind;
  @Field() @IsString() @Length(1, 80) source!: string;
  @Field(() => Day) @IsString() observedOn!: string;
  @Field(() => Day, { nullable: true, description: 'Without the consent of the customer nothing is recorded' }) @IsOptional() @IsString() consentedOn?: string | null;
  @Field(() => Int, { description: 'Days overdue, percent of the line used, or the score' }) @IsInt() @Min(0) @Max(100_000) value!: number;
}

/** What an industry tells of a product. Null empties. */
@InputType()
export class ProductClassInput {
  @Field(() => ProductKind, { nullable: true }) @IsOptional() @IsEnum(ProductKind) kind?: ProductKind | null;
  @Field(() => ProductRisk, { nullable: true }) @IsOptional() @IsEnum(ProductRisk) riskLevel?: ProductRisk | null;
  @Field(() => Money, { nullable: true }) @IsOptional() @IsObject() minAmount?: MoneyValue | null;
}

import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEnum, IsInt, IsNumber, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { LeadGrade, LeadRuleAxis, LeadRuleSubject } from '@dossier/vocabulary/lead-enums';
import { MOST_RULES } from './scorecard.rules';

const MOST = 1_000_000_000_000;

/** One rule as it is written. */
@InputType()
export class LeadRuleInput {
  @Field(() => String) @Matches(/^[A-Za-z0-9_-]{1,40}$/) key!: string;
  @Field(() => LeadRuleAxis) @IsEnum(LeadRuleAxis) axis!: LeadRuleAxis;
  @Field(() => LeadRuleSubject) @IsEnum(LeadRuleSubject) subject!: LeadRuleSubject;
  @Field(() => Int) @IsInt() @Min(-100) @Max(100) weight!: number;
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(120, { each: true }) in?: string[] | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID('all', { each: true }) topicIds?: string[] | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() @Min(-MOST) @Max(MOST) min?: number | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() @Min(-MOST) @Max(MOST) max?: number | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() isKnown?: boolean | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) path?: string | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() @Min(0.5) @Max(365) halfLifeDays?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(100) cap?: number | null;
}

/** Where levels and grades begin, as it is written. */
@InputType()
export class LeadGradingInput {
  @Field(() => Float) @IsNumber() @Min(0) @Max(1) fitShare!: number;
  @Field(() => Int) @IsInt() @Min(1) @Max(100) fitHigh!: number;
  @Field(() => Int) @IsInt() @Min(0) @Max(99) fitMiddle!: number;
  @Field(() => Int) @IsInt() @Min(1) @Max(100) engagementHigh!: number;
  @Field(() => Int) @IsInt() @Min(0) @Max(99) engagementMiddle!: number;
  @Field(() => [LeadGrade]) @ArrayMinSize(3) @ArrayMaxSize(3) @IsEnum(LeadGrade, { each: true }) high!: LeadGrade[];
  @Field(() => [LeadGrade]) @ArrayMinSize(3) @ArrayMaxSize(3) @IsEnum(LeadGrade, { each: true }) middle!: LeadGrade[];
  @Field(() => [LeadGrade]) @ArrayMinSize(3) @ArrayMaxSize(3) @IsEnum(LeadGrade, { each: true }) low!: LeadGrade[];
  @Field(() => Float) @IsNumber() @Min(0.1) @Max(100) multipleA!: number;
  @Field(() => Float) @IsNumber() @Min(0.1) @Max(100) multipleB!: number;
  @Field(() => Float) @IsNumber() @Min(0.01) @Max(100) multipleC!: number;
  @Field(() => Float, { nullable: true, description: 'What it costs to follow a lead up, in minor units of the company’s currency' }) @IsOptional() @IsInt() @Min(0) @Max(MOST) leadCost?: number | null;
}

/** The draft of a scorecard. */
@InputType()
export class ScorecardInput {
  @Field(() => [LeadRuleInput]) @ArrayMinSize(1) @ArrayMaxSize(MOST_RULES) @ValidateNested({ each: true }) @Type(() => LeadRuleInput) rules!: LeadRuleInput[];
  @Field(() => LeadGradingInput) @ValidateNested() @Type(() => LeadGradingInput) grading!: LeadGradingInput;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @Length(0, 400) note?: string | null;
}

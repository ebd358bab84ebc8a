import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEnum, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { LeadGrade, LeadOrigin } from '@dossier/vocabulary/lead-enums';

@InputType()
export class TerritoryInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) country?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) region?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) city?: string | null;
}

@InputType()
export class AttributeChoiceInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => [String]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(200, { each: true }) values!: string[];
}

@InputType({ description: 'What a rule asks of a lead: all that it names, and of each list one' })
export class AssignmentConditionInput {
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) sourceIds?: string[] | null;
  @Field(() => [LeadOrigin], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsEnum(LeadOrigin, { each: true }) origins?: LeadOrigin[] | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) productIds?: string[] | null;
  @Field(() => [TerritoryInput], { nullable: true }) @IsOptional() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => TerritoryInput) places?: TerritoryInput[] | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(40, { each: true }) languages?: string[] | null;
  @Field(() => [LeadGrade], { nullable: true }) @IsOptional() @ArrayMaxSize(4) @IsEnum(LeadGrade, { each: true }) grades?: LeadGrade[] | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() scoreFrom?: number | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() scoreTo?: number | null;
  @Field(() => Float, { nullable: true, description: 'In minor units' }) @IsOptional() @IsInt() amountFrom?: number | null;
  @Field(() => Float, { nullable: true, description: 'In minor units' }) @IsOptional() @IsInt() amountTo?: number | null;
  @Field(() => String, { nullable: true, description: 'Of the amounts; each lead\'s own unless said' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string | null;
  @Field(() => [AttributeChoiceInput], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttributeChoiceInput) attributes?: AttributeChoiceInput[] | null;
}

@InputType()
export class AssignmentShareInput {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() userId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => Float, { nullable: true, description: '1 unless said' }) @IsOptional() @IsNumber() @Min(0.1) @Max(100) weight?: number | null;
}

@InputType()
export class AssignmentRuleInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => AssignmentConditionInput, { nullable: true, description: 'Every lead unless said' }) @IsOptional() @ValidateNested() @Type(() => AssignmentConditionInput) when?: AssignmentConditionInput | null;
  @Field(() => [AssignmentShareInput], { nullable: true, description: 'People and teams' }) @IsOptional() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => AssignmentShareInput) shares?: AssignmentShareInput[] | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(60, { each: true }) skills?: string[] | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(40, { each: true }) languages?: string[] | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() byTerritory?: boolean | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() byLanguage?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Instead of people' }) @IsOptional() @IsUUID() poolId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Working minutes without anybody, after which the fallback has it' }) @IsOptional() @IsInt() @Min(1) @Max(100_000) escalateMinutes?: number | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() fallbackUserId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() fallbackPoolId?: string | null;
}

@InputType()
export class AssignmentPolicyInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => [AssignmentRuleInput]) @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => AssignmentRuleInput) rules!: AssignmentRuleInput[];
}

@InputType()
export class SalesProfileInput {
  @Field(() => ID) @IsUUID() userId!: string;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(60, { each: true }) skills?: string[] | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(40, { each: true }) languages?: string[] | null;
  @Field(() => [TerritoryInput], { nullable: true }) @IsOptional() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => TerritoryInput) territories?: TerritoryInput[] | null;
  @Field(() => Float, { nullable: true, description: '1 unless said' }) @IsOptional() @IsNumber() @Min(0.1) @Max(100) weight?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(100_000) openCap?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Yes unless said' }) @IsOptional() @IsBoolean() receives?: boolean | null;
}

@InputType({ description: 'Something a lead could be, to see who would get it' })
export class ImaginedLeadInput {
  @Field(() => LeadOrigin, { nullable: true }) @IsOptional() @IsEnum(LeadOrigin) origin?: LeadOrigin | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) country?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) region?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) city?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(40) language?: string | null;
  @Field(() => LeadGrade, { nullable: true }) @IsOptional() @IsEnum(LeadGrade) grade?: LeadGrade | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() score?: number | null;
  @Field(() => Float, { nullable: true, description: 'In minor units' }) @IsOptional() @IsInt() amount?: number | null;
  @Field(() => String, { nullable: true, description: 'Of the amount' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string | null;
  @Field(() => [AttributeChoiceInput], { nullable: true, description: 'What was told with it: of each name the first value' }) @IsOptional() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => AttributeChoiceInput) attributes?: AttributeChoiceInput[] | null;
}

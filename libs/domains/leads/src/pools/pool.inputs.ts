import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ChoiceFilter, DayFilter } from '@dossier/kernel/list';
import { LeadGrade, LeadOrigin, LeadStage, PoolField, RecycleReason } from '@dossier/vocabulary/lead-enums';

@InputType()
export class RecycleRuleInput {
  @Field(() => RecycleReason) @IsEnum(RecycleReason) reason!: RecycleReason;
  @Field(() => Int, { nullable: true, description: 'For all reasons but UNANSWERED' }) @IsOptional() @IsInt() @Min(0) @Max(3650) days?: number | null;
  @Field(() => Int, { nullable: true, description: 'For UNANSWERED' }) @IsOptional() @IsInt() @Min(1) @Max(8760) hours?: number | null;
  @Field(() => [LeadGrade], { nullable: true }) @IsOptional() @ArrayMaxSize(4) @IsEnum(LeadGrade, { each: true }) grades?: LeadGrade[] | null;
  @Field(() => [LeadStage], { nullable: true }) @IsOptional() @ArrayMaxSize(10) @IsEnum(LeadStage, { each: true }) stages?: LeadStage[] | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) productIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'For CONTRACT_END: key of a custom field that holds a day' }) @IsOptional() @Matches(/^[a-z][A-Za-z0-9_]{0,39}$/) contractField?: string | null;
}

@InputType()
export class LeadPoolInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => ID, { nullable: true, description: 'Everybody\'s unless said' }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(100_000) perDay?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(100_000) inTotal?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(100_000) viewsPerDay?: number | null;
  @Field(() => [PoolField], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsEnum(PoolField, { each: true }) hidden?: PoolField[] | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(3650) lockDays?: number | null;
  @Field(() => [RecycleRuleInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => RecycleRuleInput) recycle?: RecycleRuleInput[] | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) sparedUserIds?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Yes unless said' }) @IsOptional() @IsBoolean() sparesTopGrade?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Yes unless said' }) @IsOptional() @IsBoolean() sparesAppointments?: boolean | null;
}

@InputType({ description: 'What a pool hides cannot be asked about' })
export class PoolLeadFilter {
  @Field(() => [PoolLeadFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => PoolLeadFilter) and?: PoolLeadFilter[];
  @Field(() => [PoolLeadFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => PoolLeadFilter) or?: PoolLeadFilter[];
  @Field(() => PoolLeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => PoolLeadFilter) not?: PoolLeadFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) stage?: ChoiceFilter;
  @Field(() => [LeadGrade], { nullable: true }) @IsOptional() @ArrayMaxSize(4) @IsEnum(LeadGrade, { each: true }) grades?: LeadGrade[];
  @Field(() => [LeadOrigin], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsEnum(LeadOrigin, { each: true }) origins?: LeadOrigin[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) productIds?: string[];
  @Field(() => String, { nullable: true, description: 'City or region' }) @IsOptional() @IsString() @MaxLength(80) city?: string;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) openedAt?: DayFilter;
}

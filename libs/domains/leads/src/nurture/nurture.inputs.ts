import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEnum, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { ChoiceFilter, PageArgs, RefFilter } from '@dossier/kernel/list';
import { LeadGrade, NurtureReentry } from '@dossier/vocabulary/lead-enums';

@InputType()
export class NurtureStepInput {
  @Field(() => Int, { description: 'Working days after the step before, or after entering' }) @IsInt() @Min(0) @Max(365) afterDays!: number;
  @Field() @IsString() @MinLength(1) @MaxLength(200) title!: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) text?: string | null;
}

@InputType()
export class NurtureTrackInput {
  @Field() @IsString() @MinLength(1) @MaxLength(80) name!: string;
  @Field(() => Boolean) @IsBoolean() isActive!: boolean;
  @Field(() => [LeadGrade]) @IsArray() @ArrayMaxSize(4) @IsEnum(LeadGrade, { each: true }) grades!: LeadGrade[];
  @Field(() => Boolean) @IsBoolean() takesBadTiming!: boolean;
  @Field(() => [NurtureStepInput]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => NurtureStepInput) steps!: NurtureStepInput[];
  @Field(() => Int) @IsInt() @Min(1) @Max(20) silentLimit!: number;
  @Field(() => NurtureReentry) @IsEnum(NurtureReentry) reentry!: NurtureReentry;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(3650) reentryDays?: number | null;
}

@InputType()
export class NurtureEnrolmentFilter {
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) track?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) lead?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
}

@ArgsType()
export class NurtureEnrolmentArgs extends PageArgs {
  @Field(() => NurtureEnrolmentFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NurtureEnrolmentFilter) filter?: NurtureEnrolmentFilter;
}

import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsDate, IsEnum, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DateTime } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder } from '@dossier/kernel/list';
import { FeedbackKind, FeedbackStatus } from '@dossier/vocabulary/archive-enums';

export enum FeedbackSort { AT = 'AT' }
registerEnumType(FeedbackSort, { name: 'FeedbackSort' });

@InputType()
export class FeedbackInput {
  @Field(() => FeedbackKind, { nullable: true }) @IsOptional() @IsEnum(FeedbackKind) kind?: FeedbackKind | null;
  @Field(() => DateTime, { nullable: true, description: 'Now unless said' }) @IsOptional() @Type(() => Date) @IsDate() at?: Date | null;
  @Field(() => Int, { nullable: true, description: '0 to 10' }) @IsOptional() @IsInt() @Min(0) @Max(10) score?: number | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() channelId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) text?: string | null;
  @Field(() => FeedbackStatus, { nullable: true }) @IsOptional() @IsEnum(FeedbackStatus) status?: FeedbackStatus | null;
}

@InputType()
export class FeedbackFilter {
  @Field(() => [FeedbackFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => FeedbackFilter) and?: FeedbackFilter[];
  @Field(() => [FeedbackFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => FeedbackFilter) or?: FeedbackFilter[];
  @Field(() => FeedbackFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FeedbackFilter) not?: FeedbackFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) product?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) channel?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) status?: ChoiceFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) at?: DayFilter;
}

@ArgsType()
export class FeedbackArgs extends PageArgs {
  @Field(() => FeedbackFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FeedbackFilter) filter?: FeedbackFilter;
  @Field(() => FeedbackSort, { nullable: true }) @IsOptional() @IsEnum(FeedbackSort) sort?: FeedbackSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, ValidateNested } from 'class-validator';
import { ChoiceFilter, PageArgs, SortOrder } from '@dossier/kernel/list';
import { CustomerStage } from '@dossier/vocabulary/enums';
import { ContactOutcome, RecordSection, ReviewRisk, ReviewState } from '@dossier/vocabulary/fact-enums';

/** By what the queue of reviews can be sorted. */
export enum ReviewSort { DUE_ON = 'DUE_ON', REVIEWED_AT = 'REVIEWED_AT' }
registerEnumType(ReviewSort, { name: 'ReviewSort' });
registerEnumType(ReviewRisk, { name: 'ReviewRisk' });
registerEnumType(ReviewState, { name: 'ReviewState' });
registerEnumType(ContactOutcome, { name: 'ContactOutcome' });

@InputType()
export class ReviewPolicyInput {
  @Field(() => String) @IsString() @Length(1, 80) name!: string;
  @Field(() => RecordSection) @IsEnum(RecordSection) section!: RecordSection;
  @Field(() => Int) @IsInt() @Min(1) @Max(120) months!: number;
  @Field(() => ReviewRisk) @IsEnum(ReviewRisk) risk!: ReviewRisk;
  @Field(() => [CustomerStage], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(10) @IsEnum(CustomerStage, { each: true }) stages?: CustomerStage[] | null;
}

@InputType()
export class ReviewItemFilter {
  @Field(() => Boolean, { nullable: true, description: 'Of customers that I look after' }) @IsOptional() @IsBoolean() mine?: boolean;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) section?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true, description: 'Open ones unless said' }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customer?: string;
}

@ArgsType()
export class ReviewItemArgs extends PageArgs {
  @Field(() => ReviewItemFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ReviewItemFilter) filter?: ReviewItemFilter;
  @Field(() => ReviewSort, { nullable: true }) @IsOptional() @IsEnum(ReviewSort) sort?: ReviewSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

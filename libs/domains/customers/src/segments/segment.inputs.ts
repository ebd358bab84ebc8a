import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEnum, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DayFilter, MoneyFilter, NumberFilter, PageArgs, SortOrder, TextFilter } from '@dossier/kernel/list';
import { EventName } from '@dossier/vocabulary/event-enums';
import { SegmentHow, SegmentKind, SegmentMeasure, SegmentOrderKind, SegmentSort } from '@dossier/vocabulary/insight-enums';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { CustomerFilter } from '../profile/customer.inputs';

const ids = { description: 'By id' };

@InputType({ description: 'What a customer has ordered. Without a measure: at least one such order.' })
export class SegmentOrderRuleInput {
  @Field(() => SegmentOrderKind, { nullable: true, description: 'Sales unless said. A net amount always takes sales and refunds together.' }) @IsOptional() @IsEnum(SegmentOrderKind) kind?: SegmentOrderKind;
  @Field(() => DayFilter, { nullable: true, description: 'When it was ordered, by the day of the customer’s zone' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) within?: DayFilter;
  @Field(() => [ID], { nullable: true, description: 'Orders with a product of these categories, or of `productIds`; amounts are then those of these products' }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) categoryIds?: string[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) productIds?: string[];
  @Field(() => MoneyFilter, { nullable: true, description: 'The amount of each single order; of a refund, what was given back' }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) amount?: MoneyFilter;
  @Field(() => SegmentMeasure, { nullable: true, description: 'The number of orders unless said' }) @IsOptional() @IsEnum(SegmentMeasure) measure?: SegmentMeasure;
  @Field(() => NumberFilter, { nullable: true, description: 'What the measure must be; amounts in minor units. Who has no such order counts as zero.' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) is?: NumberFilter;
  @Field(() => DayFilter, { nullable: true, description: 'For FIRST_ON and LAST_ON' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) on?: DayFilter;
}

@InputType({ description: 'Which events: all that is said must hold.' })
export class SegmentEventStepInput {
  @Field(() => [EventName], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @IsEnum(EventName, { each: true }) names?: EventName[];
  @Field(() => [ID], { nullable: true, description: 'Topics, with those below them' }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsUUID(undefined, { each: true }) topicIds?: string[];
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(100, { each: true }) productCodes?: string[];
}

@InputType({ description: 'What a customer has done on pages and in apps. Without a count: at least once.' })
export class SegmentEventRuleInput extends SegmentEventStepInput {
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) path?: TextFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) within?: DayFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) count?: NumberFilter;
}

@InputType({ description: 'One thing after the other, each strictly later than the one before.' })
export class SegmentSequenceRuleInput {
  @Field(() => [SegmentEventStepInput]) @IsArray() @ArrayMinSize(2) @ArrayMaxSize(5) @ValidateNested({ each: true }) @Type(() => SegmentEventStepInput) steps!: SegmentEventStepInput[];
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) within?: DayFilter;
  @Field(() => Int, { nullable: true, description: 'From the first to the last in so many times 24 hours' }) @IsOptional() @IsInt() @Min(1) @Max(3650) windowDays?: number;
}

@InputType({ description: 'Who is, or has been, in other segments.' })
export class SegmentMemberRuleInput {
  @Field(() => [ID], { nullable: true, description: 'In any of them' }) @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) in?: string[];
  @Field(() => [ID], { nullable: true, description: 'In none of them' }) @IsOptional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) notIn?: string[];
  @Field(() => Boolean, { nullable: true, description: 'Is, or has been at any time' }) @IsOptional() @IsBoolean() ever?: boolean;
  @Field(() => DayFilter, { nullable: true, description: 'Has been on some of these days' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) within?: DayFilter;
}

@InputType({ description: 'Exactly one of these.' })
export class SegmentRuleInput {
  @Field(() => [SegmentRuleInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(60) @ValidateNested({ each: true }) @Type(() => SegmentRuleInput) all?: SegmentRuleInput[];
  @Field(() => [SegmentRuleInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(60) @ValidateNested({ each: true }) @Type(() => SegmentRuleInput) any?: SegmentRuleInput[];
  @Field(() => SegmentRuleInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentRuleInput) not?: SegmentRuleInput;
  @Field(() => CustomerFilter, { nullable: true, description: 'As in the list of customers' }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) customer?: CustomerFilter;
  @Field(() => SegmentOrderRuleInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentOrderRuleInput) orders?: SegmentOrderRuleInput;
  @Field(() => SegmentEventRuleInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentEventRuleInput) events?: SegmentEventRuleInput;
  @Field(() => SegmentSequenceRuleInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentSequenceRuleInput) sequence?: SegmentSequenceRuleInput;
  @Field(() => SegmentMemberRuleInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentMemberRuleInput) member?: SegmentMemberRuleInput;
}

@InputType({ description: 'Who belongs to a segment. What is excluded is taken off last.' })
export class SegmentDefinitionInput {
  @Field(() => SegmentRuleInput, { description: 'An empty `all` is everybody, where something is excluded' }) @ValidateNested() @Type(() => SegmentRuleInput) rule!: SegmentRuleInput;
  @Field(() => [SegmentRuleInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SegmentRuleInput) exclude?: SegmentRuleInput[];
}

@InputType()
export class SegmentInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) description?: string | null;
  @Field(() => SegmentKind) @IsEnum(SegmentKind) kind!: SegmentKind;
  @Field(() => ViewVisibility, { nullable: true }) @IsOptional() @IsEnum(ViewVisibility) visibility?: ViewVisibility;
  @Field(() => SegmentDefinitionInput, { nullable: true, description: 'Of a dynamic segment; a static one is filled once with whom it finds now' }) @IsOptional() @ValidateNested() @Type(() => SegmentDefinitionInput) definition?: SegmentDefinitionInput;
  @Field(() => [ID], { nullable: true, description: 'The customers of a static segment' }) @IsOptional() @IsArray() @ArrayMaxSize(5000) @IsUUID(undefined, { each: true }) customerIds?: string[];
  @Field(() => CustomerFilter, { nullable: true, description: 'The customers of a static segment: those who match now' }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) filter?: CustomerFilter;
}

@InputType({ description: 'What is left out stays as it is.' })
export class SegmentChange {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @IsNotEmpty() @MaxLength(80) name?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) description?: string | null;
  @Field(() => ViewVisibility, { nullable: true }) @IsOptional() @IsEnum(ViewVisibility) visibility?: ViewVisibility;
  @Field(() => SegmentDefinitionInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentDefinitionInput) definition?: SegmentDefinitionInput;
}

@InputType()
export class CombineSegmentsInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => SegmentHow) @IsEnum(SegmentHow) how!: SegmentHow;
  @Field(() => [ID], ids) @IsArray() @ArrayMinSize(2) @ArrayMaxSize(10) @IsUUID(undefined, { each: true }) ids!: string[];
  @Field(() => SegmentKind, { nullable: true, description: 'Dynamic unless said: it follows the segments it was made of' }) @IsOptional() @IsEnum(SegmentKind) kind?: SegmentKind;
  @Field(() => ViewVisibility, { nullable: true }) @IsOptional() @IsEnum(ViewVisibility) visibility?: ViewVisibility;
}

@InputType()
export class SegmentFilter {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) search?: string;
  @Field(() => SegmentKind, { nullable: true }) @IsOptional() @IsEnum(SegmentKind) kind?: SegmentKind;
  @Field(() => ViewVisibility, { nullable: true }) @IsOptional() @IsEnum(ViewVisibility) visibility?: ViewVisibility;
  @Field(() => Boolean, { nullable: true, description: 'Only the viewer’s own' }) @IsOptional() @IsBoolean() mine?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Only live ones unless true' }) @IsOptional() @IsBoolean() archived?: boolean;
}

@ArgsType()
export class SegmentArgs extends PageArgs {
  @Field(() => SegmentFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SegmentFilter) filter?: SegmentFilter;
  @Field(() => SegmentSort, { nullable: true }) @IsOptional() @IsEnum(SegmentSort) sort?: SegmentSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@ArgsType()
export class SegmentMoveArgs {
  @Field(() => ID) @IsUUID() id!: string;
  @Field(() => DayFilter, { nullable: true, description: 'The last thirty days unless said' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) within?: DayFilter;
}

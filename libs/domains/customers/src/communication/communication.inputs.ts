import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDate, IsEnum, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder } from '@dossier/kernel/list';
import { CommunicationDirection, CommunicationKind, CommunicationOutcome } from '@dossier/vocabulary/archive-enums';

export enum CommunicationSort { AT = 'AT', NEXT_ON = 'NEXT_ON' }
registerEnumType(CommunicationSort, { name: 'CommunicationSort' });

@InputType()
export class InterviewAnswerInput {
  @Field() @IsString() @MinLength(1) @MaxLength(300) question!: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) answer?: string | null;
}

@InputType()
export class CommunicationInput {
  @Field(() => CommunicationKind, { nullable: true }) @IsOptional() @IsEnum(CommunicationKind) kind?: CommunicationKind | null;
  @Field(() => CommunicationDirection, { nullable: true }) @IsOptional() @IsEnum(CommunicationDirection) direction?: CommunicationDirection | null;
  @Field(() => DateTime, { nullable: true, description: 'Now unless said' }) @IsOptional() @Type(() => Date) @IsDate() at?: Date | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(120) contactName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) summary?: string | null;
  @Field(() => String, { nullable: true, description: 'For those who work with the customer alone: sealed, and opened by a recorded act' }) @IsOptional() @IsString() @MaxLength(4000) note?: string | null;
  @Field(() => CommunicationOutcome, { nullable: true }) @IsOptional() @IsEnum(CommunicationOutcome) outcome?: CommunicationOutcome | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(400) nextStep?: string | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @Matches(/^\d{4}-\d\d-\d\d$/) nextOn?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() templateId?: string | null;
  @Field(() => [InterviewAnswerInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => InterviewAnswerInput) answers?: InterviewAnswerInput[] | null;
}

@InputType()
export class InterviewTemplateInput {
  @Field() @IsString() @MinLength(1) @MaxLength(120) title!: string;
  @Field(() => [String]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsString({ each: true }) @MaxLength(300, { each: true }) questions!: string[];
}

@InputType()
export class CommunicationFilter {
  @Field(() => [CommunicationFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => CommunicationFilter) and?: CommunicationFilter[];
  @Field(() => [CommunicationFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => CommunicationFilter) or?: CommunicationFilter[];
  @Field(() => CommunicationFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CommunicationFilter) not?: CommunicationFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) author?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) outcome?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) nextState?: ChoiceFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) nextOn?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) at?: DayFilter;
}

@ArgsType()
export class CommunicationArgs extends PageArgs {
  @Field(() => CommunicationFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CommunicationFilter) filter?: CommunicationFilter;
  @Field(() => CommunicationSort, { nullable: true }) @IsOptional() @IsEnum(CommunicationSort) sort?: CommunicationSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

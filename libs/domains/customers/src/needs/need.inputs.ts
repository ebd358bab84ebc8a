import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEnum, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder } from '@dossier/kernel/list';
import { EvidenceKind, NeedKind, NeedPriority, NeedStatus } from '@dossier/vocabulary/archive-enums';

export enum NeedSort { CREATED_AT = 'CREATED_AT', EXPECTED_ON = 'EXPECTED_ON' }
registerEnumType(NeedSort, { name: 'NeedSort' });

@InputType()
export class NeedEvidenceInput {
  @Field(() => EvidenceKind) @IsEnum(EvidenceKind) kind!: EvidenceKind;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() refId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) text?: string | null;
}

@InputType()
export class NeedInput {
  @Field(() => NeedKind, { nullable: true }) @IsOptional() @IsEnum(NeedKind) kind?: NeedKind | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(1000) statement?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) category?: string | null;
  @Field(() => Percent, { nullable: true }) @IsOptional() @IsNumber() @Min(0) @Max(1) confidence?: number | null;
  @Field(() => NeedStatus, { nullable: true }) @IsOptional() @IsEnum(NeedStatus) status?: NeedStatus | null;
  @Field(() => NeedPriority, { nullable: true }) @IsOptional() @IsEnum(NeedPriority) priority?: NeedPriority | null;
  @Field(() => Money, { nullable: true }) @IsOptional() budgetMin?: MoneyValue | null;
  @Field(() => Money, { nullable: true }) @IsOptional() budgetMax?: MoneyValue | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @Matches(/^\d{4}-\d\d-\d\d$/) expectedOn?: string | null;
  @Field(() => [NeedEvidenceInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => NeedEvidenceInput) evidence?: NeedEvidenceInput[] | null;
}

@InputType()
export class NeedFilter {
  @Field(() => [NeedFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => NeedFilter) and?: NeedFilter[];
  @Field(() => [NeedFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => NeedFilter) or?: NeedFilter[];
  @Field(() => NeedFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NeedFilter) not?: NeedFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) status?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) priority?: ChoiceFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) expectedOn?: DayFilter;
}

@ArgsType()
export class NeedArgs extends PageArgs {
  @Field(() => NeedFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NeedFilter) filter?: NeedFilter;
  @Field(() => NeedSort, { nullable: true }) @IsOptional() @IsEnum(NeedSort) sort?: NeedSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

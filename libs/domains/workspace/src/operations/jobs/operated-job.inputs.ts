import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, ValidateNested } from 'class-validator';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder, TextFilter } from '@dossier/kernel/list';

@InputType()
export class OperatedJobFilter {
  @Field(() => [OperatedJobFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => OperatedJobFilter) and?: OperatedJobFilter[];
  @Field(() => [OperatedJobFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => OperatedJobFilter) or?: OperatedJobFilter[];
  @Field(() => OperatedJobFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => OperatedJobFilter) not?: OperatedJobFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) name?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) error?: TextFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) starter?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) createdAt?: DayFilter;
}

export enum OperatedJobSort {
  CREATED_AT = 'CREATED_AT',
  ENDED_AT = 'ENDED_AT',
}
registerEnumType(OperatedJobSort, { name: 'OperatedJobSort' });

@ArgsType()
export class OperatedJobListArgs extends PageArgs {
  @Field(() => OperatedJobFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => OperatedJobFilter) filter?: OperatedJobFilter;
  @Field(() => OperatedJobSort, { nullable: true }) @IsOptional() @IsEnum(OperatedJobSort) sort?: OperatedJobSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

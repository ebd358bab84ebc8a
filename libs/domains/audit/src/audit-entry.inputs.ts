import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder, TextFilter } from '@dossier/kernel/list';

@InputType()
export class AuditFilter {
  @Field(() => [AuditFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => AuditFilter) and?: AuditFilter[];
  @Field(() => [AuditFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => AuditFilter) or?: AuditFilter[];
  @Field(() => AuditFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => AuditFilter) not?: AuditFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) actor?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) action?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) object?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) outcome?: ChoiceFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) at?: DayFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) ip?: TextFilter;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) objectId?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) requestId?: string;
}

export enum AuditSort {
  AT = 'AT',
}
registerEnumType(AuditSort, { name: 'AuditSort' });

@ArgsType()
export class AuditListArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => AuditFilter) filter?: AuditFilter;
  @Field(() => AuditSort, { nullable: true }) @IsOptional() @IsEnum(AuditSort) sort?: AuditSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

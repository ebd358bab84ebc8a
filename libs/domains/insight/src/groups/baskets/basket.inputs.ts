import { ArgsType, Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsEnum, IsNumber, IsOptional, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Day } from '@dossier/kernel/graphql';
import { ChoiceFilter, NumberFilter, PageArgs, RefFilter, SortOrder } from '@dossier/kernel/list';
import { BasketLevel, BasketRuleSort } from '@dossier/vocabulary/insight-enums';
import { ExportInput } from '@dossier/workspace';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Of which orders what is bought together is computed, and what counts as often. */
@InputType()
export class BasketRunInput {
  @Field(() => BasketLevel) @IsEnum(BasketLevel) level!: BasketLevel;
  @Field(() => Day) @Matches(DAY) fromOn!: string;
  @Field(() => Day) @Matches(DAY) toOn!: string;
  @Field(() => ID, { nullable: true, description: 'Orders of this team and those below it; all within reach unless said' }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => Float, { nullable: true, description: '0.01 unless said' }) @IsOptional() @IsNumber() @Min(0.0001) @Max(0.5) minSupport?: number | null;
  @Field(() => Float, { nullable: true, description: '0.2 unless said' }) @IsOptional() @IsNumber() @Min(0.01) @Max(1) minConfidence?: number | null;
  @Field(() => Float, { nullable: true, description: 'Highest q-value; 0.05 unless said' }) @IsOptional() @IsNumber() @Min(0) @Max(1) significance?: number | null;
}

@InputType()
export class BasketRunFilter {
  @Field(() => [BasketRunFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => BasketRunFilter) and?: BasketRunFilter[];
  @Field(() => [BasketRunFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => BasketRunFilter) or?: BasketRunFilter[];
  @Field(() => BasketRunFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => BasketRunFilter) not?: BasketRunFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) level?: ChoiceFilter;
}

@InputType()
export class BasketRuleFilter {
  @Field(() => [BasketRuleFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => BasketRuleFilter) and?: BasketRuleFilter[];
  @Field(() => [BasketRuleFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => BasketRuleFilter) or?: BasketRuleFilter[];
  @Field(() => BasketRuleFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => BasketRuleFilter) not?: BasketRuleFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) run?: RefFilter;
  @Field(() => RefFilter, { nullable: true, description: 'Products or categories on either side' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) item?: RefFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) lift?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) confidence?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) count?: NumberFilter;
}

@ArgsType()
export class BasketRunArgs extends PageArgs {
  @Field(() => BasketRunFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => BasketRunFilter) filter?: BasketRunFilter;
}

@ArgsType()
export class BasketRuleArgs extends PageArgs {
  @Field(() => BasketRuleFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => BasketRuleFilter) filter?: BasketRuleFilter;
  @Field(() => BasketRuleSort, { nullable: true }) @IsOptional() @IsEnum(BasketRuleSort) sort?: BasketRuleSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

/** Which rules leave, in which order, with which columns. */
@InputType()
export class BasketRuleExportInput extends ExportInput {
  @Field(() => BasketRuleFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => BasketRuleFilter) filter?: BasketRuleFilter | null;
  @Field(() => BasketRuleSort, { nullable: true }) @IsOptional() @IsEnum(BasketRuleSort) sort?: BasketRuleSort | null;
}

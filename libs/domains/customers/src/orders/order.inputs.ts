import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { ChoiceFilter, DayFilter, MoneyFilter, RefFilter, TextFilter } from '@dossier/kernel/list';
import { OrderKind, OrderLineKind, OrderSort, ProductSort } from '@dossier/vocabulary/enums';

registerEnumType(OrderKind, { name: 'OrderKind' });
registerEnumType(OrderLineKind, { name: 'OrderLineKind' });
registerEnumType(OrderSort, { name: 'OrderSort' });
registerEnumType(ProductSort, { name: 'ProductSort' });

@InputType()
export class OrderFilter {
  @Field(() => [OrderFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => OrderFilter) and?: OrderFilter[];
  @Field(() => [OrderFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => OrderFilter) or?: OrderFilter[];
  @Field(() => OrderFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => OrderFilter) not?: OrderFilter;
  @Field(() => String, { nullable: true, description: 'Beginning of an order number' }) @IsOptional() @IsString() @MaxLength(100) search?: string;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) orderNo?: TextFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) orderedOn?: DayFilter;
  @Field(() => MoneyFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) amount?: MoneyFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) currency?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) owner?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) team?: RefFilter;
}

@InputType()
export class ProductFilter {
  @Field(() => [ProductFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => ProductFilter) and?: ProductFilter[];
  @Field(() => [ProductFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => ProductFilter) or?: ProductFilter[];
  @Field(() => ProductFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ProductFilter) not?: ProductFilter;
  @Field(() => RefFilter, { nullable: true, description: 'These products' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) id?: RefFilter;
  @Field(() => String, { nullable: true, description: 'Code or name' }) @IsOptional() @IsString() @MaxLength(100) search?: string;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) code?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) name?: TextFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) category?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) riskLevel?: ChoiceFilter;
  @Field(() => Boolean, { nullable: true, description: 'Only what can be had now, or only what cannot' }) @IsOptional() @IsBoolean() isAvailable?: boolean;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) brand?: TextFilter;
  @Field(() => ID, { nullable: true, description: 'Only what may be offered to this customer today' }) @IsOptional() @IsUUID() offerableTo?: string;
}

/** What is left out stays as it is; null empties. */
@InputType()
export class ProductInput {
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() isAvailable?: boolean;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) brand?: string | null;
}

/** Only ids; kept apart so that an order's customer can be asked for by itself. */
export const byId = { name: 'id', type: () => ID } as const;

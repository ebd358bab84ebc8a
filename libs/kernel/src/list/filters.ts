import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDateString, IsInt, IsNumber, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Access } from '../access/access.decorator';
import { Day } from '../graphql/scalars';

@InputType({ description: 'What a text must be.' })
export class TextFilter {
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) contains?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) equals?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) startsWith?: string;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

@InputType({ description: 'Which of the coded values.' })
export class ChoiceFilter {
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) in?: string[];
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) notIn?: string[];
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

@InputType({ description: 'Which of the named things, by id.' })
export class RefFilter {
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) in?: string[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) notIn?: string[];
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

@InputType({ description: 'A range of numbers, both ends included.' })
export class NumberFilter {
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() min?: number;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() max?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

@InputType({ description: 'A range of amounts in minor units, both ends included.' })
export class MoneyFilter {
  @Field(() => Float, { nullable: true }) @IsOptional() @IsInt() min?: number;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsInt() max?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

@InputType({ description: 'A range of days, fixed or seen from today in the company\'s zone.' })
export class DayFilter {
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() from?: string;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() to?: string;
  @Field(() => Int, { nullable: true, description: 'Within the last so many days, today included.' }) @IsOptional() @IsInt() @Min(0) @Max(36500) last?: number;
  @Field(() => Int, { nullable: true, description: 'Within the next so many days, today included.' }) @IsOptional() @IsInt() @Min(0) @Max(36500) next?: number;
  @Field(() => Int, { nullable: true, description: 'In this month of any year: 1 to 12; 0 is the present month.' }) @IsOptional() @IsInt() @Min(0) @Max(12) month?: number;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isEmpty?: boolean;
}

export enum SortOrder {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(SortOrder, { name: 'SortOrder' });

/** Where a page begins and how long it is. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'Rows of this page: 50 unless said, 200 at most.' }) @Type(() => Number) @IsOptional() @IsInt() @Min(1) first?: number;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(2000) after?: string;
}

@ObjectType()
@Access('anyone')
export class PageInfo {
  @Field() hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

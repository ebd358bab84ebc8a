import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsEnum, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { MarketBasis, MarketFigureKind } from '@dossier/vocabulary/insight-enums';

/** A part of the market, and by what it is told apart: just what its basis asks for. */
@InputType()
export class MarketSegmentInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) note?: string | null;
  @Field(() => MarketBasis) @IsEnum(MarketBasis) basis!: MarketBasis;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() segmentId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() categoryId?: string | null;
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2' }) @IsOptional() @Matches(/^[A-Z]{2}$/) country?: string | null;
  @Field(() => String, { nullable: true, description: 'As it stands on records' }) @IsOptional() @IsString() @MaxLength(80) region?: string | null;
}

/** What is known of a market from outside. Source and date are part of it. */
@InputType()
export class MarketFigureInput {
  @Field(() => MarketFigureKind) @IsEnum(MarketFigureKind) kind!: MarketFigureKind;
  @Field(() => Int) @IsInt() @Min(1990) @Max(2100) year!: number;
  @Field(() => Money, { nullable: true }) @IsOptional() amount?: MoneyValue | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) competitor?: string | null;
  @Field(() => Percent, { nullable: true }) @IsOptional() @IsNumber() @Min(0) @Max(1) share?: number | null;
  @Field() @IsString() @IsNotEmpty() @MaxLength(300) source!: string;
  @Field(() => Day) @Matches(/^\d{4}-\d\d-\d\d$/) toldOn!: string;
}

import { Field, Float, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsEnum, IsNumber, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { CustomFieldType } from '@dossier/vocabulary/pack-enums';

@InputType()
export class CustomFieldOptionInput {
  @Field() @IsString() @Matches(/^[A-Za-z0-9_-]{1,40}$/) value!: string;
  @Field() @IsString() @Length(1, 60) name!: string;
  @Field() @IsString() @Length(1, 60) nameEn!: string;
}

/** What may be changed of a custom field. What is left out stays as it is; null empties. */
@InputType()
export class CustomFieldChange {
  @Field({ nullable: true }) @IsOptional() @IsString() @Length(1, 60) name?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @Length(1, 60) nameEn?: string;
  @Field(() => [CustomFieldOptionInput], { nullable: true, description: 'Options that values stand on cannot be taken away' }) @IsOptional() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => CustomFieldOptionInput) options?: CustomFieldOptionInput[];
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() required?: boolean;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() least?: number | null;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() most?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(60) pattern?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(40) section?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(40) sectionEn?: string | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() personal?: boolean;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() indexed?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Lists may be sorted by it; brings an index along' }) @IsOptional() @IsBoolean() sortable?: boolean;
}

/** A new custom field. Key and type are chosen once. */
@InputType()
export class CustomFieldInput extends CustomFieldChange {
  @Field({ description: 'A letter, then letters, digits and underscores' }) @IsString() @Matches(/^[a-z][A-Za-z0-9_]{0,39}$/) key!: string;
  @Field(() => CustomFieldType) @IsEnum(CustomFieldType) type!: CustomFieldType;
  @Field(() => String, { nullable: true, description: 'Of an amount; the company’s own unless said' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string | null;
}

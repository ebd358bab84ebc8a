import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsEmail, IsEnum, IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { DENSITIES, LANGUAGES, THEMES } from '@dossier/vocabulary/people-enums';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder, TextFilter } from '@dossier/kernel/list';
import { emailOf } from './user.rules';

/** Blanks, capitals and full-width letters are forgiven before the form is checked. */
export const AsAddress = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? emailOf(value) : value));

@InputType()
export class UserInput {
  @Field() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field() @AsAddress() @IsEmail() @MaxLength(200) email!: string;
  @Field() @IsString() @MaxLength(400) password!: string;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) roleIds?: string[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) teamIds?: string[];
  @Field({ nullable: true }) @IsOptional() @IsIn(LANGUAGES) language?: string;
}

@InputType()
export class UserChange {
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(80) name?: string;
  @Field({ nullable: true }) @AsAddress() @IsOptional() @IsEmail() @MaxLength(200) email?: string;
  @Field({ nullable: true }) @IsOptional() @IsIn(LANGUAGES) language?: string;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) teamIds?: string[];
}

@InputType()
export class PreferencesInput {
  @Field({ nullable: true }) @IsOptional() @IsIn(LANGUAGES) language?: string;
  @Field({ nullable: true }) @IsOptional() @IsIn(THEMES) theme?: string;
  @Field({ nullable: true }) @IsOptional() @IsIn(DENSITIES) density?: string;
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(80) name?: string;
}

@InputType()
export class UserFilter {
  @Field(() => [UserFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => UserFilter) and?: UserFilter[];
  @Field(() => [UserFilter], { nullable: true }) @IsOptional() @ValidateNested({ each: true }) @Type(() => UserFilter) or?: UserFilter[];
  @Field(() => UserFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => UserFilter) not?: UserFilter;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) search?: string;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) name?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) email?: TextFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) status?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) roles?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) teams?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) createdAt?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) lastSignInAt?: DayFilter;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() archived?: boolean;
}

export enum UserSort {
  NAME = 'NAME',
  EMAIL = 'EMAIL',
  CREATED_AT = 'CREATED_AT',
  LAST_SIGN_IN_AT = 'LAST_SIGN_IN_AT',
}
registerEnumType(UserSort, { name: 'UserSort' });

@ArgsType()
export class UserListArgs extends PageArgs {
  @Field(() => UserFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => UserFilter) filter?: UserFilter;
  @Field(() => UserSort, { nullable: true }) @IsOptional() @IsEnum(UserSort) sort?: UserSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDateString, IsEnum, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Day } from '@dossier/kernel/graphql';
import { PageArgs, SortOrder } from '@dossier/kernel/list';

@InputType()
export class ClientInput {
  @Field() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(400) description?: string;
  @Field(() => [ID]) @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) roleIds!: string[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) teamIds?: string[];
  @Field(() => ID, { nullable: true, description: 'A person whose rows it reaches and whose rights bound it. It stays so for good.' }) @IsOptional() @IsUUID() actsForId?: string;
}

@InputType()
export class ClientChange {
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(80) name?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(400) description?: string | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) roleIds?: string[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) teamIds?: string[];
}

@InputType()
export class KeyInput {
  @Field() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => Day, { nullable: true, description: 'Its last day: 90 days from today unless said, 365 at most.' }) @IsOptional() @IsDateString() expiresOn?: string;
  @Field(() => [String], { nullable: true, description: 'Addresses and networks it may come from (203.0.113.7, 10.0.0.0/8, 2001:db8::/32); none means any.' })
  @IsOptional() @IsArray() @IsString({ each: true }) ipList?: string[];
  @Field(() => Int, { nullable: true, description: 'Requests a minute: 600 unless said, 6000 at most.' }) @IsOptional() @IsInt() @Min(1) @Max(6_000) ratePerMinute?: number;
}

@InputType()
export class ClientFilter {
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(200) search?: string;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() archived?: boolean;
}

export enum ClientSort {
  NAME = 'NAME',
  CREATED_AT = 'CREATED_AT',
}
registerEnumType(ClientSort, { name: 'ClientSort' });

@ArgsType()
export class ClientListArgs extends PageArgs {
  @Field(() => ClientFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ClientFilter) filter?: ClientFilter;
  @Field(() => ClientSort, { nullable: true }) @IsOptional() @IsEnum(ClientSort) sort?: ClientSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

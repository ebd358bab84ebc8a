import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDate, IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { DATA_SCOPES, type DataScope } from '@dossier/vocabulary/permissions';
import { DateTime, Json } from '@dossier/kernel/graphql';

/** One line of the table: a word, how far it reaches, and the fields that are excepted. */
@InputType()
export class GrantInput {
  @Field() @IsNotEmpty() @MaxLength(60) action!: string;
  @Field(() => String) @IsIn(DATA_SCOPES) scope!: DataScope;
  @Field(() => Json, { nullable: true }) @IsOptional() fields?: unknown;
}

@InputType()
export class RoleInput {
  @Field() @IsNotEmpty() @MaxLength(40) name!: string;
  @Field({ nullable: true }) @IsOptional() @MaxLength(40) nameEn?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(300) description?: string;
  @Field(() => [GrantInput]) @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => GrantInput) grants!: GrantInput[];
}

@InputType()
export class RoleChange {
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(40) name?: string;
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(40) nameEn?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(300) description?: string;
  @Field(() => [GrantInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => GrantInput) grants?: GrantInput[];
}

/** The moment at which a role that is given now ends by itself. */
@InputType()
export class RoleUntil {
  @Field(() => ID) @IsUUID() roleId!: string;
  @Field(() => DateTime) @IsDate() until!: Date;
}

import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsEnum, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Json } from '@dossier/kernel/graphql';
import { PageArgs } from '@dossier/kernel/list';
import { DateOrder, ImportMode } from '@dossier/vocabulary/enums';

/** How a file is to be read and what is to be done with it. What is left out stays as it is. */
@InputType()
export class ConfigureImportInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(30) encoding?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @IsNotEmpty() @MaxLength(3) delimiter?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) sheet?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(1000) headerRow?: number | null;
  @Field(() => DateOrder, { nullable: true }) @IsOptional() @IsEnum(DateOrder) dateOrder?: DateOrder | null;
  @Field(() => Json, { nullable: true }) @IsOptional() @IsObject() mapping?: Record<string, unknown> | null;
  @Field(() => ImportMode, { nullable: true }) @IsOptional() @IsEnum(ImportMode) mode?: ImportMode | null;
  @Field(() => String, { nullable: true, description: 'Null: no key, every row is new.' }) @IsOptional() @IsString() @MaxLength(60) key?: string | null;
  @Field(() => [String], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(60, { each: true }) keepFields?: string[] | null;
  @Field(() => Json, { nullable: true }) @IsOptional() @IsObject() defaults?: Record<string, unknown> | null;
}

/** New values for one row of the file, by the file's own columns. */
@InputType()
export class ImportRowInput {
  @Field(() => Int) @IsInt() @Min(1) row!: number;
  @Field(() => Json) @IsObject() values!: Record<string, unknown>;
}

@ArgsType()
export class ProblemRowArgs extends PageArgs {}

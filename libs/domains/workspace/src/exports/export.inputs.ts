import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { SortOrder } from '@dossier/kernel/list';
import { ExportFormat } from '@dossier/vocabulary/enums';

/** What every export is asked for; a list's own input adds its filter and its sort. */
@InputType({ isAbstract: true })
export abstract class ExportInput {
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder | null;
  @Field(() => [String], { description: 'Fields in the order of their columns.' }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(60, { each: true }) columns!: string[];
  @Field(() => ExportFormat) @IsEnum(ExportFormat) format!: ExportFormat;
  @Field(() => Boolean, { nullable: true, description: 'Contact data in clear: takes the right to reveal, and a reason.' }) @IsOptional() @IsBoolean() clear?: boolean | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) reason?: string | null;
}

/** The input of one list: `filter` and `sort` come from the list itself. */
export interface ExportWish extends ExportInput {
  filter?: object | null;
  sort?: string | null;
}

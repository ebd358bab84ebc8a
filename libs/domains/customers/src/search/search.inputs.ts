import { ArgsType, Field, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { PurposeFilter } from '../consent/purpose.inputs';

/** What is looked for, how many of each kind, and for which purpose. */
@ArgsType()
export class SearchArgs {
  @Field() @IsString() text!: string;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() first?: number | null;
  @Field(() => PurposeFilter, { nullable: true, description: 'Finds customers alone, and only those who may be used for this purpose now' }) @IsOptional() @ValidateNested() @Type(() => PurposeFilter) forPurpose?: PurposeFilter | null;
}

import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { CustomerStage } from '@dossier/vocabulary/enums';
import { CustomValueInput } from '../fields/custom-value.view';
import { CustomerFilter } from '../profile/customer.inputs';

/** Chosen customers, or all that match a filter. */
@InputType()
export class CustomerSelection {
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(5_000) @IsUUID(undefined, { each: true }) ids?: string[] | null;
  @Field(() => CustomerFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) filter?: CustomerFilter | null;
  @Field(() => Boolean, { nullable: true, description: 'All that match the filter' }) @IsOptional() @IsBoolean() all?: boolean | null;
}

/** What a bulk edit changes. Each part takes its own right: an owner that to assign, an archiving that to archive. */
@InputType()
export class BulkChange {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() ownerId?: string | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) addTagIds?: string[] | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) removeTagIds?: string[] | null;
  @Field(() => CustomerStage, { nullable: true }) @IsOptional() @IsEnum(CustomerStage) stage?: CustomerStage | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() archive?: boolean | null;
  @Field(() => [CustomValueInput], { nullable: true, description: 'Values of custom fields; null empties one, those not named stay as they are' }) @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => CustomValueInput) custom?: CustomValueInput[] | null;
}

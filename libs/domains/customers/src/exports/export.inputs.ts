import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { CustomerSort, OrderSort } from '@dossier/vocabulary/enums';
import { ExportInput } from '@dossier/workspace';
import { CustomerFilter } from '../profile/customer.inputs';
import { OrderFilter } from '../orders/order.inputs';

/** Which customers leave, in which order, with which columns. */
@InputType()
export class CustomerExportInput extends ExportInput {
  @Field(() => CustomerFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) filter?: CustomerFilter | null;
  @Field(() => CustomerSort, { nullable: true }) @IsOptional() @IsEnum(CustomerSort) sort?: CustomerSort | null;
  @Field(() => String, { nullable: true, description: 'Key of a custom field to sort by, instead of `sort`' }) @IsOptional() @IsString() @MaxLength(40) sortField?: string | null;
}

/** Which orders leave, in which order, with which columns. */
@InputType()
export class OrderExportInput extends ExportInput {
  @Field(() => OrderFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => OrderFilter) filter?: OrderFilter | null;
  @Field(() => OrderSort, { nullable: true }) @IsOptional() @IsEnum(OrderSort) sort?: OrderSort | null;
}

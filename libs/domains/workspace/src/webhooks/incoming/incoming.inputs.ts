import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { ChoiceFilter, oneOf, PageArgs, ref, RefFilter, type ListSpec } from '@dossier/kernel/list';
import { IncomingKind } from '@dossier/vocabulary/webhook-enums';
import { IncomingSource } from './incoming.entity';

@InputType()
export class IncomingSourceInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => IncomingKind) @IsEnum(IncomingKind) kind!: IncomingKind;
  @Field(() => ID, { nullable: true, description: 'An API client; oneself when left out. It is not changed later.' }) @IsOptional() @IsUUID() ownerId?: string | null;
}

@ObjectType()
@Access('webhook.manage')
export class NewIncomingSource {
  @Field(() => IncomingSource, { nullable: true }) source!: unknown;
  @Field(() => String, { nullable: true, description: 'Shown this once.' }) secret!: string;
}

@InputType()
export class IncomingDeliveryFilter {
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) source?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
}

@ArgsType()
export class IncomingDeliveryArgs extends PageArgs {
  @Field(() => IncomingDeliveryFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => IncomingDeliveryFilter) filter?: IncomingDeliveryFilter;
}

export const incomingSourceList: ListSpec = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };

export const incomingDeliveryList: ListSpec<'source' | 'state', 'RECEIVED_AT'> = {
  filter: { source: ref('sourceId'), state: oneOf('state') },
  sort: { RECEIVED_AT: { path: 'receivedAt', type: 'timestamptz' } },
  defaultSort: 'RECEIVED_AT',
  defaultOrder: 'DESC',
};

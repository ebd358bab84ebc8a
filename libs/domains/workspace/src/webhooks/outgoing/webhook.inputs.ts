import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEnum, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { ChoiceFilter, oneOf, PageArgs, ref, RefFilter, type ListSpec } from '@dossier/kernel/list';
import { WebhookEvent } from '@dossier/vocabulary/webhook-enums';
import { Webhook } from './webhook.entity';

@InputType()
export class WebhookInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field() @IsString() @IsNotEmpty() @MaxLength(2_000) url!: string;
  @Field(() => [WebhookEvent]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ArrayUnique() @IsEnum(WebhookEvent, { each: true }) events!: WebhookEvent[];
  @Field(() => ID, { nullable: true, description: 'An API client; one’s own when left out. It is not changed later.' }) @IsOptional() @IsUUID() ownerId?: string | null;
}

@ObjectType()
@Access('webhook.manage')
export class NewWebhook {
  @Field(() => Webhook, { nullable: true }) webhook!: unknown;
  @Field(() => String, { nullable: true, description: 'Shown this once.' }) secret!: string;
}

@InputType()
export class WebhookDeliveryFilter {
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) webhook?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
}

@ArgsType()
export class WebhookDeliveryArgs extends PageArgs {
  @Field(() => WebhookDeliveryFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => WebhookDeliveryFilter) filter?: WebhookDeliveryFilter;
}

export const webhookList: ListSpec = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };

export const webhookDeliveryList: ListSpec<'webhook' | 'state', 'CREATED_AT'> = {
  filter: { webhook: ref('webhookId'), state: oneOf('state') },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, policy, type Scope } from '@dossier/kernel/access';
import { Derived } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { DeliveryFault, DeliveryState } from '@dossier/vocabulary/webhook-enums';

registerEnumType(DeliveryState, { name: 'DeliveryState' });
registerEnumType(DeliveryFault, { name: 'DeliveryFault' });

const ofEvent = (column: string) => (alias: string): string => `(select e.${column} from webhook_event e where e.id = ${alias}.event_id)`;

/** One event on its way to one webhook. What the receiver answered is kept as a number alone. */
@Entity('webhook_delivery')
@ObjectType()
@Access('webhook.manage')
export class WebhookDelivery {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'webhook_id' }) webhookId!: string;
  @Field(() => ID, { nullable: true, description: 'The header webhook-id: the same in every attempt.' }) @Column('uuid', { name: 'event_id' }) eventId!: string;
  @Field(() => DeliveryState, { nullable: true }) @Column('text') state!: DeliveryState;
  @Field(() => Int, { nullable: true }) @Column('int') attempts!: number;
  @Field(() => Int, { nullable: true, description: 'Status of the last answer.' }) @Column('int', { nullable: true }) status!: number | null;
  @Field(() => DeliveryFault, { nullable: true }) @Column('text', { nullable: true }) fault!: DeliveryFault | null;
  @Field(() => Int, { nullable: true, description: 'Milliseconds until the last answer.' }) @Column('int', { name: 'latency_ms', nullable: true }) latency!: number | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'last_at', nullable: true }) lastAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried again; null when it is not.' })
  @Derived((alias) => `(case when ${alias}.state = 'WAITING' then nullif(greatest(${alias}.next_at, (select h.rest_until from webhook_health h where h.webhook_id = ${alias}.webhook_id)), '-infinity') end)`)
  nextAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'The name of the event as it travels, such as customer.created.' })
  @Derived((alias) => `replace(lower(${ofEvent('type')(alias)}), '_', '.')`)
  type?: string | null;

  @Column('text', { nullable: true }) body!: string | null;
}

export const WebhookDeliveryConnection = connection(WebhookDelivery, 'webhook.manage');

/** Shown are those that passed the reach of their owner: what never left is as if it had not happened. */
const sent: Scope = {
  needs: ['body'],
  where: (scopes, _viewer, alias) => (scopes.length > 0 ? `${alias}.body is not null` : 'false'),
  covers: (scopes, _viewer, row) => scopes.length > 0 && (row as WebhookDelivery).body !== null,
};

export const webhookDeliveryPolicy = policy(WebhookDelivery, { read: 'webhook.manage', scope: sent, actions: { REPLAY: { word: 'webhook.manage' } } });

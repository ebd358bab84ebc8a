import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { IncomingKind, IncomingState, WebhookState } from '@dossier/vocabulary/webhook-enums';

registerEnumType(IncomingKind, { name: 'IncomingKind' });
registerEnumType(IncomingState, { name: 'IncomingState' });

/** Another system that sends events to the product; what they do is done with the rights of its owner. */
@Entity('incoming_source')
@ObjectType()
@Access('webhook.manage')
export class IncomingSource extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => IncomingKind, { nullable: true }) @Column('text') kind!: IncomingKind;
  @Field(() => WebhookState, { nullable: true }) @Column('text', { default: 'ACTIVE' }) state!: WebhookState;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Field(() => NamedRef, { nullable: true, description: 'With whose rights its events take effect.' }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'Where its events are posted to.' }) @Derived((alias) => `('/api/hooks/' || ${alias}.id)`) path?: string | null;

  @Field(() => Int, { nullable: true, description: 'Received events that could not take effect.' })
  @Derived((alias) => `(select count(*)::int from incoming_delivery d where d.source_id = ${alias}.id and d.state = 'FAILED')`)
  failedCount?: number | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

/** One event that a source sent. What it said is sealed, and kept only until it has taken effect. */
@Entity('incoming_delivery')
@ObjectType()
@Access('webhook.manage')
export class IncomingDelivery {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'source_id' }) sourceId!: string;
  @Field(() => String, { nullable: true, description: 'The header webhook-id of its sender.' }) @Column('text', { name: 'provider_id' }) providerId!: string;
  @Field(() => IncomingState, { nullable: true }) @Column('text') state!: IncomingState;
  @Field(() => Int, { nullable: true }) @Column('int') attempts!: number;
  @Field(() => String, { nullable: true, description: 'Code of the error that kept it from taking effect.' }) @Column('text', { nullable: true }) code!: string | null;
  @Field(() => Json, { nullable: true, description: 'Which field the error speaks of; never a value.' }) @Column('jsonb', { nullable: true }) facts!: unknown;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'settled_at', nullable: true }) settledAt!: Date | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const IncomingSourceConnection = connection(IncomingSource, 'webhook.manage');
export const IncomingDeliveryConnection = connection(IncomingDelivery, 'webhook.manage');

const live = (row: IncomingSource): boolean => row.archivedAt === null;
const needs = ['archivedAt', 'state'] as const;

export const incomingSourcePolicy = policy(IncomingSource, {
  read: 'webhook.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'webhook.manage', when: live, needs },
    PAUSE: { word: 'webhook.manage', when: (row) => live(row) && row.state === WebhookState.ACTIVE, needs },
    RESUME: { word: 'webhook.manage', when: (row) => live(row) && row.state === WebhookState.PAUSED, needs },
    ROTATE: { word: 'webhook.manage', when: live, needs },
    ARCHIVE: { word: 'webhook.manage', when: live, needs },
  },
});

export const incomingDeliveryPolicy = policy(IncomingDelivery, {
  read: 'webhook.manage',
  scope: everyone(),
  actions: { REPLAY: { word: 'webhook.manage', when: (row) => row.state !== IncomingState.DONE, needs: ['state'] } },
});

import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { WebhookEvent, WebhookState } from '@dossier/vocabulary/webhook-enums';

registerEnumType(WebhookEvent, { name: 'WebhookEvent' });
registerEnumType(WebhookState, { name: 'WebhookState' });

const health = (column: string) => (alias: string): string => `(select h.${column} from webhook_health h where h.webhook_id = ${alias}.id)`;

/** An address of another system that is told of events, within the reach of its owner. */
@Entity('webhook')
@ObjectType()
@Access('webhook.manage')
export class Webhook extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => String, { nullable: true }) @Column('text') url!: string;
  @Field(() => [WebhookEvent], { nullable: true }) @Column('text', { array: true }) events!: WebhookEvent[];
  @Field(() => WebhookState, { nullable: true }) @Column('text', { default: 'ACTIVE' }) state!: WebhookState;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Field(() => NamedRef, { nullable: true, description: 'Within whose reach it is told.' }) @NameOf('ownerId', 'user') owner?: NamedRef | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when the address has not been reached.' })
  @Derived(health('failing_since'))
  failingSince?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the address is tried again.' })
  @Derived(health('rest_until'))
  nextAttemptAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'Dead letters that can be replayed.' })
  @Derived((alias) => `(select count(*)::int from webhook_delivery d where d.webhook_id = ${alias}.id and d.state = 'DEAD' and d.body is not null)`)
  deadCount?: number | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

export const WebhookConnection = connection(Webhook, 'webhook.manage');

const live = (row: Webhook): boolean => row.archivedAt === null;
const needs = ['archivedAt', 'state'] as const;

/** Whoever manages webhooks sees them all; what one tells is bounded by its owner's reach, not by theirs. */
export const webhookPolicy = policy(Webhook, {
  read: 'webhook.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'webhook.manage', when: live, needs },
    PAUSE: { word: 'webhook.manage', when: (row) => live(row) && row.state === WebhookState.ACTIVE, needs },
    RESUME: { word: 'webhook.manage', when: (row) => live(row) && row.state === WebhookState.PAUSED, needs },
    TEST: { word: 'webhook.manage', when: (row) => live(row) && row.state === WebhookState.ACTIVE, needs },
    ROTATE: { word: 'webhook.manage', when: live, needs },
    REPLAY: { word: 'webhook.manage', when: live, needs },
    ARCHIVE: { word: 'webhook.manage', when: live, needs },
  },
});

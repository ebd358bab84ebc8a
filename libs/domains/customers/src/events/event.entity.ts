import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, policy, through } from '@dossier/kernel/access';
import { Derived, NamedRef, NamesOf } from '@dossier/kernel/data';
import { DateTime, Day, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { EventName } from '@dossier/vocabulary/event-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';

registerEnumType(EventName, { name: 'EventName' });
hangsOnCustomer({ table: 'behaviour_event', type: 'BehaviourEvent', read: 'event.read' });

/** One thing that somebody did on a page or in an app. Its id is the sender's, so that sent twice it is one event. */
@Entity('behaviour_event')
@ObjectType()
@Access('event.read')
export class BehaviourEvent {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The browser or app in which it happened, as it calls itself.' }) @Column('uuid', { name: 'visitor_id', nullable: true }) visitorId!: string | null;
  @Field(() => EventName, { nullable: true }) @Column('text') name!: EventName;
  @Column('uuid', { name: 'topic_ids', array: true }) topicIds!: string[];
  @Field(() => [NamedRef], { nullable: true }) @NamesOf('topicIds', 'topic') topics?: NamedRef[] | null;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'product_code', nullable: true }) productCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Null where no product has this code' })
  @Derived((alias) => `(select p.name from product p where p.code = ${alias}.product_code and p.archived_at is null)`)
  productName?: string | null;
  @Field(() => String, { nullable: true, description: 'Path of the page, without its query' }) @Column('text', { nullable: true }) path!: string | null;
  @Field(() => String, { nullable: true, description: 'The way it came by, as the sender calls it' }) @Column('text', { name: 'channel_mark', nullable: true }) channelMark!: string | null;
  @Field(() => Json, { nullable: true }) @Column('jsonb', { nullable: true }) properties!: unknown;
  @Field(() => String, { nullable: true, description: 'Name of the site or app' })
  @Derived((alias) => `(select s.name from event_site s where s.id = ${alias}.site_id)`)
  site?: string | null;
}

/** An event is reached through its customer; what belongs to nobody is seen by those who see all. */
export const eventPolicy = policy(BehaviourEvent, { read: 'event.read', scope: through(() => ofCustomers, 'customerId') });

export const EventConnection = connection(BehaviourEvent, 'event.read');

/** How many events of one kind a customer had on one day of the company's zone. */
@ObjectType()
@Access('event.read')
export class BehaviourDay {
  @Field(() => Day, { nullable: true }) day!: string;
  @Field(() => EventName, { nullable: true }) name!: EventName;
  @Field(() => Int, { nullable: true }) count!: number;
}

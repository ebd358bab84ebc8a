import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { FeedbackKind, FeedbackStatus, TimelineKind } from '@dossier/vocabulary/archive-enums';
import { hangsOnCustomer } from '../merging/parts';
import { timelineSource, type Told } from '../timeline/timeline.sources';

registerEnumType(FeedbackKind, { name: 'FeedbackKind' });
registerEnumType(FeedbackStatus, { name: 'FeedbackStatus' });

/** What a customer thinks of what they got: praise, complaint, suggestion, an answer to a survey, a review. */
@Access('feedback.read')
@ObjectType()
@Entity('customer_feedback')
export class CustomerFeedback extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => FeedbackKind, { nullable: true })
  @Column('text')
  kind!: FeedbackKind;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz')
  at!: Date;

  @Field(() => Int, { nullable: true, description: '0 to 10' })
  @Column('int', { nullable: true })
  score!: number | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'product_id', nullable: true })
  productId!: string | null;

  @Field(() => String, { nullable: true })
  @Derived((alias) => `(select p.name from product p where p.id = ${alias}.product_id)`)
  productName?: string | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'channel_id', nullable: true })
  channelId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('channelId', 'channel')
  channel?: NamedRef | null;

  @Field(() => Boolean, { nullable: true, description: 'By the kind of its channel; null where nobody knows' })
  @Derived((alias) => `(select case c.kind when 'STORE' then false when 'EVENT' then false when 'WEBSITE' then true when 'SOCIAL' then true when 'ADVERTISING' then true end from channel c where c.id = ${alias}.channel_id)`)
  online?: boolean | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  text!: string | null;

  @Field(() => FeedbackStatus, { nullable: true })
  @Column('text', { default: FeedbackStatus.OPEN })
  status!: FeedbackStatus;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  answer!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('answeredBy', 'user')
  answerer?: NamedRef | null;

  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('authorId', 'user')
  author?: NamedRef | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

hangsOnCustomer({ table: 'customer_feedback', type: 'CustomerFeedback', read: 'feedback.read' });

timelineSource({
  kind: TimelineKind.FEEDBACK, entity: CustomerFeedback, at: 'at', fields: ['kind', 'text', 'online', 'author', 'productName'],
  tell: ({ kind, text, online, author, productName }) => ({ what: kind, text, online, actor: author, title: productName }) as Told,
});

import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { EvidenceKind, NeedKind, NeedPriority, NeedStatus, TimelineKind } from '@dossier/vocabulary/archive-enums';
import { hangsOnCustomer } from '../merging/parts';
import { timelineSource, type Told } from '../timeline/timeline.sources';

registerEnumType(NeedKind, { name: 'NeedKind' });
registerEnumType(NeedStatus, { name: 'NeedStatus' });
registerEnumType(NeedPriority, { name: 'NeedPriority' });
registerEnumType(EvidenceKind, { name: 'EvidenceKind' });

/** One thing that a need rests on: a communication, an order, or what somebody noticed. */
@Access('need.read')
@ObjectType()
export class NeedEvidence {
  @Field(() => EvidenceKind, { nullable: true })
  kind!: EvidenceKind;

  @Field(() => ID, { nullable: true, description: 'The communication or order' })
  refId!: string | null;

  @Field(() => String, { nullable: true })
  text!: string | null;
}

/** What a customer needs: said by them, or read between the lines and held with some confidence. */
@Access('need.read')
@ObjectType()
@Entity('customer_need')
export class CustomerNeed extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => NeedKind, { nullable: true })
  @Column('text')
  kind!: NeedKind;

  @Field(() => String, { nullable: true })
  @Column('text')
  statement!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  category!: string | null;

  @Field(() => Percent, { nullable: true, description: 'How sure we are; empty where the customer said so' })
  @Column('numeric', { nullable: true })
  confidence!: number | null;

  @Field(() => NeedStatus, { nullable: true })
  @Column('text', { default: NeedStatus.OPEN })
  status!: NeedStatus;

  @Field(() => NeedPriority, { nullable: true })
  @Column('text', { default: NeedPriority.MEDIUM })
  priority!: NeedPriority;

  @Column('bigint', { name: 'budget_min_minor', nullable: true })
  budgetMinMinor!: number | null;

  @Column('bigint', { name: 'budget_max_minor', nullable: true })
  budgetMaxMinor!: number | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Field(() => Money, { nullable: true })
  @MoneyOf('budgetMinMinor')
  budgetMin?: MoneyValue | null;

  @Field(() => Money, { nullable: true })
  @MoneyOf('budgetMaxMinor')
  budgetMax?: MoneyValue | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'expected_on', nullable: true })
  expectedOn!: string | null;

  @Field(() => [NeedEvidence], { nullable: true })
  @Column('jsonb', { default: [] })
  evidence!: NeedEvidence[];

  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('authorId', 'user')
  author?: NamedRef | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

hangsOnCustomer({ table: 'customer_need', type: 'CustomerNeed', read: 'need.read' });

timelineSource({
  kind: TimelineKind.NEED, entity: CustomerNeed, at: 'createdAt', fields: ['kind', 'statement', 'author'],
  tell: ({ kind, statement, author }) => ({ what: kind, text: statement, actor: author }) as Told,
});

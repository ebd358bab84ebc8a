import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy, through } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { CustomerStage } from '@dossier/vocabulary/enums';
import { FactVerdict, RecordSection, ReviewRisk, ReviewState } from '@dossier/vocabulary/fact-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';

/** How often a section of a record is looked at again, and of which customers. */
@Access('customer.read')
@ObjectType()
@Entity('review_policy')
export class ReviewPolicy extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => RecordSection, { nullable: true }) @Column('text') section!: RecordSection;
  @Field(() => Int, { nullable: true, description: 'Months from one look to the next' }) @Column('int') months!: number;
  @Field(() => ReviewRisk, { nullable: true }) @Column('text', { default: ReviewRisk.MEDIUM }) risk!: ReviewRisk;
  @Field(() => [CustomerStage], { nullable: true, description: 'Customers of these stages; of every stage where none is named' }) @Column('text', { array: true, default: () => "'{}'" }) stages!: CustomerStage[];
}

/** One section of one customer that is due to be looked at, or has been. */
@Access('customer.read')
@ObjectType()
@Entity('review_item')
export class ReviewItem extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'policy_id' }) policyId!: string;
  // The id under the name of the field: its resolver reads the customer within the reader's own reach.
  @Derived((alias) => `${alias}.customer_id`) customer?: string;
  @Field(() => String, { nullable: true, description: 'By which rule' }) @Derived((alias) => `(select p.name from review_policy p where p.id = ${alias}.policy_id)`) policyName?: string | null;
  @Field(() => ReviewRisk, { nullable: true }) @Derived((alias) => `(select p.risk from review_policy p where p.id = ${alias}.policy_id)`) risk?: ReviewRisk | null;
  @Field(() => RecordSection, { nullable: true }) @Column('text') section!: RecordSection;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'due_on' }) dueOn!: string;
  @Field(() => Int, { nullable: true, description: 'Days since it was due' }) @Derived((alias) => `greatest(0, company_today() - ${alias}.due_on)`) overdueDays?: number | null;
  @Field(() => ReviewState, { nullable: true }) @Column('text', { default: ReviewState.OPEN }) state!: ReviewState;
  @Field(() => FactVerdict, { nullable: true }) @Column('text', { nullable: true }) verdict!: FactVerdict | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'reviewed_at', nullable: true }) reviewedAt!: Date | null;
  @Column('uuid', { name: 'reviewed_by_id', nullable: true }) reviewedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('reviewedById', 'user') reviewedBy?: NamedRef | null;
  @Column('uuid', { name: 'observation_id', nullable: true }) observationId!: string | null;
  /** What a correction has changed, as it was: by property. */
  @Column('jsonb', { nullable: true }) before!: Record<string, unknown> | null;
}


export const reviewPolicyPolicy = policy(ReviewPolicy, {
  read: 'customer.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'upkeep.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'upkeep.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

export const reviewItemPolicy = policy(ReviewItem, {
  read: 'customer.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { REVIEW: { word: 'customer.update' } },
});

hangsOnCustomer({ table: 'review_item' });
hangsOnCustomer({ table: 'contact_check' });

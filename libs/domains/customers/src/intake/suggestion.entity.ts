import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, through } from '@dossier/kernel/access';
import { Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { IntakeOrigin, SuggestionState } from '@dossier/vocabulary/intake-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';

registerEnumType(SuggestionState, { name: 'SuggestionState' });

hangsOnCustomer({ table: 'field_suggestion', sealed: ['value', 'replaced'], type: 'FieldSuggestion', read: 'customer.read' });

/** A value that came in and differs from what the record says: somebody decides which one is right. */
@Entity('field_suggestion')
@Access('customer.read')
export class FieldSuggestionRow extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'submission_id', nullable: true }) submissionId!: string | null;
  @Column('text') field!: string;
  /** Sealed under the person's key, and so is what it has replaced. */
  @Column('bytea') value!: Buffer;
  @Column('bytea', { nullable: true }) replaced!: Buffer | null;
  @Column('text') origin!: IntakeOrigin;
  @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Column('numeric') confidence!: number;
  @Column('text', { default: 'OPEN' }) state!: SuggestionState;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedById!: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
}

/** Reached through its customer, whom it would change. */
export const suggestionPolicy = policy(FieldSuggestionRow, {
  read: 'customer.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { DECIDE: { word: 'customer.update' } },
});

/** The suggestion as a reader of the record sees it: contacts masked, and nothing of fields that are closed to them. */
@ObjectType()
@Access('customer.read')
export class FieldSuggestion {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true }) customerId!: string;
  @Field(() => String, { nullable: true }) field!: string;
  @Field(() => String, { nullable: true, description: 'What came in; a contact is masked.' }) value!: string | null;
  @Field(() => String, { nullable: true, description: 'What the record says now; a contact is masked.' }) current!: string | null;
  @Field(() => IntakeOrigin, { nullable: true }) origin!: IntakeOrigin;
  @Field(() => String, { nullable: true, description: 'The form it came in by.' }) from!: string | null;
  @Field(() => Float, { nullable: true, description: '0 to 1: how sure the source is.' }) confidence!: number;
  @Field(() => SuggestionState, { nullable: true }) state!: SuggestionState;
  @Field(() => DateTime, { nullable: true }) at!: Date;
  @Field(() => [String], { nullable: true }) can!: string[];
}

import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, carryOne, Derived, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Json, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { Customer, hangsOnCustomer } from '@dossier/customers';
import { ScoreBasis } from '@dossier/vocabulary/insight-enums';
import { LeadAuthority, LeadGrade, LeadOrigin, LeadStage, LeadStatus, LossReason } from '@dossier/vocabulary/lead-enums';
import { LeadConversion } from '../conversion/conversion.entity';
import { LeadTouch, LeadTransition } from './lead-history.entity';

hangsOnCustomer({ table: 'lead_touch', counted: false, onErase: { clear: ['subject', 'need'] } });
hangsOnCustomer({ table: 'lead', type: 'Lead', read: 'lead.read', onErase: { clear: ['subject', 'need', 'loss_note', 'attributes', 'search_grams', 'search_text'] } });

registerEnumType(LossReason, { name: 'LossReason' });
registerEnumType(LeadAuthority, { name: 'LeadAuthority' });

const scored = (column: string) => (t: string): string => `(select s.${column} from lead_score s where s.lead_id = ${t}.id)`;

/** An interest in our goods that has not been decided yet. Whose it is stands in the archive: a lead refers to a record, and bears no name of its own. */
@Access('lead.read')
@ObjectType()
@Entity('lead')
export class Lead extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'customer_id' }) customerId!: string;
  // The id under the name of the field: its resolver reads the record within the reader's own reach.
  @Derived((alias) => `${alias}.customer_id`) customer?: string | null;
  @Field(() => LeadOrigin, { nullable: true }) @Column('text') origin!: LeadOrigin;
  @Column('uuid', { name: 'submission_id', nullable: true }) submissionId!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('sourceId', 'channel') source?: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'What the interest is, in a few words' }) @Column('text', { nullable: true }) subject!: string | null;
  @Field(() => String, { nullable: true, description: 'What the person needs' }) @Column('text', { nullable: true }) need!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'product_id', nullable: true }) productId!: string | null;
  @Field(() => String, { nullable: true }) @Derived((alias) => `(select p.name from product p where p.id = ${alias}.product_id)`) productName?: string | null;
  @Column('bigint', { name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column('bigint', { name: 'budget_minor', nullable: true }) budgetMinor!: number | null;
  @Column('text') currency!: string;
  @Field(() => Money, { nullable: true, description: 'What it would bring' }) @MoneyOf('amountMinor') amount?: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'What the person may spend' }) @MoneyOf('budgetMinor') budget?: MoneyValue | null;
  @Field(() => LeadAuthority, { nullable: true }) @Column('text', { default: LeadAuthority.UNKNOWN }) authority!: LeadAuthority;
  @Field(() => Day, { nullable: true, description: 'When the person means to decide' }) @Column('date', { name: 'decide_on', nullable: true }) decideOn!: string | null;
  @Field(() => Json, { nullable: true, description: 'What else was said when it came in: name to text, number or yes and no' }) @Column('jsonb', { nullable: true }) attributes!: Readonly<Record<string, string | number | boolean>> | null;
  @Field(() => LeadStage, { nullable: true }) @Column('text', { default: LeadStage.NEW }) stage!: LeadStage;
  @Field(() => LeadStatus, { nullable: true }) @Column('text', { default: LeadStatus.OPEN }) status!: LeadStatus;
  @Field(() => LossReason, { nullable: true }) @Column('text', { name: 'loss_reason', nullable: true }) lossReason!: LossReason | null;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'loss_note', nullable: true }) lossNote!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'pool_id', nullable: true }) poolId!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  /** The day in the company's zone. */
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'opened_on' }) openedOn!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'assigned_at', nullable: true }) assignedAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when somebody should have answered' }) @Column('timestamptz', { name: 'response_due_at', nullable: true }) responseDueAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'first_response_at', nullable: true }) firstResponseAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it last came in, or was last worked on' }) @Column('timestamptz', { name: 'last_touch_at' }) lastTouchAt!: Date;
  @Field(() => Int, { nullable: true, description: 'How often the same interest has come in' }) @Column('int', { default: 1 }) touches!: number;
  @Field(() => Day, { nullable: true, description: 'Day of the next open step' }) @Column('date', { name: 'next_on', nullable: true }) nextOn!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'stage_since' }) stageSince!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'closed_on', nullable: true }) closedOn!: string | null;
  @Column('text', { name: 'external_source', nullable: true }) externalSource!: string | null;
  @Column('text', { name: 'external_key', nullable: true }) externalKey!: string | null;
  @Column('uuid', { name: 'batch_id', nullable: true }) batchId!: string | null;
  @Column('text', { name: 'search_grams', array: true, default: () => "'{}'" }) searchGrams!: string[];
  @Column('text', { name: 'search_text', default: '' }) searchText!: string;
  @Field(() => [LeadTransition], { nullable: true, description: 'Each step it took, newest first' }) transitions?: LeadTransition[] | null;
  @Field(() => [LeadTouch], { nullable: true, description: 'Each time that the interest came in, newest first' }) touchList?: LeadTouch[] | null;
  @Field(() => LeadConversion, { nullable: true, description: 'What was made of it; null while nothing was' }) conversion?: LeadConversion | null;
  @Derived((t) => `${t}.id`) contributions?: unknown;
  @Field(() => Int, { nullable: true, description: '1 to 99; null until it was first computed' }) @Derived(scored('score')) score?: number | null;
  @Field(() => LeadGrade, { nullable: true }) @Derived(scored('grade')) grade?: LeadGrade | null;
  @Field(() => Int, { nullable: true, description: 'Whom we deal with, 0 to 100' }) @Derived(scored('fit')) fit?: number | null;
  @Field(() => Int, { nullable: true, description: 'What they do, 0 to 100' }) @Derived(scored('engagement')) engagement?: number | null;
  @Field(() => ScoreBasis, { nullable: true, description: 'By the scorecard, or by a fitted model' }) @Derived(scored('basis')) scoreBasis?: ScoreBasis | null;
  @Field(() => Boolean, { nullable: true, description: 'A closed lead keeps the score it had' }) @Derived(scored('frozen_at is not null')) isScoreFrozen?: boolean | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

carry(Lead, 'transitions', { of: LeadTransition, by: 'leadId', order: 'at', newest: 100 });
carry(Lead, 'touchList', { of: LeadTouch, by: 'leadId', order: 'at', newest: 50 });
carryOne(Lead, 'conversion', { of: LeadConversion, by: 'leadId' });
carry(Customer, 'leads', { of: Lead, by: 'customerId', order: 'openedAt', newest: 50 });

import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, withinReach, type Scope } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { IntakeOrigin, SubmissionState } from '@dossier/vocabulary/intake-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';

registerEnumType(IntakeOrigin, { name: 'IntakeOrigin' });
registerEnumType(SubmissionState, { name: 'SubmissionState' });

hangsOnCustomer({ table: 'intake_submission', sealed: ['payload'], type: 'ReceivedSubmission', read: 'customer.read' });
hangsOnCustomer({ table: 'form_answer', counted: false });

/** Something that came in by a form, a survey, an interview or the interface, and what became of it. What it said is sealed. */
@Access('form.manage')
@ObjectType()
@Entity('intake_submission')
export class Submission extends Row {
  @Field(() => IntakeOrigin, { nullable: true }) @Column('text') origin!: IntakeOrigin;
  @Field(() => SubmissionState, { nullable: true }) @Column('text', { default: 'RECEIVED' }) state!: SubmissionState;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'form_id', nullable: true }) formId!: string | null;
  @Field(() => String, { nullable: true }) @Derived((alias) => `(select f.name from form f where f.id = ${alias}.form_id)`) formName?: string | null;
  @Field(() => ID, { nullable: true, description: 'Whose record it has come to.' }) @Column('uuid', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the error that refused it.' }) @Column('text', { nullable: true }) code!: string | null;
  @Field(() => String, { nullable: true, description: 'The field that the error speaks of; never a value.' }) @Column('text', { nullable: true }) field!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('sourceId', 'channel') source?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'settled_at', nullable: true }) settledAt!: Date | null;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when its sender can confirm it' }) @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt!: Date | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const SubmissionConnection = connection(Submission, 'form.manage');

const ofForm = withinReach({ owner: 'ownerId', team: 'teamId' });

/** Nobody's yet: whoever reaches its form. Once it has come to a record: whoever reaches that record. */
const whereItStands: Scope = {
  needs: ['ownerId', 'teamId', 'customerId'],
  where: (scopes, viewer, alias, params) => {
    const own = ofForm.where(scopes, viewer, alias, params);
    const record = ofCustomers.scope.where(scopes, viewer, 'record', params);
    if (own === 'true' || own === 'false') return own;
    return `(case when ${alias}.customer_id is null then ${own} else exists (select 1 from customer record where record.id = ${alias}.customer_id and ${record}) end)`;
  },
  // It was fetched within reach before; the statement itself carries the exact test.
  covers: (scopes) => scopes.length > 0,
};

export const submissionPolicy = policy(Submission, {
  read: 'form.manage',
  scope: whereItStands,
  actions: { RETRY: { word: 'form.manage', when: (row) => row.state === SubmissionState.REFUSED, needs: ['state'] } },
});

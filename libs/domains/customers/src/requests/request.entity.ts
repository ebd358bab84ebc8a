import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, own, policy, through } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { RequestClock, SubjectRequestKind, SubjectRequestSort, SubjectRequestState } from '@dossier/vocabulary/privacy-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';
import { clockOf } from './request.rules';

registerEnumType(SubjectRequestKind, { name: 'SubjectRequestKind' });
registerEnumType(SubjectRequestState, { name: 'SubjectRequestState' });
registerEnumType(SubjectRequestSort, { name: 'SubjectRequestSort' });
registerEnumType(RequestClock, { name: 'RequestClock' });

// That somebody asked, and when they were answered, must be provable afterwards; what they wrote is theirs and goes.
hangsOnCustomer({ table: 'subject_request', type: 'SubjectRequest', read: 'consent.read', onErase: { clear: ['note', 'identity_check', 'answer'] } });
hangsOnCustomer({ table: 'subject_file', counted: false });

/** What a person asks about their own data. The clock runs from the day it came in. */
@Access('consent.read')
@ObjectType()
@Entity('subject_request')
export class SubjectRequest extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Derived((alias) => `${alias}.customer_id`)
  customer?: string | null;

  @Field(() => SubjectRequestKind, { nullable: true })
  @Column('text')
  kind!: SubjectRequestKind;

  @Field(() => SubjectRequestState, { nullable: true })
  @Column('text')
  state!: SubjectRequestState;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Field(() => RequestClock, { nullable: true })
  @Derived(clockOf)
  clock!: RequestClock;

  @Field(() => String, { nullable: true, description: 'How it was checked that it is the person who asks' })
  @Column('text', { name: 'identity_check', nullable: true })
  identityCheck!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'identity_checked_at', nullable: true })
  identityCheckedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  answer!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('answeredById', 'user')
  answeredBy?: NamedRef | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

/** A request is reached through its customer; answering it takes a word of its own. */
export const requestPolicy = policy(SubjectRequest, {
  read: 'consent.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { ANSWER: { word: 'privacy.manage', when: (row) => row.state === SubjectRequestState.OPEN, needs: ['state'] } },
});

/** Everything kept on one person, for the one who answers the request. */
@Access('privacy.manage')
@ObjectType()
@Entity('subject_file')
export class SubjectFile extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('bigint')
  size!: number;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'For programs: JSON' })
  @Derived((alias) => `'/api/subject-files/' || ${alias}.id || '/json'`)
  jsonUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'For people: a page to read and print' })
  @Derived((alias) => `'/api/subject-files/' || ${alias}.id || '/html'`)
  htmlUrl!: string | null;
}

/** A copy belongs to the one who made it and to nobody else, whatever their reach. */
export const subjectFilePolicy = policy(SubjectFile, { read: 'privacy.manage', scope: own('ownerId') });

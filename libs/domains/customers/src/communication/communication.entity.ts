import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { CommunicationDirection, CommunicationKind, CommunicationOutcome, NextStepState, TimelineKind } from '@dossier/vocabulary/archive-enums';
import { hangsOnCustomer } from '../merging/parts';
import { timelineSource, type Told } from '../timeline/timeline.sources';

registerEnumType(CommunicationKind, { name: 'CommunicationKind' });
registerEnumType(CommunicationDirection, { name: 'CommunicationDirection' });
registerEnumType(CommunicationOutcome, { name: 'CommunicationOutcome' });
registerEnumType(NextStepState, { name: 'NextStepState' });

/** One question of an interview and what was answered. */
@Access('communication.read')
@ObjectType()
export class InterviewAnswer {
  @Field(() => String, { nullable: true })
  question!: string;

  @Field(() => String, { nullable: true })
  answer!: string | null;
}

/** What was attached to a communication. The content is sealed under the person's key and fetched by a route of its own. */
@Access('communication.read')
@ObjectType()
@Entity('communication_file')
export class CommunicationFile extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'communication_id' })
  communicationId!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Field(() => Int, { nullable: true, description: 'Bytes' })
  @Column('int')
  size!: number;

  @Column('text')
  hash!: string;

  @Column('bytea')
  content!: Buffer;

  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the file can be fetched' })
  @Derived((alias) => `('/api/communications/files/' || ${alias}.id)`)
  url!: string;
}

/** One call, visit, message, meeting or interview: what was said, what came of it, and what is next. */
@Access('communication.read')
@ObjectType()
@Entity('communication')
export class Communication extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  // The id under the name of the field: its resolver reads the customer within the reader's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string | null;

  @Field(() => CommunicationKind, { nullable: true })
  @Column('text')
  kind!: CommunicationKind;

  @Field(() => CommunicationDirection, { nullable: true })
  @Column('text', { default: CommunicationDirection.OUTGOING })
  direction!: CommunicationDirection;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz')
  at!: Date;

  @Field(() => String, { nullable: true, description: 'With whom, where it was not the customer in person' })
  @Column('text', { name: 'contact_name', nullable: true })
  contactName!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('bytea', { name: 'note_cipher', nullable: true })
  noteCipher!: Buffer | null;

  @Field(() => Boolean, { nullable: true, description: 'There is a private note; `openNote` reads it, and is recorded' })
  @Derived((alias) => `(${alias}.note_cipher is not null)`)
  hasNote?: boolean;

  @Field(() => CommunicationOutcome, { nullable: true })
  @Column('text', { nullable: true })
  outcome!: CommunicationOutcome | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'next_step', nullable: true })
  nextStep!: string | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'next_on', nullable: true })
  nextOn!: string | null;

  @Field(() => NextStepState, { nullable: true })
  @Column('text', { name: 'next_state', nullable: true })
  nextState!: NextStepState | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'template_id', nullable: true })
  templateId!: string | null;

  @Field(() => [InterviewAnswer], { nullable: true })
  @Column('jsonb', { default: [] })
  answers!: InterviewAnswer[];

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('authorId', 'user')
  author?: NamedRef | null;

  @Field(() => [CommunicationFile], { nullable: true })
  files?: CommunicationFile[] | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

carry(Communication, 'files', { of: CommunicationFile, by: 'communicationId' });

hangsOnCustomer({ table: 'communication', sealed: ['note_cipher'], type: 'Communication', read: 'communication.read' });
hangsOnCustomer({ table: 'communication_file', sealed: ['content'], counted: false });

/** Kinds of which it is known how we met. An interview or something else may be either. */
const ONLINE: Readonly<Record<string, boolean>> = { CALL: true, MESSAGE: true, EMAIL: true, VISIT: false, MEETING: false };

timelineSource({
  kind: TimelineKind.COMMUNICATION, entity: Communication, at: 'at', fields: ['kind', 'summary', 'outcome', 'author'],
  tell: ({ kind, summary, author }) => ({ what: kind, text: summary, actor: author, online: ONLINE[String(kind)] ?? null }) as Told,
});

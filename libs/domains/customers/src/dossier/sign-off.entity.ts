import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { RecordStatus, SignedSection, TimelineKind } from '@dossier/vocabulary/archive-enums';
import { hangsOnCustomer, staysWithRecord } from '../merging/parts';
import { timelineSource, type Told } from '../timeline/timeline.sources';
import { changedSince } from './sign-off.rules';

registerEnumType(RecordStatus, { name: 'RecordStatus' });
registerEnumType(SignedSection, { name: 'SignedSection' });

/** Somebody answers with their name for the facts of one section, as they stood then. */
@Access('customer.read')
@ObjectType()
@Entity('customer_sign_off')
export class CustomerSignOff extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => SignedSection, { nullable: true })
  @Column('text')
  section!: SignedSection;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'signed_at' })
  signedAt!: Date;

  @Column('uuid', { name: 'signed_by', nullable: true })
  signedBy!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('signedBy', 'user')
  signer?: NamedRef | null;

  /** As the signer was called then: it stands when the account is long gone. */
  @Field(() => String, { nullable: true })
  @Column('text', { name: 'signed_name' })
  signedName!: string;

  @Field(() => Int, { nullable: true, description: 'The version of the record that was signed' })
  @Column('int', { name: 'customer_version' })
  customerVersion!: number;

  /** The last change known when it was signed. */
  @Column('bigint', { name: 'revision_id' })
  revisionId!: number;

  @Field(() => [String], { nullable: true })
  @Column('text', { array: true })
  fields!: string[];

  @Field(() => Boolean, { nullable: true, description: 'A signed field was changed later' })
  @Derived(changedSince)
  changed?: boolean;
}

hangsOnCustomer({ table: 'customer_sign_off', type: 'CustomerSignOff', read: 'customer.read' });
staysWithRecord('record_status');

timelineSource({
  kind: TimelineKind.SIGN_OFF, entity: CustomerSignOff, at: 'signedAt', fields: ['section', 'signer'],
  tell: ({ section, signer }) => ({ what: section, actor: signer }) as Told,
});

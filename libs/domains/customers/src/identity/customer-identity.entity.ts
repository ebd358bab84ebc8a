import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Encrypted, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { IdentityKind, IdentitySource } from '@dossier/vocabulary/enums';
import { maskIdentity } from './identity.masks';

/** A phone number, e-mail address or account that belongs to a customer. */
@Access('customer.read')
@ObjectType()
@Entity('customer_identity')
export class CustomerIdentity extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  /** The merged record for which it came in. */
  @Column('uuid', { name: 'side_id', nullable: true })
  sideId!: string | null;

  @Field(() => IdentityKind, { nullable: true })
  @Column('text')
  kind!: IdentityKind;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  label!: string | null;

  /** Written as cipher, read as mask. */
  @Field(() => String, { nullable: true, description: 'Masked' })
  @Encrypted({ key: 'customerId', mask: maskIdentity })
  @Column('bytea', { name: 'value_cipher' })
  value!: Buffer;

  @Column('bytea', { name: 'blind_index', nullable: true })
  blindIndex!: Buffer | null;

  /** The second place of the index: filled while the key changes, and the live one after every other change. */
  @Column('bytea', { name: 'blind_index_b', nullable: true })
  blindIndexB!: Buffer | null;

  @Column('text', { name: 'phone_tail', nullable: true })
  phoneTail!: string | null;

  @Column('text', { name: 'email_domain', nullable: true })
  emailDomain!: string | null;

  @Field({ nullable: true, name: 'primary' })
  @Column('bool', { name: 'is_primary', default: false })
  primary!: boolean;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;

  /** Used by several people, such as the number of a household: it proves nothing about one of them. */
  @Field(() => Boolean, { nullable: true })
  @Column('bool', { default: false })
  shared!: boolean;

  @Field(() => IdentitySource, { nullable: true })
  @Column('text', { default: IdentitySource.MANUAL })
  source!: IdentitySource;
}

/** An identity in clear: the answer of one audited act. */
@Access('customer.reveal')
@ObjectType()
export class RevealedIdentity {
  @Field(() => ID)
  id!: string;

  @Field(() => IdentityKind, { nullable: true })
  kind!: IdentityKind;

  @Field(() => String, { nullable: true })
  value!: string | null;
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, through } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { hangsOnCustomer } from '../../merging/parts';
import { ofCustomers } from '../../profile/customer.policy';

/** A whole record kept as it was at one instant, with the digest of its text. */
@Access('customer.read')
@ObjectType()
@Entity('profile_snapshot')
export class ProfileSnapshot extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => DateTime, { nullable: true, description: 'The instant that it shows' }) @Column('timestamptz', { name: 'taken_at' }) takenAt!: Date;
  @Column('uuid', { name: 'taken_by_id', nullable: true }) takenById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('takenById', 'user') takenBy?: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'SHA-256 of the whole text, in hexadecimal' }) @Column('text') sha256!: string;
  @Field(() => Int, { nullable: true, description: 'Bytes of the whole text' }) @Column('int') size!: number;
  @Column('text') content!: string;
}

export const snapshotPolicy = policy(ProfileSnapshot, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

hangsOnCustomer({ table: 'profile_snapshot' });

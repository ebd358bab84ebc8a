import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { hangsOnCustomer } from '../merging/parts';

hangsOnCustomer({ table: 'erasure', onErase: 'keep', counted: false });

/** How many rows of one table were removed or emptied. */
@Access('privacy.manage')
@ObjectType()
export class ErasedCount {
  @Field(() => String, { nullable: true })
  table!: string;

  @Field(() => Int, { nullable: true })
  rows!: number;
}

/** The certificate that a person was erased. It names a record by its number, never a person. */
@Access('privacy.manage')
@ObjectType()
@Entity('erasure')
export class Erasure extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => String, { nullable: true, description: 'Record number' })
  @Derived((alias) => `(select c.archive_no from customer c where c.id = ${alias}.customer_id)`)
  archiveNo!: string | null;

  @Column('uuid', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'erased_at' })
  erasedAt!: Date;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  reason!: string;

  @Field(() => [ErasedCount], { nullable: true })
  @Column('jsonb')
  counts!: ErasedCount[];

  @Field(() => Int, { nullable: true, description: 'Line in the list of erasures' })
  @Column('int', { name: 'list_number' })
  listNumber!: number;

  @Field(() => String, { nullable: true, description: 'Mark of that line: proves that the list has not been changed since' })
  @Column('text', { name: 'list_mark' })
  listMark!: string;
}

/** Certificates are for whoever answers persons; there is nothing in them to scope. */
export const erasurePolicy = policy(Erasure, { read: 'privacy.manage', scope: everyone() });

import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';

/** One record absorbed by another. Archived: they have been taken apart again. */
@Access('customer.read')
@ObjectType()
@Entity('customer_merge')
export class CustomerMerge extends Row {
  /** The record that stands now. */
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  /** The record that absorbed the other; it may have been absorbed itself since. */
  @Column('uuid', { name: 'parent_id' })
  parentId!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'absorbed_id' })
  absorbedId!: string;

  @Field(() => String, { nullable: true, description: 'Number of the record that was absorbed' })
  @Derived((alias) => `(select c.archive_no from customer c where c.id = ${alias}.absorbed_id)`)
  absorbedNo!: string | null;

  @Field(() => ID, { nullable: true, description: 'The batch that takes it back' })
  @Column('uuid', { name: 'batch_id', nullable: true })
  batchId!: string | null;

  @Column('uuid', { name: 'merged_by', nullable: true })
  mergedById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('mergedById', 'user')
  mergedBy?: NamedRef | null;

  @Field(() => DateTime, { nullable: true })
  @Derived((alias) => `${alias}.created_at`)
  mergedAt!: Date | null;
}

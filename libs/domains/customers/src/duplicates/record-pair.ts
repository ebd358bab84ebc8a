import { Field, ObjectType } from '@nestjs/graphql';
import { Column } from 'typeorm';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';

/** Two records of which somebody must say what they are to each other, and who has said so. */
@ObjectType({ isAbstract: true })
export abstract class RecordPair extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'other_id' })
  otherId!: string;

  // Ids under the names of the fields: their resolver reads the customers within the steward's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string;

  @Derived((alias) => `${alias}.other_id`)
  other?: string;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('decidedById', 'user')
  decidedBy?: NamedRef | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}

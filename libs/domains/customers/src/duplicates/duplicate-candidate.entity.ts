import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { DuplicateReason, DuplicateState } from '@dossier/vocabulary/enums';

/** Two records that may be one customer. Both sides are read with the steward's own reach. */
@Access('customer.steward')
@ObjectType()
@Entity('duplicate_candidate')
export class DuplicateCandidate extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'other_id' })
  otherId!: string;

  // Ids under the names of the fields: their resolver reads the customers within the steward's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string;

  @Derived((alias) => `${alias}.other_id`)
  other?: string;

  @Field(() => DuplicateReason, { nullable: true })
  @Column('text')
  reason!: DuplicateReason;

  @Field(() => DuplicateState, { nullable: true })
  @Column('text', { default: DuplicateState.OPEN })
  state!: DuplicateState;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('decidedById', 'user')
  decidedBy?: NamedRef | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}

export const duplicatePolicy = policy(DuplicateCandidate, {
  read: 'customer.steward',
  scope: everyone(),
  actions: { RESOLVE: { word: 'customer.steward', when: (row) => row.state === DuplicateState.OPEN, needs: ['state'] } },
});

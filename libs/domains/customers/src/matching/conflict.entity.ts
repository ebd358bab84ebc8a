import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { ConflictKind, ConflictResolution, ConflictState, MatchField } from '@dossier/vocabulary/match-enums';

registerEnumType(ConflictKind, { name: 'ConflictKind' });
registerEnumType(ConflictState, { name: 'ConflictState' });
registerEnumType(ConflictResolution, { name: 'ConflictResolution' });

/** One identity on two live records that contradict each other. Both sides are read with the steward's own reach. */
@Access('customer.steward')
@ObjectType()
@Entity('identity_conflict')
export class IdentityConflict extends Row {
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'other_id' })
  otherId!: string;

  // Ids under the names of the fields: their resolver reads the customers within the steward's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string;

  @Derived((alias) => `${alias}.other_id`)
  other?: string;

  @Column('uuid', { name: 'identity_id' })
  identityId!: string;

  @Column('uuid', { name: 'other_identity_id' })
  otherIdentityId!: string;

  @Field(() => IdentityKind, { nullable: true })
  @Column('text', { name: 'identity_kind' })
  identityKind!: IdentityKind;

  @Field(() => ConflictKind, { nullable: true })
  @Column('text')
  kind!: ConflictKind;

  @Field(() => [MatchField], { nullable: true, description: 'What cannot be true of one person' })
  @Column('text', { array: true, default: () => "'{}'" })
  fields!: MatchField[];

  @Field(() => ConflictState, { nullable: true })
  @Column('text', { default: ConflictState.OPEN })
  state!: ConflictState;

  @Field(() => ConflictResolution, { nullable: true })
  @Column('text', { nullable: true })
  resolution!: ConflictResolution | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedById!: string | null;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('decidedById', 'user')
  decidedBy?: NamedRef | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

export const conflictPolicy = policy(IdentityConflict, {
  read: 'customer.steward',
  scope: everyone(),
  actions: {
    RESOLVE: { word: 'customer.steward', when: (row) => row.state === ConflictState.OPEN, needs: ['state'] },
    REOPEN: { word: 'customer.steward', when: (row) => row.state === ConflictState.RESOLVED, needs: ['state'] },
  },
});

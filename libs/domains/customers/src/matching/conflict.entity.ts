import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField } from '@dossier/kernel/data';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { ConflictKind, ConflictResolution, ConflictState, MatchField } from '@dossier/vocabulary/match-enums';
import { RecordPair } from '../duplicates/record-pair';

registerEnumType(ConflictKind, { name: 'ConflictKind' });
registerEnumType(ConflictState, { name: 'ConflictState' });
registerEnumType(ConflictResolution, { name: 'ConflictResolution' });

/** One identity on two live records that contradict each other. Both sides are read with the steward's own reach. */
@Access('customer.steward')
@ObjectType()
@Entity('identity_conflict')
export class IdentityConflict extends RecordPair {
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

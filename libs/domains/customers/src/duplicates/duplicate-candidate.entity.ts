import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Percent } from '@dossier/kernel/graphql';
import { DuplicateReason, DuplicateState } from '@dossier/vocabulary/enums';
import { MatchAgreement, MatchField, MatchLevel } from '@dossier/vocabulary/match-enums';
import { RecordPair } from './record-pair';

registerEnumType(MatchField, { name: 'MatchField' });
registerEnumType(MatchAgreement, { name: 'MatchAgreement' });
registerEnumType(MatchLevel, { name: 'MatchLevel' });

/** How one field of two records agrees, and how much that says. */
@Access('customer.steward')
@ObjectType()
export class MatchReason {
  @Field(() => MatchField)
  field!: MatchField;

  @Field(() => MatchAgreement)
  agreement!: MatchAgreement;

  @Field(() => Float, { description: 'In bits: above 0 it speaks for one person, below 0 against' })
  weight!: number;
}

/** Two records that may be one customer. Both sides are read with the steward's own reach. */
@Access('customer.steward')
@ObjectType()
@Entity('duplicate_candidate')
export class DuplicateCandidate extends RecordPair {
  @Field(() => DuplicateReason, { nullable: true })
  @Column('text')
  reason!: DuplicateReason;

  @Field(() => MatchLevel, { nullable: true })
  @Column('text', { default: MatchLevel.REVIEW })
  level!: MatchLevel;

  @Field(() => Float, { nullable: true, description: 'Sum of the weights of all reasons, in bits' })
  @Column('real', { nullable: true })
  weight!: number | null;

  @Field(() => Percent, { nullable: true, description: 'How probable it is that they are one' })
  @Column('real', { nullable: true })
  probability!: number | null;

  @Field(() => [MatchReason], { nullable: true, description: 'The weightiest first' })
  @Column('jsonb', { default: () => "'[]'" })
  reasons!: MatchReason[];

  @Field(() => DuplicateState, { nullable: true })
  @Column('text', { default: DuplicateState.OPEN })
  state!: DuplicateState;

  @Field(() => ID, { nullable: true, description: 'The batch that takes the merge of the two back' })
  @Column('uuid', { name: 'merge_batch_id', nullable: true })
  batchId!: string | null;
}

export const duplicatePolicy = policy(DuplicateCandidate, {
  read: 'customer.steward',
  scope: everyone(),
  actions: {
    RESOLVE: { word: 'customer.steward', when: (row) => row.state === DuplicateState.OPEN, needs: ['state'] },
    REOPEN: { word: 'customer.steward', when: (row) => row.state === DuplicateState.DIFFERENT, needs: ['state'] },
  },
});

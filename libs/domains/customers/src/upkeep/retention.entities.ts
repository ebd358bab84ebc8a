import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { RetentionAction, RetentionSubject } from '@dossier/vocabulary/fact-enums';

/** How long records are kept for a purpose, and what becomes of them then. Nothing goes without the code of such a rule. */
@Access('upkeep.manage')
@ObjectType()
@Entity('retention_policy')
export class RetentionPolicy extends Row {
  @Field(() => String, { nullable: true, description: 'The rule that every line of proof names; never given twice' }) @Column('text') code!: string;
  @Field(() => String, { nullable: true, description: 'For what the records are kept' }) @Column('text') purpose!: string;
  @Field(() => RetentionSubject, { nullable: true }) @Column('text') subject!: RetentionSubject;
  @Field(() => Int, { nullable: true }) @Column('int') months!: number;
  @Field(() => RetentionAction, { nullable: true }) @Column('text') action!: RetentionAction;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'last_run_at', nullable: true }) lastRunAt!: Date | null;
}

/** What a rule took from one record, and when. */
@Access('upkeep.manage')
@ObjectType()
@Entity('retention_proof')
export class RetentionProof extends Row {
  @Column('uuid', { name: 'policy_id' }) policyId!: string;
  @Field(() => String, { nullable: true }) @Column('text') code!: string;
  @Field(() => RetentionAction, { nullable: true }) @Column('text') action!: RetentionAction;
  @Field(() => String, { nullable: true, description: 'Number of the record' }) @Column('text', { name: 'archive_no' }) archiveNo!: string;
  @Field(() => [String], { nullable: true, description: 'Fields that were emptied' }) @Column('text', { array: true }) fields!: string[];
  @Field(() => Int, { nullable: true, description: 'Contacts that went' }) @Column('int') contacts!: number;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'ran_at' }) ranAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was taken back' }) @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Since when nothing brings it back' }) @Column('timestamptz', { name: 'final_at', nullable: true }) finalAt!: Date | null;
  @Column('uuid', { name: 'batch_id' }) batchId!: string;
  @Field(() => String, { nullable: true, description: 'The run it belongs to: all of a run is taken back together' }) @Derived((alias) => `${alias}.batch_id`) run?: string;
}

/** One run of one rule. */
@Access('upkeep.manage')
@ObjectType()
export class RetentionRun {
  @Field(() => String, { description: 'Its batch' }) id!: string;
  @Field(() => String, { nullable: true }) code!: string;
  @Field(() => RetentionAction, { nullable: true }) action!: RetentionAction;
  @Field(() => DateTime, { nullable: true }) ranAt!: Date;
  @Field(() => Int, { nullable: true }) records!: number;
  @Field(() => Int, { nullable: true }) undone!: number;
  @Field(() => Boolean, { nullable: true, description: 'Within 30 days, and not taken back yet' }) canUndo!: boolean;
}

export const retentionPolicyPolicy = policy(RetentionPolicy, {
  read: 'upkeep.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'upkeep.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'upkeep.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

export const retentionProofPolicy = policy(RetentionProof, { read: 'upkeep.manage', scope: everyone() });

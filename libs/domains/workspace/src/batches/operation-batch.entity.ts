import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, own, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { connection } from '@dossier/kernel/list';
import { BatchKind, BatchState } from '@dossier/vocabulary/enums';

registerEnumType(BatchKind, { name: 'BatchKind' });
registerEnumType(BatchState, { name: 'BatchState' });

/** How long a batch can be taken back. */
export const REVERT_DAYS = 30;

/** Many changes made as one, which can be taken back as one. */
@ObjectType()
@Access('signed-in')
@Entity('operation_batch')
export class OperationBatch extends Row {
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => BatchKind, { nullable: true }) @Column('text') kind!: BatchKind;
  @Field(() => BatchState, { nullable: true }) @Column('text') state!: BatchState;
  @Field(() => String, { nullable: true }) @Column('text') title!: string;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'row_count' }) rowCount!: number;
  @Field(() => Int, { nullable: true, description: 'Rows that a revert left alone, because somebody changed them since.' }) @Column('int', { name: 'conflict_count' }) conflictCount!: number;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => Boolean, { nullable: true })
  @Derived((alias) => `(${alias}.state in ('DONE','FAILED') and ${alias}.kind <> 'DEMO' and ${alias}.created_at > now() - interval '${REVERT_DAYS} days')`)
  canRevert!: boolean;
  @Field(() => NamedRef, { nullable: true }) @NameOf('ownerId', 'user') by?: NamedRef;
}

export const OperationBatchConnection = connection(OperationBatch, 'signed-in');

/** A batch is the affair of whoever made it. */
export const operationBatchPolicy = policy(OperationBatch, { read: 'signed-in', scope: own('ownerId') });

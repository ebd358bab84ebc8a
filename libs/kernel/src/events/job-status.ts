import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '../access/access.decorator';
import { policy } from '../access/policy';
import { own } from '../access/scope';
import { DateTime } from '../graphql/scalars';

export enum JobState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(JobState, { name: 'JobState' });

/** Long work in the background, as its starter sees it. */
@ObjectType()
@Access('signed-in')
@Entity('job')
export class JobStatus {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => JobState, { nullable: true }) @Column('text') state!: JobState;
  @Field(() => Float, { nullable: true }) @Column('bigint') done!: number;
  @Field(() => Float, { nullable: true }) @Column('bigint', { nullable: true }) total!: number | null;
  @Field(() => String, { nullable: true, description: 'Code of the error that ended it.' }) @Column('text', { nullable: true }) error!: string | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A job belongs to whoever started it. */
export const jobPolicy = policy(JobStatus, { read: 'signed-in', scope: own('ownerId') });

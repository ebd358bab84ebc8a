import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf } from '@dossier/kernel/data';
import { BEAT_SECONDS, JobState } from '@dossier/kernel/events';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

/** A running job is silent when it has given no sign of life for twice the time between two of them. */
const silent = (alias: string): string => `(${alias}.state = 'RUNNING' and ${alias}.error is null and coalesce(${alias}.heartbeat_at, ${alias}.started_at) < now() - interval '${BEAT_SECONDS * 2} seconds')`;

/** A job of anybody, as those see it who keep the product running. What it works on is not shown. */
@ObjectType()
@Access('operation.read')
@Entity('job')
export class OperatedJob {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => JobState, { nullable: true }) @Column('text') state!: JobState;
  @Field(() => Float, { nullable: true }) @Column('bigint') done!: number;
  @Field(() => Float, { nullable: true }) @Column('bigint', { nullable: true }) total!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int') attempts!: number;
  @Field(() => Int, { nullable: true, description: 'How often a worker went silent and another went on.' }) @Column('int') takeovers!: number;
  @Field(() => String, { nullable: true, description: 'Code of the error of the last attempt.' }) @Column('text', { nullable: true }) error!: string | null;
  @Field(() => String, { nullable: true, description: 'One line for operators about that error, without anything of a customer.' }) @Column('text', { nullable: true }) detail!: string | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who started it; null where the product did.' }) @NameOf('ownerId', 'user') starter?: NamedRef;
  @Field(() => String, { nullable: true, description: 'The number of the request that asked for it.' }) @Column('text', { name: 'request_id', nullable: true }) requestId!: string | null;
  @Field(() => String, { nullable: true, description: 'The process that holds it.' }) @Column('text', { name: 'lease_holder', nullable: true }) holder!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'heartbeat_at', nullable: true }) heartbeatAt!: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Its worker has gone silent; another will take it over.' }) @Derived(silent) isSilent?: boolean;
  @Field(() => DateTime, { nullable: true, description: 'When another worker may take it over.' }) @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Somebody has asked to stop it; it ends at its next checkpoint.' }) @Column('boolean', { name: 'cancel_asked' }) cancelAsked!: boolean;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Field(() => [String], { nullable: true, description: 'RETRY, STOP.' }) @CanField() can!: string[];
}

export const OperatedJobConnection = connection(OperatedJob, 'operation.read');

const ended: readonly JobState[] = [JobState.FAILED, JobState.CANCELLED];
const open: readonly JobState[] = [JobState.QUEUED, JobState.RUNNING];

/** Whoever operates the product sees every job, and never what is in it. */
export const operatedJobPolicy = policy(OperatedJob, {
  read: 'operation.read',
  scope: everyone(),
  actions: {
    RETRY: { word: 'operation.manage', when: (job) => ended.includes(job.state), needs: ['state'] },
    STOP: { word: 'operation.manage', when: (job) => open.includes(job.state) && !job.cancelAsked, needs: ['state', 'cancelAsked'] },
  },
});


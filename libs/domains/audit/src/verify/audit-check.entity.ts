import { Column, Entity } from 'typeorm';
import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AuditCheckState } from '@dossier/vocabulary/alerts';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection, type ListSpec } from '@dossier/kernel/list';

registerEnumType(AuditCheckState, { name: 'AuditCheckState' });

/** One run over the whole trail, and what it found. */
@Entity('audit_check')
@ObjectType()
@Access('audit.read')
export class AuditCheck extends Row {
  @Field(() => AuditCheckState, { nullable: true })
  @Column('text')
  state!: AuditCheckState;

  @Field(() => DateTime, { nullable: true })
  @Derived((alias) => `${alias}.created_at`)
  at?: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'job_id', nullable: true })
  jobId!: string | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedById!: string | null;

  @Field(() => NamedRef, { nullable: true, description: 'Who asked for it; the product itself where there is nobody.' })
  @NameOf('askedById', 'user')
  askedBy?: NamedRef | null;

  @Field(() => Float, { nullable: true, description: 'Seals that were checked with their rows.' })
  @Column('bigint')
  checked!: number;

  @Field(() => Float, { nullable: true })
  @Column('bigint')
  total!: number;

  @Field(() => Float, { nullable: true })
  @Column('bigint')
  millis!: number;

  @Field(() => String, { nullable: true, description: 'EDITED, DELETED, INSERTED, REORDERED, TRUNCATED, RECHAINED, CHECKPOINT_MISMATCH or CHECKPOINT_MISSING.' })
  @Column('text', { nullable: true })
  fault!: string | null;

  @Field(() => Float, { nullable: true, description: 'The first seal that is wrong.' })
  @Column('bigint', { nullable: true })
  sequence!: number | null;

  @Field(() => Json, { nullable: true })
  @Column('jsonb', { default: {} })
  facts!: unknown;
}

export const AuditCheckConnection = connection(AuditCheck, 'audit.read');
export const auditCheckPolicy = policy(AuditCheck, { read: 'audit.read', scope: everyone() });
export const auditCheckList: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

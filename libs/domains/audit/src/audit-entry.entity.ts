import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AuditOutcome } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { Derived } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

registerEnumType(AuditOutcome, { name: 'AuditOutcome' });

/** What one act did to one row: personal values are masked before they are written here. */
@ObjectType()
@Access('audit.read')
export class AuditChange {
  @Field(() => String, { nullable: true }) table!: string;
  @Field(() => String, { nullable: true }) rowId!: string | null;
  @Field(() => String, { nullable: true }) operation!: string;
  @Field(() => [String], { nullable: true }) fields!: string[] | null;
  @Field(() => Json, { nullable: true }) before!: unknown;
  @Field(() => Json, { nullable: true }) after!: unknown;
}

/** An import can change more rows under one entry than a page can show; the count tells how many there are. */
const MOST_CHANGES = 100;

/** Changes are written before their entry, in the same transaction: two months at most are looked into. */
const under = (alias: string): string => `c.entry_id = ${alias}.id and c.at <= ${alias}.at and c.at > ${alias}.at - interval '1 day'`;

const changesOf = (alias: string): string => `(select coalesce(json_agg(json_build_object('table', c.table_name, 'rowId', c.row_id, 'operation', c.operation,
    'fields', c.fields, 'before', c.before, 'after', c.after) order by c.id), '[]')
  from (select * from audit_change c where ${under(alias)} order by c.id limit ${MOST_CHANGES}) c)`;
const changeCount = (alias: string): string =>
  `(select coalesce(sum(coalesce(cardinality(c.row_ids), 1)), 0)::float8 from audit_change c where ${under(alias)})`;

/** One act: who, when, from where, what, and how it ended. Nobody can change or remove it. */
@Entity('audit_entry')
@ObjectType()
@Access('audit.read')
export class AuditEntry {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz')
  at!: Date;

  @Field(() => String, { nullable: true, description: 'USER, JOB or NOBODY.' })
  @Column('text', { name: 'actor_kind' })
  actorKind!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'actor_name', nullable: true })
  actorName!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text')
  action!: string;

  /** Type of the object that was acted on. */
  @Field(() => String, { nullable: true })
  @Column('text', { name: 'object_type', nullable: true })
  object!: string | null;

  @Field(() => ID, { nullable: true })
  @Column('text', { name: 'object_id', nullable: true })
  objectId!: string | null;

  @Field(() => AuditOutcome, { nullable: true })
  @Column('text')
  outcome!: AuditOutcome;

  @Field(() => String, { nullable: true, description: 'Code of the error of an act that did not happen.' })
  @Column('text', { nullable: true })
  code!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  reason!: string | null;

  @Field(() => Json, { nullable: true })
  @Column('jsonb', { nullable: true })
  facts!: unknown;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'request_id' })
  requestId!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  ip!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  device!: string | null;

  @Field(() => [AuditChange], { nullable: true, description: 'The first 100 rows that the act changed.' })
  @Derived(changesOf)
  changes?: AuditChange[];

  @Field(() => Number, { nullable: true, description: 'Rows that the act changed.' })
  @Derived(changeCount)
  changeCount?: number;
}

export const AuditEntryConnection = connection(AuditEntry, 'audit.read');

import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, policy, type Scope } from '@dossier/kernel/access';
import { CanField, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection, PageArgs, sql, type ListSpec } from '@dossier/kernel/list';
import { ExportFormat, ExportState } from '@dossier/vocabulary/enums';

/** An export that waits for a second person, or has had their answer. What it filters by stays sealed; what would leave is told. */
@ObjectType()
@Access('export.approve')
@Entity('export_file')
export class ExportRequest extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who asked.' }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Column('uuid', { name: 'on_behalf_of', nullable: true }) onBehalfOf!: string | null;
  @Field(() => String, { nullable: true }) @Column('text') list!: string;
  @Field(() => ExportFormat, { nullable: true }) @Column('text') format!: ExportFormat;
  @Field(() => ExportState, { nullable: true }) @Column('text') state!: ExportState;
  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) fields!: string[];
  @Field(() => Boolean, { nullable: true, description: 'Contact data would stand in it in clear.' }) @Column('boolean') clear!: boolean;
  @Field(() => String, { nullable: true, description: 'What for, in the words of who asked.' }) @Column('text', { nullable: true }) reason!: string | null;
  @Field(() => Int, { nullable: true, description: 'Rows when it was asked for.' }) @Column('int', { name: 'expected_rows', nullable: true }) expectedRows!: number | null;
  @Field(() => Int, { nullable: true, description: 'Rows that left.' }) @Column('int', { name: 'row_count', nullable: true }) rowCount!: number | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('decidedById', 'user') decidedBy?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was declined.' }) @Column('text', { nullable: true }) decision!: string | null;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const ExportRequestConnection = connection(ExportRequest, 'export.approve');

/** Exports that need nobody's yes are their owner's alone. */
const asked: Scope = {
  needs: [],
  where: (scopes, _viewer, alias) => (scopes.length > 0 ? `(${alias}.state = 'NEEDS_APPROVAL' or ${alias}.decided_at is not null)` : 'false'),
  covers: (scopes) => scopes.length > 0,
};

const waits = (row: ExportRequest): boolean => row.state === ExportState.NEEDS_APPROVAL;

export const exportRequestPolicy = policy(ExportRequest, {
  read: 'export.approve',
  scope: asked,
  actions: { APPROVE: { word: 'export.approve', when: waits, needs: ['state'] }, DECLINE: { word: 'export.approve', when: waits, needs: ['state'] } },
});

@InputType()
export class ExportRequestFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that wait, or those that were decided.' }) @IsOptional() @IsBoolean() open?: boolean;
}

@ArgsType()
export class ExportRequestArgs extends PageArgs {
  @Field(() => ExportRequestFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ExportRequestFilter) filter?: ExportRequestFilter;
}

export const exportRequestList: ListSpec<'open', 'CREATED_AT'> = {
  filter: { open: sql<boolean>(['state'], (open, { alias }) => `(${alias}.state = 'NEEDS_APPROVAL') = ${open ? 'true' : 'false'}`) },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

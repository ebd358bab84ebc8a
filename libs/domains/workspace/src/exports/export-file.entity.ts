import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, own, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { ExportFormat, ExportState } from '@dossier/vocabulary/enums';

registerEnumType(ExportFormat, { name: 'ExportFormat' });
registerEnumType(ExportState, { name: 'ExportState' });

/** How long an exported file is kept. */
export const EXPORT_DAYS = 7;

/** A list written to a file, for the one person who asked; encrypted, and gone after seven days. */
@ObjectType()
@Access('signed-in')
@Entity('export_file')
export class ExportFile extends Row {
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  /** Whose rows stand in it, where the owner asked in somebody's place. */
  @Column('uuid', { name: 'on_behalf_of', nullable: true }) onBehalfOf!: string | null;
  @Field(() => String, { nullable: true }) @Column('text') list!: string;
  @Field(() => ExportFormat, { nullable: true }) @Column('text') format!: ExportFormat;
  @Field(() => ExportState, { nullable: true }) @Column('text') state!: ExportState;
  /** Filter, sort and columns, sealed: a filter may hold a phone number. */
  @Column('bytea') ask!: Buffer;
  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) fields!: string[];
  @Field(() => Boolean, { nullable: true, description: 'Contact data stands in it in clear.' }) @Column('boolean') clear!: boolean;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) reason!: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'file_name' }) fileName!: string;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'row_count', nullable: true }) rowCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Rows when it was asked for.' }) @Column('int', { name: 'expected_rows', nullable: true }) expectedRows!: number | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedById!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who said yes or no, where somebody had to.' }) @NameOf('decidedById', 'user') decidedBy?: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'Why it was declined.' }) @Column('text', { nullable: true }) decision!: string | null;
  @Column('bigint', { nullable: true }) size!: number | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => String, { nullable: true, description: 'Where the file can be fetched; null until it is ready and after it has expired.' })
  @Derived((alias) => `(case when ${alias}.state = 'DONE' and ${alias}.expires_at > now() then '/api/exports/' || ${alias}.id || '/file' end)`)
  url!: string | null;
}

export const ExportFileConnection = connection(ExportFile, 'signed-in');

/** A file belongs to one person and to nobody else, whatever their reach. */
export const exportFilePolicy = policy(ExportFile, { read: 'signed-in', scope: own('ownerId') });

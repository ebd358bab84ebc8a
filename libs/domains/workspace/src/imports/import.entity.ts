import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, own, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { DateOrder, ImportKind, ImportMode, ImportState } from '@dossier/vocabulary/enums';

registerEnumType(ImportKind, { name: 'ImportKind' });
registerEnumType(ImportState, { name: 'ImportState' });
registerEnumType(ImportMode, { name: 'ImportMode' });
registerEnumType(DateOrder, { name: 'DateOrder' });

/** A column as stored: its samples stand sealed beside it. */
export interface StoredColumn {
  name: string;
  field: string | null;
  confidence: number;
}

/** A kind of problem as stored. */
export interface StoredProblem {
  code: string;
  column: string | null;
  count: number;
  example: string | null;
  facts: Record<string, unknown> | null;
  rowNo: number;
}

/** One file on its way in: found out, mapped, tried on the whole file, committed, and for 30 days revertible. */
@ObjectType()
@Access('signed-in')
@Entity('import')
export class Import extends Row {
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => ImportKind, { nullable: true }) @Column('text') kind!: ImportKind;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'file_name' }) fileName!: string;
  @Field(() => Float, { nullable: true }) @Column('bigint') size!: number;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('text', { name: 'shape_key', nullable: true }) shapeKey!: string | null;
  @Field(() => ImportState, { nullable: true }) @Column('text') state!: ImportState;
  @Field(() => String, { nullable: true, description: 'TEXT or XLSX.' }) @Column('text') format!: 'TEXT' | 'XLSX';
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) encoding!: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) delimiter!: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) sheet!: string | null;
  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) sheets!: string[];
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'header_row' }) headerRow!: number;
  @Field(() => DateOrder, { nullable: true, description: 'How dates with digits only are read where they could be read two ways.' }) @Column('text', { name: 'date_order', nullable: true }) dateOrder!: DateOrder | null;
  @Column('jsonb', { name: 'columns' }) storedColumns!: StoredColumn[];
  @Column('bytea', { nullable: true }) head!: Buffer | null;
  @Field(() => Json, { nullable: true, description: 'Column of the file to field.' }) @Column('jsonb') mapping!: Record<string, string | null>;
  @Field(() => ImportMode, { nullable: true }) @Column('text') mode!: ImportMode;
  @Field(() => String, { nullable: true, description: 'The field by which rows find their record again.' }) @Column('text', { nullable: true }) key!: string | null;
  @Field(() => [String], { nullable: true, description: 'Fields that an update never overwrites.' }) @Column('text', { array: true, name: 'keep_fields' }) keepFields!: string[];
  @Field(() => Json, { nullable: true, description: 'Values for rows that bring none.' }) @Column('jsonb') defaults!: Record<string, unknown>;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'row_count' }) rowCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'new_count' }) newCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'changed_count' }) changedCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'same_count' }) sameCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'failed_count' }) failedCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'inserted_count' }) insertedCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'updated_count' }) updatedCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'skipped_count' }) skippedCount!: number;
  @Column('jsonb', { name: 'problems' }) storedProblems!: StoredProblem[];
  @Field(() => ID, { nullable: true, description: 'An earlier import of one’s own with exactly the same content.' }) @Column('uuid', { name: 'same_file_as', nullable: true }) sameFileAs!: string | null;
  @Column('boolean', { name: 'reaches_all', nullable: true }) reachesAll!: boolean | null;
  @Column('int') checkpoint!: number;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'batch_id', nullable: true }) batchId!: string | null;
  @Field(() => Boolean, { nullable: true })
  @Derived((alias) => `coalesce((select b.kind <> 'DEMO' and b.state in ('DONE','FAILED') and b.created_at > now() - interval '30 days' from operation_batch b where b.id = ${alias}.batch_id), false)`)
  canRevert!: boolean;
  @Field(() => NamedRef, { nullable: true }) @NameOf('ownerId', 'user') by?: NamedRef;
}

export const ImportConnection = connection(Import, 'signed-in');

/** A file may hold anything, so it is its owner's alone. */
export const importPolicy = policy(Import, { read: 'signed-in', scope: own('ownerId') });

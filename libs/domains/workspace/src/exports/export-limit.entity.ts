import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { ExportMark } from '@dossier/vocabulary/enums';

registerEnumType(ExportMark, { name: 'ExportMark' });

/** How much may leave by the hand of one person, of a role, or of anybody who has no limit of their own; how much they may look at before they say what for. */
@ObjectType()
@Access('export.approve')
@Entity('export_limit')
export class ExportLimit extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'role_id', nullable: true }) roleId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('roleId', 'role') role?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('userId', 'user') user?: NamedRef | null;
  @Field(() => Int, { nullable: true, description: 'Rows a day; null: no bound.' }) @Column('int', { name: 'rows_per_day', nullable: true }) rowsPerDay!: number | null;
  @Field(() => Int, { nullable: true, description: 'An export of more rows waits for a second person; null: none does.' }) @Column('int', { name: 'approval_above', nullable: true }) approvalAbove!: number | null;
  @Field(() => Int, { nullable: true, description: 'The same for exports with contact data in clear.' }) @Column('int', { name: 'clear_above', nullable: true }) clearAbove!: number | null;
  @Field(() => Int, { nullable: true, description: 'Records opened within an hour before a purpose is asked for; null: no bound.' }) @Column('int', { name: 'opens_per_hour', nullable: true }) opensPerHour!: number | null;
  @Field(() => Int, { nullable: true, description: 'Records whose contact data is revealed within an hour before a purpose is asked for; null: no bound.' }) @Column('int', { name: 'reveals_per_hour', nullable: true }) revealsPerHour!: number | null;
  @Field(() => ExportMark, { nullable: true, description: 'Which exports bear a mark that nobody sees; null: as the next wider limit says.' }) @Column('text', { nullable: true }) mark!: ExportMark | null;
}

export const exportLimitPolicy = policy(ExportLimit, { read: 'export.approve', scope: everyone(), actions: { UPDATE: { word: 'company.manage' } } });

@InputType({ description: 'For a role or a person; for neither: for all who have none of their own.' })
export class ExportLimitInput {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() roleId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() userId?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(2_000_000_000) rowsPerDay?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(2_000_000_000) approvalAbove?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(2_000_000_000) clearAbove?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(1_000_000) opensPerHour?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(1_000_000) revealsPerHour?: number | null;
  @Field(() => ExportMark, { nullable: true }) @IsOptional() @IsEnum(ExportMark) mark?: ExportMark | null;
}

import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, carry, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Json } from '@dossier/kernel/graphql';
import { connection, sql, type ListSpec } from '@dossier/kernel/list';
import { ModelHealth, ModelKind, ModelState, ScoreBasis } from '@dossier/vocabulary/insight-enums';

registerEnumType(ModelKind, { name: 'ModelKind' });
registerEnumType(ModelState, { name: 'ModelState' });
registerEnumType(ModelHealth, { name: 'ModelHealth' });
registerEnumType(ScoreBasis, { name: 'ScoreBasis' });

/** What a look at a published version has found. */
@Entity('model_check')
@ObjectType()
@Access('model.read')
export class ModelCheck extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'version_id' }) versionId!: string;
  @Field(() => Day, { nullable: true, description: 'The last day that it looked at' }) @Column('date', { name: 'checked_on' }) checkedOn!: string;
  @Field(() => DateTime, { nullable: true }) @Derived((t) => `${t}.created_at`) checkedAt?: Date;
  @Field(() => ModelHealth, { nullable: true }) @Column('text') health!: ModelHealth;
  @Field(() => Float, { nullable: true, description: 'Population stability index of the scores against those at fitting; null where it cannot be told' }) @Column('float8', { nullable: true }) psi!: number | null;
  @Field(() => Float, { nullable: true, description: 'What came less what was predicted, as a share; null until enough time has passed' }) @Column('float8', { nullable: true }) gap!: number | null;
  @Field(() => Json, { nullable: true, description: 'Predictions of this version beside what came since' }) @Column('jsonb', { nullable: true }) reliability!: unknown;
  @Field(() => Json, { nullable: true, description: 'What to know about it: zh and en' }) @Column('jsonb') cautions!: unknown;
}

const isOpen = (t: string): string => `exists (select 1 from job j where j.id = ${t}.job_id and j.state in ('QUEUED','RUNNING'))`;

/** One fit of a model: what it found, what it rests on, and whether it is in force. */
@Entity('model_version')
@ObjectType()
@Access('model.read')
export class ModelVersion extends Row {
  @Field(() => ModelKind, { nullable: true }) @Column('text') kind!: ModelKind;
  @Field(() => Int, { nullable: true, description: 'Counted within its kind' }) @Column('int') number!: number;
  @Column('text', { name: 'state' }) kept!: ModelState;
  // A fit whose job has ended without a word is not under way any more.
  @Field(() => ModelState, { nullable: true }) @Derived((t) => `case when ${t}.state = 'FITTING' and not ${isOpen(t)} then 'FAILED' else ${t}.state end`) state?: ModelState;
  @Field(() => Boolean, { nullable: true, description: 'A caution stands beside it' }) @Column('bool', { default: false }) weak!: boolean;
  @Field(() => String, { nullable: true, description: 'The published method' }) @Column('text') method!: string;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'method_version' }) methodVersion!: string;
  @Field(() => Json, { nullable: true }) @Column('jsonb', { default: {} }) params!: Record<string, unknown>;
  @Column('jsonb', { nullable: true }) fit!: object | null;
  @Field(() => Json, { nullable: true, description: 'The model card: formula, parameters, unit, period, how many it rests on, who was left out and why, cautions, reliability on a held-out time' }) @Column('jsonb', { nullable: true }) card!: unknown;
  @Field(() => Day, { nullable: true, description: 'The last day that it knows' }) @Column('date', { name: 'cutoff_on', nullable: true }) cutoffOn!: string | null;
  @Field(() => Float, { nullable: true }) @Column('bigint') seed!: number;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the error that ended the fit' }) @Derived((t) => `(select j.error from job j where j.id = ${t}.job_id and j.state = 'FAILED')`) error?: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'fitted_at', nullable: true }) fittedAt!: Date | null;
  @Column('uuid', { name: 'fitted_by_id', nullable: true }) fittedById!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'The product itself where there is nobody' }) @NameOf('fittedById', 'user') fittedBy?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { name: 'published_by_id', nullable: true }) publishedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('publishedById', 'user') publishedBy?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt!: Date | null;
  @Field(() => ModelHealth, { nullable: true }) @Column('text', { default: ModelHealth.UNKNOWN }) health!: ModelHealth;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'checked_at', nullable: true }) checkedAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When the scores of customers were last computed by it' }) @Column('timestamptz', { name: 'scored_at', nullable: true }) scoredAt!: Date | null;
  @Field(() => Day, { nullable: true, description: 'Up to which day they know' }) @Column('date', { name: 'scored_on', nullable: true }) scoredOn!: string | null;
  @Field(() => Int, { nullable: true, description: 'Customers who have a score' }) @Column('int', { name: 'scored_rows', nullable: true }) scoredRows!: number | null;
  @Field(() => ScoreBasis, { nullable: true, description: 'By what the scores were made: RULE where the model no longer keeps its word' }) @Column('text', { nullable: true }) basis!: ScoreBasis | null;
  @Field(() => [ModelCheck], { nullable: true, description: 'The newest twelve looks at it' }) checks?: ModelCheck[] | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

carry(ModelVersion, 'checks', { of: ModelCheck, by: 'versionId', order: 'createdAt', newest: 12 });

const ready: readonly string[] = [ModelState.FITTED, ModelState.RETIRED];

export const modelVersionPolicy = policy(ModelVersion, {
  read: 'model.read', scope: everyone(),
  actions: {
    PUBLISH: { word: 'model.manage', when: (row) => ready.includes(row.kept), needs: ['kept'] },
    CHECK: { word: 'model.manage', when: (row) => row.kept === ModelState.PUBLISHED, needs: ['kept'] },
  },
});
export const modelCheckPolicy = policy(ModelCheck, { read: 'model.read', scope: everyone() });

export const ModelVersionConnection = connection(ModelVersion, 'model.read');

/** Versions of one kind, the newest first. */
export const modelVersionList: ListSpec<'kind', 'CREATED_AT'> = {
  filter: { kind: { ...sql<ModelKind>(['kind'], (kind, { column, params }) => `${column('kind')} = ${params.add(kind, 'text')}`), isPlain: true } },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC',
};

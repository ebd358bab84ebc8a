import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, withinReach } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { FormField, FormKind, FormState, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { isReal } from '../../misuse/real';

registerEnumType(FormKind, { name: 'FormKind' });
registerEnumType(FormState, { name: 'FormState' });
registerEnumType(FormField, { name: 'FormField' });
registerEnumType(QuestionKind, { name: 'QuestionKind' });

const versions = (alias: string): string => `(select v.definition from form_version v where v.form_id = ${alias}.id and v.no = ${alias}.published_no)`;

/** A page that asks customers something; who fills it in needs no account. What comes in belongs to whoever owns the form. */
@Access('form.manage')
@ObjectType()
@Entity('form')
export class Form extends Row {
  @Field(() => FormKind, { nullable: true }) @Column('text') kind!: FormKind;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => FormState, { nullable: true }) @Column('text', { default: 'DRAFT' }) state!: FormState;
  @Column('text') code!: string;
  @Field(() => String, { nullable: true, description: 'Where it is filled in.' }) @Derived((alias) => `('/f/' || ${alias}.code)`) path?: string | null;
  @Field(() => Json, { nullable: true, description: 'Title, questions, consents and texts as they are being written.' }) @Column('jsonb') draft!: unknown;
  @Field(() => Json, { nullable: true, description: 'The same as visitors see it; null until it is published.' }) @Derived(versions) published?: unknown;
  @Field(() => Int, { nullable: true, description: 'Number of the version that visitors see.' }) @Column('int', { name: 'published_no', nullable: true }) publishedNo!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'The draft says something else than the published version.' }) @Derived((alias) => `(${alias}.published_no is not null and ${alias}.draft is distinct from ${versions(alias)})`) isChanged?: boolean | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'The channel that new customers are noted to come from.' }) @NameOf('sourceId', 'channel') source?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Field(() => NamedRef, { nullable: true }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => [String], { nullable: true, description: 'Sites whose pages may show it inside them; empty: none may' }) @Column('text', { name: 'frame_origins', array: true, default: () => "'{}'" }) frameOrigins!: string[];
  @Field(() => Int, { nullable: true }) @Derived((alias) => `(select count(*)::int from intake_submission s where s.form_id = ${alias}.id and (s.customer_id is null or ${isReal('s.customer_id')}))`) submissionCount?: number | null;
  @Field(() => DateTime, { nullable: true }) @Derived((alias) => `(select max(s.created_at) from intake_submission s where s.form_id = ${alias}.id and (s.customer_id is null or ${isReal('s.customer_id')}))`) lastSubmissionAt?: string | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const FormConnection = connection(Form, 'form.manage');

const live = (row: Form): boolean => row.archivedAt === null;
const needs = ['archivedAt', 'state'] as const;

export const formPolicy = policy(Form, {
  read: 'form.manage',
  scope: withinReach({ owner: 'ownerId', team: 'teamId' }),
  actions: {
    CREATE: { word: 'form.manage', when: () => false },
    UPDATE: { word: 'form.manage', when: live, needs },
    PUBLISH: { word: 'form.manage', when: live, needs },
    CLOSE: { word: 'form.manage', when: (row) => live(row) && row.state === FormState.PUBLISHED, needs },
    ARCHIVE: { word: 'form.manage', when: (row) => live(row) && row.state !== FormState.PUBLISHED, needs },
    RESTORE: { word: 'form.manage', when: (row) => !live(row), needs },
    INVITE: { word: 'form.manage', when: (row) => live(row) && row.kind === FormKind.SURVEY && row.state === FormState.PUBLISHED, needs: ['archivedAt', 'state', 'kind'] },
  },
});

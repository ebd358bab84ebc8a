import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, own, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Json } from '@dossier/kernel/graphql';
import { DryRunState, LeadGrade, LeadRuleAxis, LeadRuleSubject, ScorecardState } from '@dossier/vocabulary/lead-enums';

registerEnumType(LeadGrade, { name: 'LeadGrade' });
registerEnumType(LeadRuleAxis, { name: 'LeadRuleAxis' });
registerEnumType(LeadRuleSubject, { name: 'LeadRuleSubject' });
registerEnumType(ScorecardState, { name: 'ScorecardState' });
registerEnumType(DryRunState, { name: 'DryRunState' });

/** One condition of a scorecard with the points that it gives or takes. */
@Access('scorecard.manage')
@ObjectType()
export class LeadRule {
  @Field(() => String, { nullable: true, description: 'Its name within the scorecard' }) key!: string;
  @Field(() => LeadRuleAxis, { nullable: true }) axis!: LeadRuleAxis;
  @Field(() => LeadRuleSubject, { nullable: true }) subject!: LeadRuleSubject;
  @Field(() => Int, { nullable: true, description: 'Points; below zero they are taken. Of what happens, for each time' }) weight!: number;
  @Field(() => [String], { nullable: true, description: 'Any of these: ids or coded values, as the subject says' }) in!: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Topics of behaviour' }) topicIds!: string[] | null;
  @Field(() => Float, { nullable: true, description: 'Amounts in minor units, completeness as a share, decision time in days' }) min!: number | null;
  @Field(() => Float, { nullable: true }) max!: number | null;
  @Field(() => Boolean, { nullable: true }) isKnown!: boolean | null;
  @Field(() => String, { nullable: true, description: 'The name of an attribute' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'A part of the address of a page' }) path!: string | null;
  @Field(() => Float, { nullable: true, description: 'After so many days half of the points are left' }) halfLifeDays!: number | null;
  @Field(() => Int, { nullable: true, description: 'The most that it gives or takes, however often it happens' }) cap!: number | null;
  @Field(() => String, { nullable: true, description: 'The rule as a sentence, in the language of whoever asks' }) text?: string;
}

/** Where levels and grades begin. */
@Access('scorecard.manage')
@ObjectType()
export class LeadGrading {
  @Field(() => Float, { nullable: true, description: 'How much of the score is fit; the rest is engagement' }) fitShare!: number;
  @Field(() => Int, { nullable: true }) fitHigh!: number;
  @Field(() => Int, { nullable: true }) fitMiddle!: number;
  @Field(() => Int, { nullable: true }) engagementHigh!: number;
  @Field(() => Int, { nullable: true }) engagementMiddle!: number;
  @Field(() => [LeadGrade], { nullable: true, description: 'Of high fit: at high, middle and low engagement' }) high!: LeadGrade[];
  @Field(() => [LeadGrade], { nullable: true }) middle!: LeadGrade[];
  @Field(() => [LeadGrade], { nullable: true }) low!: LeadGrade[];
  @Field(() => Float, { nullable: true, description: 'Where a model is in force: so many times what is to be expected of the usual lead is A' }) multipleA!: number;
  @Field(() => Float, { nullable: true }) multipleB!: number;
  @Field(() => Float, { nullable: true }) multipleC!: number;
  @Field(() => Float, { nullable: true, description: 'What it costs to follow a lead up, in minor units of the company’s currency' }) leadCost?: number | null;
}

/** One version of the rules by which leads are scored. */
@Access('scorecard.manage')
@ObjectType()
@Entity('lead_scorecard')
export class LeadScorecard extends Row {
  @Field(() => Int, { nullable: true }) @Column('int') number!: number;
  @Field(() => ScorecardState, { nullable: true }) @Column('text') state!: ScorecardState;
  @Column('jsonb', { name: 'rules' }) keptRules!: object;
  @Column('jsonb', { name: 'grading' }) keptGrading!: object;
  @Field(() => [LeadRule], { nullable: true }) @Derived((t) => `${t}.rules`) rules?: LeadRule[];
  @Field(() => LeadGrading, { nullable: true }) @Derived((t) => `${t}.grading`) grading?: LeadGrading;
  @Field(() => String, { nullable: true, description: 'Why it was made' }) @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who wrote it; the product itself where there is nobody' }) @NameOf('authorId', 'user') author?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt!: Date | null;
  @Column('uuid', { name: 'published_by_id', nullable: true }) publishedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('publishedById', 'user') publishedBy?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) @Derived((t) => `${t}.updated_at`) changedAt?: Date;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

const live = (row: LeadScorecard): boolean => row.archivedAt === null;

export const scorecardPolicy = policy(LeadScorecard, {
  read: 'scorecard.manage', scope: everyone(),
  actions: {
    UPDATE: { word: 'scorecard.manage', when: (row) => live(row) && row.state === ScorecardState.DRAFT, needs: ['state', 'archivedAt'] },
    PUBLISH: { word: 'scorecard.manage', when: (row) => live(row) && row.state !== ScorecardState.PUBLISHED, needs: ['state', 'archivedAt'] },
    DRY_RUN: { word: 'scorecard.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'scorecard.manage', when: (row) => live(row) && row.state === ScorecardState.DRAFT, needs: ['state', 'archivedAt'] },
  },
});

/** A lead that would change its grade. */
@Access('scorecard.manage')
@ObjectType()
export class LeadGradeChange {
  @Field(() => LeadGrade, { nullable: true }) from!: LeadGrade;
  @Field(() => LeadGrade, { nullable: true }) to!: LeadGrade;
  @Field(() => Int, { nullable: true, description: 'The score that it would have' }) score!: number;
}

/** The first of those that would change, each by its number. */
const changedSql = (t: string): string => `(select coalesce(jsonb_agg(v.one order by v.place), '[]') from jsonb_array_elements(${t}.result->'changed') with ordinality v(one, place) where v.place <= 20)`;

/** A dry run whose job has ended without an end of its own has failed. */
const stateOf = (t: string): string => `(case when ${t}.state = 'RUNNING' and not exists (select 1 from job j where j.id = ${t}.job_id and j.state in ('QUEUED','RUNNING')) then 'FAILED' else ${t}.state end)`;

/** What a scorecard would do to leads of the last 90 days within the reach of whoever asked: theirs alone to see. */
@Access('scorecard.manage')
@ObjectType()
@Entity('lead_dry_run')
export class LeadDryRun extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'scorecard_id' }) scorecardId!: string;
  @Field(() => Int, { nullable: true, description: 'The version of the scorecard that was tried' }) @Column('int', { name: 'scorecard_version' }) scorecardVersion!: number;
  @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Column('text', { name: 'state' }) kept!: DryRunState;
  @Field(() => DryRunState, { nullable: true }) @Derived(stateOf) state?: DryRunState;
  @Field(() => Day, { nullable: true, description: 'Leads that opened from this day on' }) @Column('date', { name: 'from_on' }) fromOn!: string;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'to_on' }) toOn!: string;
  @Field(() => Json, { nullable: true, description: 'Leads by grade now and then, who would change, conversion by grade with its range, and whether A > B > C > D holds' }) @Column('jsonb', { nullable: true }) result!: unknown;
  @Field(() => [LeadGradeChange], { nullable: true, description: 'The first twenty that would change their grade' }) @Derived(changedSql) changed?: LeadGradeChange[] | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'computed_at', nullable: true }) computedAt!: Date | null;
}

export const dryRunPolicy = policy(LeadDryRun, { read: 'scorecard.manage', scope: own('ownerId') });

/** What one rule, or one thing known, adds to the score of a lead. */
@Access('lead.read')
@ObjectType()
export class LeadContribution {
  @Field(() => String, { nullable: true, description: 'In the language of whoever asks' }) text!: string;
  @Field(() => LeadRuleAxis, { nullable: true, description: 'Null: of the model' }) axis!: LeadRuleAxis | null;
  @Field(() => Float, { nullable: true, description: 'Points of its axis; of the model, log odds against the average lead; null: what is to be expected of it, which its grade goes by' }) points!: number | null;
  @Field(() => Float, { nullable: true, description: 'Points without age' }) wholePoints!: number | null;
  @Field(() => Int, { nullable: true }) times!: number | null;
  @Field(() => Int, { nullable: true, description: 'Whole days since it happened last, as of the scoring' }) daysAgo!: number | null;
}

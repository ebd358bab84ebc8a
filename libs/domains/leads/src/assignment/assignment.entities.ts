import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { AssignmentAct, AssignmentPolicyState, AssignmentRefusal, AssignmentSimulationState, LeadGrade, LeadOrigin, WaitReason, WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import type { AssignmentRule, Place } from './assign.rules';
import type { SimulationResult } from './simulation.rules';

for (const [name, values] of Object.entries({ AssignmentAct, AssignmentPolicyState, AssignmentRefusal, AssignmentSimulationState, WaitReason, WhyNotChosen })) registerEnumType(values, { name });

/** A country, a part of it or a city; what is not named may be any. */
@Access('assignment.manage')
@ObjectType()
export class Territory {
  @Field(() => String, { nullable: true }) country!: string | null;
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => String, { nullable: true }) city!: string | null;
}

/** Of something that was told with a lead: one of these values. */
@Access('assignment.manage')
@ObjectType()
export class AttributeChoice {
  @Field() name!: string;
  @Field(() => [String]) values!: string[];
}

/** What a rule of assignment asks of a lead: all that it names, and of each list one. */
@Access('assignment.manage')
@ObjectType()
export class AssignmentCondition {
  @Field(() => [ID], { nullable: true }) sourceIds!: string[] | null;
  @Field(() => [LeadOrigin], { nullable: true }) origins!: LeadOrigin[] | null;
  @Field(() => [ID], { nullable: true }) productIds!: string[] | null;
  @Field(() => [Territory], { nullable: true }) places!: Territory[] | null;
  @Field(() => [String], { nullable: true }) languages!: string[] | null;
  @Field(() => [LeadGrade], { nullable: true }) grades!: LeadGrade[] | null;
  @Field(() => Float, { nullable: true }) scoreFrom!: number | null;
  @Field(() => Float, { nullable: true }) scoreTo!: number | null;
  @Field(() => Float, { nullable: true, description: 'In minor units' }) amountFrom!: number | null;
  @Field(() => Float, { nullable: true, description: 'In minor units' }) amountTo!: number | null;
  @Field(() => String, { nullable: true, description: 'Of the amounts; null: each lead\'s own' }) currency!: string | null;
  @Field(() => [AttributeChoice], { nullable: true }) attributes!: AttributeChoice[] | null;
}

/** Somebody, or a team, that a rule names, with the weight they have there. */
@Access('assignment.manage')
@ObjectType()
export class AssignmentShare {
  @Field(() => ID, { nullable: true }) userId?: string | null;
  @Field(() => ID, { nullable: true }) teamId?: string | null;
  @Field(() => Float) weight!: number;
}

/** One rule of a policy: which leads, and to whom. */
@Access('assignment.manage')
@ObjectType('AssignmentRule')
export class AssignmentRuleView {
  @Field() name!: string;
  @Field(() => AssignmentCondition) when!: AssignmentCondition;
  @Field(() => [AssignmentShare]) people!: AssignmentShare[];
  @Field(() => [AssignmentShare]) teams!: AssignmentShare[];
  @Field(() => [String]) skills!: string[];
  @Field(() => [String]) languages!: string[];
  @Field() byTerritory!: boolean;
  @Field() byLanguage!: boolean;
  @Field(() => ID, { nullable: true }) poolId!: string | null;
  @Field(() => Int, { nullable: true }) escalateMinutes!: number | null;
  @Field(() => ID, { nullable: true }) fallbackUserId!: string | null;
  @Field(() => ID, { nullable: true }) fallbackPoolId!: string | null;
}

/** Ordered rules by which leads are given to people; the first that takes a lead decides. */
@Access('assignment.manage')
@ObjectType()
@Entity('assignment_policy')
export class AssignmentPolicy extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => [AssignmentRuleView], { nullable: true }) @Column('jsonb') rules!: AssignmentRule[];
  @Field(() => AssignmentPolicyState, { nullable: true }) @Column('text', { default: AssignmentPolicyState.DRAFT }) state!: AssignmentPolicyState;
  @Field(() => Int, { nullable: true, description: 'Of the version that was switched on last; 0: never' }) @Column('int', { default: 0 }) number!: number;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** One version of a policy, as it was switched on. */
@Access('assignment.manage')
@ObjectType()
@Entity('assignment_version')
export class AssignmentVersion {
  @Field(() => ID) @Column('uuid', { primary: true }) id!: string;
  @Column('uuid', { name: 'policy_id' }) policyId!: string;
  @Field(() => Int, { nullable: true }) @Column('int') number!: number;
  @Field(() => [AssignmentRuleView], { nullable: true }) @Column('jsonb') rules!: AssignmentRule[];
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'activated_at' }) activatedAt!: Date;
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('userId', 'user') user?: NamedRef | null;
}

/** What somebody can, where, how much of it, and whether they are given leads at all. */
@Access('assignment.manage')
@ObjectType()
@Entity('sales_profile')
export class SalesProfile extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'user_id' }) userId!: string;
  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) skills!: string[];
  @Field(() => [String], { nullable: true }) @Column('text', { array: true }) languages!: string[];
  @Field(() => [Territory], { nullable: true }) @Column('jsonb') territories!: Place[];
  @Field(() => Float, { nullable: true, description: 'Twice the weight is given twice the leads' }) @Column('float8') weight!: number;
  @Field(() => Int, { nullable: true, description: 'So many open leads at most; null: no bound' }) @Column('int', { name: 'open_cap', nullable: true }) openCap!: number | null;
  @Field(() => Boolean, { nullable: true }) @Column('boolean', { default: true }) receives!: boolean;
}

/** A colleague as assignment sees them just now. */
@Access('assignment.manage')
@ObjectType()
export class Assignee {
  @Field(() => ID) userId!: string;
  @Field() name!: string;
  @Field(() => SalesProfile, { nullable: true, description: 'Null: nothing was said, and teams do not name them' }) profile!: SalesProfile | null;
  @Field(() => Int) openLeads!: number;
  @Field(() => WhyNotChosen, { nullable: true, description: 'Why they would be given nothing now; null: they would' }) whyNot!: WhyNotChosen | null;
}

/** One of those whom a decision looked at. */
@Access('assignment.manage')
@ObjectType()
export class AssignmentCandidate {
  @Field(() => ID) userId!: string;
  @Field() name!: string;
  @Field(() => Int, { description: 'Open leads at that moment' }) load!: number;
  @Field(() => Float) weight!: number;
  @Field(() => Float, { description: 'How full they would be with one more: the smallest is chosen' }) score!: number;
  @Field(() => WhyNotChosen, { nullable: true, description: 'Null: this one was chosen' }) whyNot!: WhyNotChosen | null;
}

/** One time that it was decided whose a lead is. */
@Access('lead.read')
@ObjectType()
export class LeadDecision {
  @Field(() => ID) id!: string;
  @Field(() => DateTime) at!: string;
  @Field(() => AssignmentAct) act!: AssignmentAct;
  @Field(() => String, { nullable: true, description: 'Name of the rule that decided' }) ruleName!: string | null;
  @Field(() => String, { nullable: true, description: 'The code of a reason: why it was given back, taken back, or waits' }) reason!: string | null;
  @Field(() => NamedRef, { nullable: true }) owner!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true }) pool!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who did it; null: the rules' }) actor!: NamedRef | null;
  @Access('assignment.manage') @Field(() => Int, { nullable: true, description: 'Version of the policy' }) policyNumber!: number | null;
  @Access('assignment.manage') @Field(() => [AssignmentCandidate], { nullable: true }) candidates!: AssignmentCandidate[] | null;
}

/** A lead that stays where it is although it was to be given to somebody. */
@Access('lead.assign')
@ObjectType()
export class AssignmentSkip {
  @Field(() => ID) id!: string;
  @Field(() => AssignmentRefusal, { nullable: true, description: 'Null: it has changed since' }) why!: AssignmentRefusal | null;
}

/** Leads that somebody gave to somebody in one act: it can be undone. */
@Access('lead.assign')
@ObjectType()
@Entity('lead_assignment')
export class LeadAssignment extends Row {
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Field(() => NamedRef, { nullable: true }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'lead_count' }) count!: number;
  @Field(() => [AssignmentSkip], { nullable: true }) @Column('jsonb') skipped!: AssignmentSkip[];
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt!: Date | null;
  @Field(() => [AssignmentSkip], { nullable: true, description: 'After the undo: leads that have changed since, and stay as they are' }) @Column('jsonb') kept!: AssignmentSkip[];
  @Field(() => ID, { nullable: true, description: 'The job that does it, where there are many' }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => Boolean, { nullable: true }) @Derived((alias) => `(${alias}.undone_at is null)`) canUndo?: boolean;
}

/** A trial run of rules over past leads: nothing is given to anybody. */
@Access('assignment.manage')
@ObjectType()
@Entity('assignment_simulation')
export class AssignmentSimulation extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'policy_id', nullable: true }) policyId!: string | null;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => Int, { nullable: true }) @Column('int') days!: number;
  @Field(() => AssignmentSimulationState, { nullable: true }) @Column('text') state!: AssignmentSimulationState;
  @Field(() => Json, { nullable: true }) @Column('jsonb', { nullable: true }) result!: SimulationResult | null;
}

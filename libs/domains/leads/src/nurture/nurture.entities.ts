import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy, through, type Policy } from '@dossier/kernel/access';
import { CanField, carry, Derived, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { LeadGrade, NurtureCause, NurtureReentry, NurtureState } from '@dossier/vocabulary/lead-enums';
import { leadPolicy } from '../lead/lead.policy';

registerEnumType(NurtureReentry, { name: 'NurtureReentry' });
registerEnumType(NurtureState, { name: 'NurtureState' });
registerEnumType(NurtureCause, { name: 'NurtureCause' });

/** One task of a track: so many working days after the one before it, or after entering. */
@ObjectType()
@Access('lead.read')
export class NurtureStep {
  @Field(() => Int, { nullable: true, description: 'Working days after the step before, or after entering' }) afterDays!: number;
  @Field(() => String, { nullable: true }) title!: string;
  @Field(() => String, { nullable: true, description: 'What to say: a text to start from' }) text!: string | null;
}

/** What leads go through while they are not ripe: tasks for their owner, in order, and when that ends. */
@ObjectType()
@Access('lead.read')
@Entity('nurture_track')
export class NurtureTrack extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether leads enter and go on' }) @Column('boolean', { name: 'is_active', default: false }) isActive!: boolean;
  @Field(() => [LeadGrade], { nullable: true, description: 'Open leads of these grades enter' }) @Column('text', { array: true, default: () => "'{}'" }) grades!: LeadGrade[];
  @Field(() => Boolean, { nullable: true, description: 'Leads lost for bad timing enter on the day they meant to decide' }) @Column('boolean', { name: 'takes_bad_timing', default: false }) takesBadTiming!: boolean;
  @Field(() => [NurtureStep], { nullable: true }) @Column('jsonb') steps!: NurtureStep[];
  @Field(() => Int, { nullable: true, description: 'After so many touches without an answer it ends' }) @Column('int', { name: 'silent_limit', default: 3 }) silentLimit!: number;
  @Field(() => NurtureReentry, { nullable: true }) @Column('text', { default: NurtureReentry.NEVER }) reentry!: NurtureReentry;
  @Field(() => Int, { nullable: true, description: 'Days from leaving to entering again, where that is the rule' }) @Column('int', { name: 'reentry_days', default: 90 }) reentryDays!: number;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** One thing that happened with a lead before it was handed over. */
export interface Signal {
  at: string;
  kind: 'TOUCH' | 'COMMUNICATION' | 'EVENT';
  what: string;
}

/** One thing that happened on a track: entering, a task, leaving. */
@ObjectType()
@Access('lead.read')
@Entity('nurture_event')
export class NurtureEvent {
  @Field(() => ID) @Column('uuid', { primary: true }) id!: string;
  @Column('uuid', { name: 'enrolment_id' }) enrolmentId!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz') at!: Date;
  @Field(() => String, { nullable: true, description: 'ENTERED, STEP, or the state in which it left' }) @Column('text') kind!: string;
  @Field(() => Int, { nullable: true }) @Column('int', { nullable: true }) step!: number | null;
}

/** One lead on one track, from entering to leaving. */
@ObjectType()
@Access('lead.read')
@Entity('nurture_enrolment')
export class NurtureEnrolment extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'track_id' }) trackId!: string;
  @Field(() => String, { nullable: true }) @Derived((alias) => `(select n.name from nurture_track n where n.id = ${alias}.track_id)`) trackName?: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'lead_id' }) leadId!: string;
  // The id under the name of the field: its resolver reads the lead within the reader's own reach.
  @Derived((alias) => `${alias}.lead_id`) lead?: string;
  @Field(() => NurtureState, { nullable: true }) @Column('text', { default: NurtureState.ACTIVE }) state!: NurtureState;
  @Field(() => NurtureCause, { nullable: true }) @Column('text') cause!: NurtureCause;
  @Field(() => LeadGrade, { nullable: true }) @Column('text', { name: 'from_grade', nullable: true }) fromGrade!: LeadGrade | null;
  @Field(() => LeadGrade, { nullable: true }) @Column('text', { name: 'to_grade', nullable: true }) toGrade!: LeadGrade | null;
  @Column('timestamptz') occurrence!: Date;
  @Field(() => Int, { nullable: true, description: 'How many tasks were given' }) @Column('int', { default: 0 }) step!: number;
  @Field(() => Int, { nullable: true, description: 'How many of them were done without an answer' }) @Column('int', { default: 0 }) silent!: number;
  @Field(() => Day, { nullable: true, description: 'Day of the next task' }) @Column('date', { name: 'next_on', nullable: true }) nextOn!: string | null;
  @Column('uuid', { name: 'task_id', nullable: true }) taskId!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  /** What happened last before the hand-over; the resolver shows what the viewer may see. */
  @Column('jsonb', { name: 'signals', nullable: true }) heard!: Signal[] | null;
  @Derived((alias) => `${alias}.signals`) signals?: Signal[] | null;
  @Field(() => [NurtureEvent], { nullable: true }) events?: NurtureEvent[];
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

carry(NurtureEnrolment, 'events', { of: NurtureEvent, by: 'enrolmentId', order: 'at' });

const live = (row: Row): boolean => row.archivedAt === null;

export const nurtureTrackPolicy = policy<NurtureTrack>(NurtureTrack, {
  read: 'lead.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'nurture.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'nurture.manage', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'nurture.manage', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

/** A lead on a track is reached as the lead is. */
export const nurtureEnrolmentPolicy = policy<NurtureEnrolment>(NurtureEnrolment, {
  read: 'lead.read',
  scope: through(() => leadPolicy as unknown as Policy, 'leadId'),
  actions: { STOP: { word: 'lead.update', when: (row) => row.state === NurtureState.ACTIVE, needs: ['state'] } },
});

export const nurtureEventPolicy = policy<NurtureEvent>(NurtureEvent, { read: 'lead.read', scope: through(() => nurtureEnrolmentPolicy as unknown as Policy, 'enrolmentId') });

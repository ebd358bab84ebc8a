import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy, withinReach } from '@dossier/kernel/access';
import { CanField, carry, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';

/** From one time of the wall clock to another one of the same day. */
@ObjectType()
@Access('task.read')
export class WorkHours {
  @Field(() => String, { nullable: true, description: 'HH:MM' }) from!: string;
  @Field(() => String, { nullable: true, description: 'HH:MM, later than `from`; 24:00 is the end of the day' }) to!: string;
}

/** The hours of one day of the week. */
@ObjectType()
@Access('task.read')
export class WorkDay {
  @Field(() => Int, { nullable: true, description: '1 is Monday, 7 is Sunday' }) weekday!: number;
  @Field(() => [WorkHours], { nullable: true }) hours!: WorkHours[];
}

/** One date on which the hours of the week do not hold. */
@ObjectType()
@Access('task.read')
@Entity('calendar_day')
export class CalendarDay extends Row {
  @Column('uuid', { name: 'calendar_id' }) calendarId!: string;
  @Field(() => Day, { nullable: true }) @Column('date') day!: string;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => [WorkHours], { nullable: true, description: 'None on a holiday' }) @Column('jsonb', { default: [] }) hours!: WorkHours[];
}

/** When a team works, or the whole company where it names no team. */
@ObjectType()
@Access('task.read')
@Entity('work_calendar')
export class TeamCalendar extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => [WorkDay], { nullable: true }) @Column('jsonb') week!: WorkDay[];
  @Field(() => [CalendarDay], { nullable: true }) days?: CalendarDay[];
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

carry(TeamCalendar, 'days', { of: CalendarDay, by: 'calendarId', order: 'day' });

/** Somebody is away from one day to another. Why, only they and whoever looks after the calendars see. */
@ObjectType()
@Access('task.read')
@Entity('leave')
export class Leave extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'person_id' }) personId!: string;
  @Field(() => NamedRef, { nullable: true }) @NameOf('personId', 'user') person?: NamedRef | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'from_on' }) fromOn!: string;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'to_on' }) toOn!: string;
  @Field(() => Boolean, { nullable: true, description: 'Away from noon of the first day' }) @Column('boolean', { name: 'from_noon', default: false }) fromNoon!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Back at noon of the last day' }) @Column('boolean', { name: 'to_noon', default: false }) toNoon!: boolean;
  @Column('text', { name: 'reason', nullable: true }) why!: string | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
  // With whose it is: its resolver tells it to them and to whoever looks after the calendars.
  @Derived((alias) => `json_build_object('person', ${alias}.person_id, 'text', ${alias}.reason)`) reason?: { person: string; text: string | null } | null;
}

const live = (row: Row): boolean => row.archivedAt === null;

export const teamCalendarPolicy = policy<TeamCalendar>(TeamCalendar, {
  read: 'task.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'calendar.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'calendar.manage', when: (row) => live(row) && row.teamId !== null, needs: ['archivedAt', 'teamId'] },
  },
});

export const calendarDayPolicy = policy<CalendarDay>(CalendarDay, {
  read: 'task.read',
  scope: everyone(),
  actions: {
    ARCHIVE: { word: 'calendar.manage', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'calendar.manage', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

/** A leave is seen by the person and by whom their team can be reached. */
export const leavePolicy = policy<Leave>(Leave, {
  read: 'task.read',
  scope: withinReach({ owner: 'personId', team: 'teamId' }),
  actions: {
    ARCHIVE: { word: 'task.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'task.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

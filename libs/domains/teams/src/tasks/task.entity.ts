import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, Derived, NamedRef, NameOf, NamesOf, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { TaskPriority, TaskRepeat, TaskState, TaskSubject } from '@dossier/vocabulary/lead-enums';

registerEnumType(TaskState, { name: 'TaskState' });
registerEnumType(TaskPriority, { name: 'TaskPriority' });
registerEnumType(TaskRepeat, { name: 'TaskRepeat' });
registerEnumType(TaskSubject, { name: 'TaskSubject' });

const late = (alias: string): string => `(${alias}.state = 'OPEN' and coalesce(${alias}.due_at < now(), ${alias}.due_on < company_today(), false))`;
const waits = (alias: string): string => `(select count(*)::int from task other where other.id = any(${alias}.depends_on_ids) and other.state = 'OPEN' and other.archived_at is null)`;

/** One time that a task went from one person to another. */
@ObjectType()
@Access('task.read')
@Entity('task_handover')
export class TaskHandover {
  @Field(() => ID) @Column('uuid', { primary: true }) id!: string;
  @Column('uuid', { name: 'task_id' }) taskId!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz') at!: Date;
  @Column('uuid', { name: 'from_id', nullable: true }) fromId!: string | null;
  @Column('uuid', { name: 'to_id' }) toId!: string;
  @Column('uuid', { name: 'by_id', nullable: true }) byId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('fromId', 'user') from?: NamedRef | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('toId', 'user') to?: NamedRef | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('byId', 'user') by?: NamedRef | null;
}

/** What one person has to do, by when, and what for. It may be about a row of any domain: it names that row by type and id, and shows nothing of it. */
@ObjectType()
@Access('task.read')
@Entity('task')
export class Task extends Row {
  @Field(() => String, { nullable: true }) @Column('text') title!: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) description!: string | null;
  @Field(() => String, { nullable: true, description: 'What there is to show when it is done' }) @Column('text', { nullable: true }) deliverable!: string | null;
  @Field(() => TaskState, { nullable: true }) @Column('text', { default: TaskState.OPEN }) state!: TaskState;
  @Field(() => TaskPriority, { nullable: true }) @Column('text', { default: TaskPriority.NORMAL }) priority!: TaskPriority;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'assignee_id' }) assigneeId!: string;
  @Field(() => NamedRef, { nullable: true, description: 'Who does it: one person' }) @NameOf('assigneeId', 'user') assignee?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Nobody where the product made it' }) @NameOf('authorId', 'user') author?: NamedRef | null;
  @Field(() => [ID], { nullable: true }) @Column('uuid', { name: 'collaborator_ids', array: true, default: () => "'{}'" }) collaboratorIds!: string[];
  @Field(() => [NamedRef], { nullable: true }) @NamesOf('collaboratorIds', 'user') collaborators?: NamedRef[];
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'acceptor_id', nullable: true }) acceptorId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who looks at the result and accepts it' }) @NameOf('acceptorId', 'user') acceptor?: NamedRef | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'due_on', nullable: true }) dueOn!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Where it is due at a moment of that day' }) @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Field(() => Boolean, { nullable: true }) @Derived(late) isOverdue?: boolean;
  @Field(() => [ID], { nullable: true, description: 'Tasks that come first' }) @Column('uuid', { name: 'depends_on_ids', array: true, default: () => "'{}'" }) dependsOnIds!: string[];
  // The ids under the name of the field: its resolver reads the tasks within the reader's own reach.
  @Derived((alias) => `${alias}.depends_on_ids`) dependsOn?: string[];
  @Field(() => Int, { nullable: true, description: 'For how many other tasks it still waits' }) @Derived(waits) waitsFor?: number;
  @Field(() => TaskSubject, { nullable: true, description: 'What it is about' }) @Column('text', { name: 'subject_type', nullable: true }) subjectType!: TaskSubject | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'subject_id', nullable: true }) subjectId!: string | null;
  @Column('uuid', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Field(() => TaskRepeat, { nullable: true }) @Column('text', { default: TaskRepeat.NEVER }) repeats!: TaskRepeat;
  /** The day of the month it repeats on, kept over shorter months. */
  @Column('int', { name: 'repeat_day', nullable: true }) repeatDay!: number | null;
  @Column('uuid', { name: 'follows_id', nullable: true }) followsId!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt!: Date | null;
  @Column('uuid', { name: 'done_by_id', nullable: true }) doneById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('doneById', 'user') doneBy?: NamedRef | null;
  @Column('timestamptz', { name: 'remind_at', nullable: true }) remindAt!: Date | null;
  /** Whoever takes part: written by the database from the columns above. */
  @Column('uuid', { name: 'people_ids', array: true, default: () => "'{}'" }) peopleIds!: string[];
  @Field(() => [TaskHandover], { nullable: true, description: 'From whom to whom it went' }) handovers?: TaskHandover[];
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

carry(Task, 'handovers', { of: TaskHandover, by: 'taskId', order: 'at' });

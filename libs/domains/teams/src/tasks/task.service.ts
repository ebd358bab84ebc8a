import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Events } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock, partsOf } from '@dossier/kernel/time';
import { TaskState } from '@dossier/vocabulary/lead-enums';
import { WorkCalendar } from '../calendar/work-calendar';
import { teamOf } from '../people';
import { Task } from './task.entity';
import { TaskTold } from './task.events';
import type { TaskChange, TaskInput } from './task.inputs';
import { taskList } from './task.list';
import { dueOf, nextDue, nextReminder, type Due } from './task.rules';
import { TaskSubjects } from './task.subjects';

const kept = (text: string | null | undefined): string | null | undefined => (text === undefined ? undefined : text?.trim() || null);

/** What one person owes today. */
export interface Owed extends Record<string, unknown> {
  personId: string;
  late: number;
  due: number;
}

/** What people have to do. Exactly one person does a task; others may help, and one may have to accept it. */
@Injectable()
export class TaskService {
  constructor(
    @InjectRecords(Task) private readonly tasks: Records<Task>,
    private readonly subjects: TaskSubjects,
    private readonly calendar: WorkCalendar,
    private readonly database: Database,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.tasks.read(viewer, id, asked);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.tasks.page(viewer, args, taskList, asked);
  }

  /** How many open tasks within reach are late, and how many are due today, person by person. */
  async owed(viewer: Viewer): Promise<Owed[]> {
    const params = Params.empty();
    const today = this.clock.today();
    const where = this.tasks.matching(viewer, { filter: { state: { in: [TaskState.OPEN] }, dueOn: { to: today } } }, taskList, params);
    const late = `coalesce(t.due_at < now(), t.due_on < ${params.add(today, 'date')})`;
    return this.database.query<Owed>(`select t.assignee_id as "personId", count(*) filter (where ${late})::int as late, count(*) filter (where not ${late})::int as due from ${where} group by t.assignee_id`, params.values(viewer));
  }

  /** Gives somebody something to do: oneself, or a colleague whom the word reaches. Jobs of the product give to anybody. */
  async add(viewer: Viewer, { assigneeId, subject, ...input }: TaskInput): Promise<Task> {
    const assignee = assigneeId ?? viewer.userId;
    if (!assignee) throw new DomainError('NOT_FOUND');
    const teamId = await teamOf(viewer, 'task.write', assignee);
    const customerId = subject ? await this.subjects.require(viewer, subject.type, subject.id) : null;
    const id = newId();
    const change = await this.changeOf(viewer, input, { id, assigneeId: assignee, teamId, state: TaskState.OPEN, dueOn: null, dueAt: null });
    const task = await this.tasks.add(viewer, {
      ...change, id, title: input.title.trim(), assigneeId: assignee, teamId, authorId: viewer.userId, customerId, subjectType: subject?.type ?? null, subjectId: subject?.id ?? null,
    });
    if (assignee !== viewer.userId) await this.events.publish(new TaskTold('TASK_GIVEN', task.id, [assignee]));
    return task;
  }

  /** Changes what a task says, when it is due and whom it concerns. Who does it changes by handing it over. */
  async update(viewer: Viewer, id: string, version: number, input: TaskChange): Promise<Task> {
    const task = await this.tasks.get(viewer, id, 'UPDATE');
    return this.tasks.save(viewer, task, await this.changeOf(viewer, input, task), 'UPDATE', { base: version, judged: ['remindAt', 'repeatDay'] });
  }

  /** Says that a task is done. One that repeats comes back; one that must be accepted waits for whoever accepts it. */
  async finish(viewer: Viewer, id: string): Promise<Task> {
    const task = await this.tasks.get(viewer, id, 'FINISH');
    const [waiting] = await currentWork().query<{ count: number }>(`select count(*)::int as count from task where id = any($1::uuid[]) and state = 'OPEN' and archived_at is null`, [task.dependsOnIds]);
    if (waiting!.count > 0) throw new DomainError('TASK_WAITS', { count: waiting!.count });
    const done = await this.tasks.save(viewer, task, { state: TaskState.DONE, doneAt: this.clock.now(), doneById: viewer.userId, remindAt: null }, 'FINISH');
    await this.repeat(viewer, done);
    if (done.acceptorId && done.acceptorId !== viewer.userId) await this.events.publish(new TaskTold('TASK_TO_ACCEPT', id, [done.acceptorId]));
    return done;
  }

  /** Whoever was named to accept a task says that the result is right. */
  async accept(viewer: Viewer, id: string): Promise<Task> {
    const task = await this.tasks.get(viewer, id, 'ACCEPT');
    if (task.acceptorId !== viewer.userId) throw new DomainError('TASK_FOUR_EYES');
    return this.tasks.save(viewer, task, { acceptedAt: this.clock.now() }, 'ACCEPT');
  }

  /** Opens a task again that was done or given up. What had come back after it, untouched, goes. */
  async reopen(viewer: Viewer, id: string): Promise<Task> {
    const task = await this.tasks.get(viewer, id, 'REOPEN');
    await currentWork().query(`update task set archived_at = now(), remind_at = null, version = version + 1, updated_at = now() where follows_id = $1 and state = 'OPEN' and version = 1 and archived_at is null`, [id]);
    return this.tasks.save(viewer, task, { state: TaskState.OPEN, doneAt: null, doneById: null, acceptedAt: null, remindAt: await this.reminder(task, task.teamId) }, 'REOPEN');
  }

  /** Gives a task up: it was not done and need not be. */
  async cancel(viewer: Viewer, id: string): Promise<Task> {
    return this.tasks.save(viewer, await this.tasks.get(viewer, id, 'CANCEL'), { state: TaskState.CANCELLED, remindAt: null }, 'CANCEL');
  }

  /** Hands a task to somebody else; from whom to whom it went stays on it. */
  async reassign(viewer: Viewer, id: string, assigneeId: string): Promise<Task> {
    const task = await this.tasks.get(viewer, id, 'REASSIGN');
    if (task.assigneeId === assigneeId) return task;
    const teamId = await teamOf(viewer, 'task.write', assigneeId);
    if (task.acceptorId === assigneeId) throw new DomainError('TASK_FOUR_EYES');
    await currentWork().query('insert into task_handover (id, task_id, from_id, to_id, by_id) values ($1, $2, $3, $4, $5)', [newId(), id, task.assigneeId, assigneeId, viewer.userId]);
    const change = { assigneeId, teamId, collaboratorIds: task.collaboratorIds.filter((one) => one !== assigneeId), remindAt: await this.reminder(task, teamId) };
    const given = await this.tasks.save(viewer, task, change, 'REASSIGN', { leaves: true });
    if (assigneeId !== viewer.userId) await this.events.publish(new TaskTold('TASK_GIVEN', id, [assigneeId]));
    return given;
  }

  async archive(viewer: Viewer, id: string): Promise<Task> {
    return this.tasks.archive(viewer, await this.tasks.get(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<Task> {
    return this.tasks.restore(viewer, id);
  }

  /** These tasks, as far as the viewer reaches them. */
  those(viewer: Viewer, ids: readonly string[], asked: Selection): Promise<Raw[]> {
    return this.tasks.readAll(viewer, ids, asked);
  }

  private async changeOf(viewer: Viewer, input: TaskChange, task: Pick<Task, 'id' | 'assigneeId' | 'teamId' | 'state'> & Due): Promise<Partial<Task>> {
    const due = dueOf(input, this.clock.zone);
    const acceptorId = input.acceptorId;
    if (acceptorId && acceptorId === task.assigneeId) throw new DomainError('TASK_FOUR_EYES');
    await this.colleagues([...(input.collaboratorIds ?? []), ...(acceptorId ? [acceptorId] : [])]);
    if (input.dependsOnIds?.length) await this.requireBefore(viewer, task.id, input.dependsOnIds);
    return {
      ...(input.title === undefined ? {} : { title: input.title.trim() }), ...(input.priority ? { priority: input.priority } : {}), ...(input.repeats ? { repeats: input.repeats } : {}),
      description: kept(input.description), deliverable: kept(input.deliverable), acceptorId,
      collaboratorIds: input.collaboratorIds && [...new Set(input.collaboratorIds)].filter((one) => one !== task.assigneeId),
      dependsOnIds: input.dependsOnIds && [...new Set(input.dependsOnIds)],
      ...(due ? { ...due, repeatDay: due.dueOn ? partsOf(due.dueOn).date : null, remindAt: await this.reminder(due, task.teamId) } : {}),
    };
  }

  private async reminder(due: Due, teamId: string | null): Promise<Date | null> {
    return nextReminder(due, await this.calendar.of(teamId), this.clock.now());
  }

  private async repeat(viewer: Viewer, done: Task): Promise<void> {
    const due = nextDue(done, await this.calendar.of(done.teamId), this.clock.today());
    if (!due) return;
    const { title, description, deliverable, priority, assigneeId, teamId, authorId, collaboratorIds, acceptorId, subjectType, subjectId, customerId, repeats, repeatDay } = done;
    await this.tasks.add(viewer, {
      id: newId(), title, description, deliverable, priority, assigneeId, teamId, authorId, collaboratorIds, acceptorId, subjectType, subjectId, customerId, repeats, repeatDay, ...due, followsId: done.id,
      remindAt: await this.reminder(due, teamId),
    });
  }

  private async colleagues(ids: readonly string[]): Promise<void> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return;
    const found = await currentWork().query(`select id from app_user where id = any($1::uuid[]) and kind = 'PERSON' and archived_at is null`, [wanted]);
    if (found.length !== wanted.length) throw new DomainError('NOT_FOUND');
  }

  /** Every task that comes first lies within reach, and none of them waits for this one. Two changes at once could close a circle that neither sees: they take turns. */
  private async requireBefore(viewer: Viewer, id: string, ids: readonly string[]): Promise<void> {
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtextextended('task order', 0))`);
    const wanted = new Set(ids);
    if (wanted.has(id)) throw new DomainError('TASK_CIRCLE');
    if ((await this.tasks.byIds(viewer, [...wanted])).length !== wanted.size) throw new DomainError('NOT_FOUND');
    const [circle] = await work.query(
      `with recursive earlier(id) as (select unnest($1::uuid[]) union select unnest(t.depends_on_ids) from task t join earlier e on e.id = t.id) select 1 from earlier where id = $2::uuid limit 1`,
      [[...wanted], id],
    );
    if (circle) throw new DomainError('TASK_CIRCLE');
  }
}

import { between, oneOf, ref, sql, type ListSpec } from '@dossier/kernel/list';
import type { TaskFilter, TaskSort } from './task.inputs';

type Named<T> = Exclude<keyof T, 'and' | 'or' | 'not'>;

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** What the list of tasks offers. */
export const taskList: ListSpec<Named<TaskFilter>, TaskSort> = {
  filter: {
    search: sql<string>(['title'], (value, { alias, params }) => `${alias}.title ilike ${params.add(`%${escaped(value.trim())}%`)}`),
    state: oneOf('state'), priority: oneOf('priority'),
    assignee: ref('assigneeId', { guards: ['assigneeId', 'assignee'] }), author: ref('authorId', { guards: ['authorId', 'author'] }), team: ref('teamId', { guards: ['teamId', 'team'] }),
    subject: ref('subjectId'), dueOn: between('dueOn'),
    isOverdue: sql<boolean>(['isOverdue', 'state', 'dueOn', 'dueAt'], (wanted, { alias, params, today }) => `${wanted ? '' : 'not '}(${alias}.state = 'OPEN' and coalesce(${alias}.due_at < now(), ${alias}.due_on < ${params.add(today, 'date')}, false))`),
    isForMeToAccept: sql<boolean>(['acceptorId', 'acceptedAt', 'state'], (wanted, { alias, params }) => `${wanted ? '' : 'not '}coalesce(${alias}.state = 'DONE' and ${alias}.acceptor_id = ${params.slot('userId')} and ${alias}.accepted_at is null, false)`),
    archived: sql<boolean>(['archivedAt'], (wanted, { alias }) => (wanted ? 'true' : `${alias}.archived_at is null`)),
  },
  sort: { DUE_ON: { path: 'dueOn', nullable: true, type: 'date' }, CREATED_AT: { path: 'createdAt', type: 'timestamptz' }, DONE_AT: { path: 'doneAt', nullable: true, type: 'timestamptz' } } as ListSpec<never, TaskSort>['sort'],
  defaultSort: 'DUE_ON' as TaskSort,
};

import { policy, through, withinReach, type Policy, type Scope } from '@dossier/kernel/access';
import { TaskState } from '@dossier/vocabulary/lead-enums';
import { Task, TaskHandover } from './task.entity';

const reach = withinReach({ owner: 'assigneeId', team: 'teamId' });

/** As far as rows of assignee and team go; and whoever takes part in a task reaches it wherever it lies. */
const takingPart: Scope = {
  needs: [...reach.needs, 'peopleIds'],
  exact: true,
  where: (scopes, viewer, alias, params) => {
    const inner = reach.where(scopes, viewer, alias, params);
    if (inner === 'true' || inner === 'false') return inner;
    return `(${inner} or ${alias}.people_ids && array[${params.slot('userId')}, ${params.slot('ownerId')}])`;
  },
  covers: (scopes, viewer, row) => {
    const people = (row as Partial<Task>).peopleIds ?? [];
    return scopes.length > 0 && (reach.covers(scopes, viewer, row) || [viewer.userId, viewer.ownerId].some((id) => id !== null && people.includes(id)));
  },
};

const live = (row: Task): boolean => row.archivedAt === null;
const open = (row: Task): boolean => live(row) && row.state === TaskState.OPEN;
const needs = ['archivedAt', 'state'] as const;

export const taskPolicy = policy<Task>(Task, {
  read: 'task.read',
  scope: takingPart,
  actions: {
    UPDATE: { word: 'task.write', when: open, needs },
    FINISH: { word: 'task.write', when: open, needs },
    CANCEL: { word: 'task.write', when: open, needs },
    REASSIGN: { word: 'task.write', when: open, needs },
    REOPEN: { word: 'task.write', when: (row) => live(row) && row.state !== TaskState.OPEN, needs },
    ACCEPT: { word: 'task.write', when: (row) => live(row) && row.state === TaskState.DONE && row.acceptorId !== null && row.acceptedAt === null, needs: [...needs, 'acceptorId', 'acceptedAt'] },
    ARCHIVE: { word: 'task.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'task.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

export const taskHandoverPolicy = policy<TaskHandover>(TaskHandover, { read: 'task.read', scope: through(() => taskPolicy as unknown as Policy, 'taskId') });

import dayjs, { type Dayjs } from 'dayjs';
import type { VariablesOf } from '../graphql';
import type { CreateTaskDocument, UpdateTaskDocument } from './tasks.documents';

/** What a task is about. */
export interface TaskAbout { type: 'LEAD' | 'CUSTOMER'; id: string }

/** A task as its form needs to know it. */
export interface KnownTask {
  id: string;
  version: number;
  title?: string | null;
  description?: string | null;
  deliverable?: string | null;
  priority?: string | null;
  dueOn?: string | null;
  dueAt?: string | null;
  collaboratorIds?: readonly string[] | null;
  acceptorId?: string | null;
  dependsOnIds?: readonly string[] | null;
  repeats?: string | null;
}

export interface TaskValues {
  title: string;
  assigneeId?: string;
  day?: Dayjs | null;
  time?: Dayjs | null;
  priority: string;
  description?: string;
  deliverable?: string;
  collaboratorIds?: string[];
  acceptorId?: string;
  dependsOnIds?: string[];
  repeats: string;
}

const DAY = 'YYYY-MM-DD';

/** What the form shows of a task; times stand in the zone of the browser. */
export function valuesOf(task: KnownTask | undefined): TaskValues {
  return {
    title: task?.title ?? '', day: task?.dueOn ? dayjs(task.dueAt ?? task.dueOn) : null, time: task?.dueAt ? dayjs(task.dueAt) : null, priority: task?.priority ?? 'NORMAL', description: task?.description ?? '', deliverable: task?.deliverable ?? '',
    collaboratorIds: [...(task?.collaboratorIds ?? [])], dependsOnIds: [...(task?.dependsOnIds ?? [])], repeats: task?.repeats ?? 'NEVER', ...(task?.acceptorId ? { acceptorId: task.acceptorId } : {}),
  };
}

/** The due as the server takes it: a day, or a moment of it. */
function dueOf({ day, time }: TaskValues): { dueOn?: string | null; dueAt?: string | null } {
  if (!day) return { dueOn: null };
  return time ? { dueAt: day.hour(time.hour()).minute(time.minute()).second(0).millisecond(0).toISOString() } : { dueOn: day.format(DAY) };
}

type Create = VariablesOf<typeof CreateTaskDocument>['input'];
type Change = VariablesOf<typeof UpdateTaskDocument>['input'];

/** What is saved of the form, for a new task and for one that stands. */
export function inputOf(values: TaskValues): Change & Pick<Create, 'title'> {
  const text = (given?: string): string | null => given?.trim() || null;
  return {
    title: values.title.trim(), ...dueOf(values), priority: values.priority as NonNullable<Change['priority']>, repeats: values.repeats as NonNullable<Change['repeats']>, description: text(values.description), deliverable: text(values.deliverable),
    collaboratorIds: values.collaboratorIds ?? [], acceptorId: values.acceptorId ?? null, dependsOnIds: values.dependsOnIds ?? [],
  };
}

import type { TaskSubject } from '@dossier/vocabulary/lead-enums';

/** What people are told of a task, or of several at once. */
export type TaskNewsKind = 'TASK_GIVEN' | 'TASK_SOON' | 'TASK_DUE' | 'TASK_LATE' | 'TASK_LATE_IN_TEAM' | 'TASK_LATE_ON_YOURS' | 'TASK_TO_ACCEPT' | TasksNewsKind;
/** What is told of several tasks at once. */
export type TasksNewsKind = 'TASKS_SOON' | 'TASKS_DUE' | 'TASKS_LATE' | 'TASKS_LATE_IN_TEAM' | 'TASKS_LATE_ON_YOURS';

/** What a task is about, for those who know that row and not the task. */
export interface TaskAbout {
  type: TaskSubject;
  id: string;
}

/** Something of a task that some people should hear of. Whoever can tell them listens. */
export class TaskTold {
  constructor(
    readonly kind: TaskNewsKind,
    /** Null where it is said of several at once. */
    readonly taskId: string | null,
    readonly userIds: readonly string[],
    readonly days = 0,
    readonly more: { count?: number; about?: TaskAbout } = {},
  ) {}
}

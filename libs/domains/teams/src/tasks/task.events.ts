/** What people are told of a task. */
export type TaskNewsKind = 'TASK_GIVEN' | 'TASK_SOON' | 'TASK_DUE' | 'TASK_LATE' | 'TASK_LATE_IN_TEAM' | 'TASK_TO_ACCEPT';

/** Something of a task that some people should hear of. Whoever can tell them listens. */
export class TaskTold {
  constructor(
    readonly kind: TaskNewsKind,
    readonly taskId: string,
    readonly userIds: readonly string[],
    readonly days = 0,
  ) {}
}

import { Injectable } from '@nestjs/common';
import { On } from '@dossier/kernel/events';
import { TaskTold } from '@dossier/teams';
import { NotificationService } from './notification.service';

/** Tells people of their tasks. A message names the task alone: what it is about, each reads with rights of their own. */
@Injectable()
export class TaskNotices {
  constructor(private readonly notifications: NotificationService) {}

  @On(TaskTold)
  async tell(told: TaskTold): Promise<void> {
    const { kind, taskId, userIds, days, more } = told;
    await this.notifications.notify(userIds, { kind, facts: { ...(taskId ? { taskId } : {}), days, ...(more.count ? { count: more.count } : {}) }, link: placeOf(told) });
  }
}

/** Where the task stands; for whoever owns what it is about, that row; of several, the list of them. */
function placeOf({ kind, taskId, more: { about } }: TaskTold): string {
  if (about) return about.type === 'LEAD' ? `/leads/${about.id}` : `/customers/${about.id}`;
  if (taskId) return `/tasks?task=${taskId}`;
  return kind === 'TASKS_LATE_IN_TEAM' || kind === 'TASKS_LATE_ON_YOURS' ? `/tasks/list?filter=${encodeURIComponent(JSON.stringify({ isOverdue: true }))}` : '/tasks';
}

import { Injectable } from '@nestjs/common';
import { On } from '@dossier/kernel/events';
import { TaskTold } from '@dossier/teams';
import { NotificationService } from './notification.service';

/** Tells people of their tasks. A message names the task alone: what it is about, each reads with rights of their own. */
@Injectable()
export class TaskNotices {
  constructor(private readonly notifications: NotificationService) {}

  @On(TaskTold)
  async tell({ kind, taskId, userIds, days }: TaskTold): Promise<void> {
    await this.notifications.notify(userIds, { kind, facts: { taskId, days }, link: `/tasks?task=${taskId}` });
  }
}

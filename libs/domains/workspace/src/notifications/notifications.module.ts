import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { notificationPolicy } from './notification.policy';
import { NotificationResolver } from './notification.resolver';
import { NotificationService } from './notification.service';
import { TaskNotices } from './task.notices';

@Module({
  providers: [provideRecords(notificationPolicy), NotificationService, NotificationResolver, TaskNotices],
  exports: [NotificationService],
})
export class NotificationsModule {}

import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { notificationPolicy } from './notification.policy';
import { NotificationResolver } from './notification.resolver';
import { NotificationService } from './notification.service';

@Module({
  providers: [provideRecords(notificationPolicy), NotificationService, NotificationResolver],
  exports: [NotificationService],
})
export class NotificationsModule {}

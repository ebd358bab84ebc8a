import { Module } from '@nestjs/common';
import { CompanyModule } from './company/company.module';
import { NotificationsModule } from './notifications/notifications.module';
import { ViewsModule } from './views/views.module';

/** What everybody works with, whatever their field: the company, saved views, messages, batches, imports, exports. */
@Module({
  imports: [CompanyModule, ViewsModule, NotificationsModule],
  exports: [CompanyModule, NotificationsModule],
})
export class WorkspaceModule {}

import { Module } from '@nestjs/common';
import { CompanyModule } from './company/company.module';
import { FilesModule } from './files.module';
import { NotificationsModule } from './notifications/notifications.module';
import { ViewsModule } from './views/views.module';

/** What everybody works with, whatever their field: the company, saved views, messages, batches, imports, exports. */
@Module({
  imports: [CompanyModule, FilesModule, ViewsModule, NotificationsModule],
  exports: [CompanyModule, FilesModule, NotificationsModule],
})
export class WorkspaceModule {}

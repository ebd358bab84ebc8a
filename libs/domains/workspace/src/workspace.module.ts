import { Module } from '@nestjs/common';
import { CompanyModule } from './company/company.module';
import { FilesModule } from './files.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OperationsModule } from './operations/operations.module';
import { ViewsModule } from './views/views.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** What everybody works with, whatever their field: the company, saved views, messages, batches, imports, exports. */
@Module({
  imports: [CompanyModule, FilesModule, ViewsModule, NotificationsModule, OperationsModule, WebhooksModule],
  exports: [CompanyModule, FilesModule, NotificationsModule, WebhooksModule],
})
export class WorkspaceModule {}

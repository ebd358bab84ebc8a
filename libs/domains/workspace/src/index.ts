export { WorkspaceModule } from './workspace.module';
export { Company } from './company/company.entity';
export { CompanyService, type CompanySettings } from './company/company.service';
export { NotificationService, type Message } from './notifications/notification.service';

export { AuditModule } from './audit.module';
export { AuditEntry, AuditChange } from './audit-entry.entity';

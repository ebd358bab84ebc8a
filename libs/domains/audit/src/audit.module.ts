import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { auditEntryPolicy } from './audit-entry.policy';
import { AuditEntryResolver } from './audit-entry.resolver';
import { AuditEntryService } from './audit-entry.service';

@Module({ providers: [provideRecords(auditEntryPolicy), AuditEntryService, AuditEntryResolver] })
export class AuditModule {}

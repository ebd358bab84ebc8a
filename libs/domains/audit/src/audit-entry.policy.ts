import { everyone, policy } from '@dossier/kernel/access';
import { AuditEntry } from './audit-entry.entity';

export const auditEntryPolicy = policy(AuditEntry, { read: 'audit.read', scope: everyone() });

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { AuditEntry } from './audit-entry.entity';
import type { AuditListArgs } from './audit-entry.inputs';
import { auditEntryList } from './audit-entry.list';

/** The reading side of the trail: it is written by the kernel alone, and by nobody twice. */
@Injectable()
export class AuditEntryService {
  constructor(@InjectRecords(AuditEntry) private readonly entries: Records<AuditEntry>) {}

  page(viewer: Viewer, args: AuditListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.entries.page(viewer, args, auditEntryList, asked);
  }
}

import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { WorkspaceModule } from '@dossier/workspace';
import { alertPolicy } from './alerts/alert.policy';
import { AlertResolver } from './alerts/alert.resolver';
import { AlertService } from './alerts/alert.service';
import { Alerts } from './alerts/alerts';
import { CipherWatch } from './alerts/cipher-watch';
import { Watchman } from './alerts/watchman';
import { auditEntryPolicy } from './audit-entry.policy';
import { AuditEntryResolver } from './audit-entry.resolver';
import { AuditEntryService } from './audit-entry.service';
import { Checkpoints } from './checkpoints/checkpoints';
import { ReadCounts } from './reads/read-counts';
import { AuditUpkeep } from './retention/audit-upkeep.job';
import { Retention } from './retention/retention';
import { AuditState } from './seal/audit-state';
import { SealResolver } from './seal/seal.resolver';
import { SealService } from './seal/seal.service';
import { SealTicks } from './seal/seal.ticks';
import { Sealer } from './seal/sealer';
import { auditCheckPolicy } from './verify/audit-check.entity';
import { VerifyJob } from './verify/verify.job';
import { VerifyService } from './verify/verify.service';

/** The trail: reading it, sealing it, proving it, keeping it as long as it must be kept, and telling what it shows. */
@Module({
  imports: [WorkspaceModule],
  providers: [
    provideRecords(auditEntryPolicy), provideRecords(alertPolicy), provideRecords(auditCheckPolicy),
    AuditEntryService, AuditEntryResolver, AuditState, Sealer, Checkpoints, SealService, SealResolver, SealTicks,
    VerifyService, VerifyJob, Retention, AuditUpkeep, ReadCounts, Alerts, AlertService, AlertResolver, CipherWatch, Watchman,
  ],
  exports: [Alerts],
})
export class AuditModule {}

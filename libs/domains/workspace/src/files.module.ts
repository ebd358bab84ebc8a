import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { ExchangeModule } from '@dossier/kernel/exchange';
import { BatchResolver } from './batches/batch.resolver';
import { BatchRevert } from './batches/batch-revert.job';
import { BatchService } from './batches/batch.service';
import { operationBatchPolicy } from './batches/operation-batch.entity';
import { exportFilePolicy } from './exports/export-file.entity';
import { ExportApprovalResolver } from './exports/export-approval.resolver';
import { ExportApprovals } from './exports/export-approvals';
import { exportLimitPolicy } from './exports/export-limit.entity';
import { ExportLimits } from './exports/export-limits';
import { ExportMarks } from './exports/export-marks';
import { exportRequestPolicy } from './exports/export-request.entity';
import { ExportController } from './exports/export.controller';
import { ExportJob } from './exports/export.job';
import { ExportResolver } from './exports/export.resolver';
import { ExportService } from './exports/export.service';
import { FileStore } from './files/file-store';
import { FilesUpkeep } from './files/files-upkeep';
import { FileRotation } from './files/file-rotation';
import { SealedText } from './files/sealed-text';
import { NotificationsModule } from './notifications/notifications.module';
import { ImportCheck } from './imports/import-check';
import { ImportCommit } from './imports/import-commit';
import { ImportContexts } from './imports/import-contexts';
import { Corrections } from './imports/import-corrections';
import { FailedRows } from './imports/import-failed';
import { ImportFiles } from './imports/import-files';
import { ImportReport } from './imports/import-report';
import { ImportRunner } from './imports/import-runner';
import { ImportStage } from './imports/import-stage';
import { ImportUpload } from './imports/import-upload';
import { ImportController } from './imports/import.controller';
import { importPolicy } from './imports/import.entity';
import { ImportCheckJob, ImportCommitJob } from './imports/import.jobs';
import { ImportResolver } from './imports/import.resolver';
import { ImportService } from './imports/import.service';

const imports = [ImportCheck, ImportCheckJob, ImportCommit, ImportCommitJob, ImportContexts, Corrections, FailedRows, ImportFiles, ImportReport, ImportRunner, ImportStage, ImportUpload, ImportService, ImportResolver];

/** Files in and out, and batches that can be taken back. */
@Module({
  imports: [ExchangeModule, NotificationsModule],
  controllers: [ImportController, ExportController],
  providers: [
    provideRecords(operationBatchPolicy), provideRecords(exportFilePolicy), provideRecords(exportRequestPolicy), provideRecords(exportLimitPolicy), provideRecords(importPolicy),
    FileStore, SealedText, FileRotation, FilesUpkeep, BatchService, BatchRevert, BatchResolver, ExportService, ExportJob, ExportResolver, ExportLimits, ExportMarks, ExportApprovals, ExportApprovalResolver, ...imports,
  ],
  exports: [ExchangeModule, BatchService, ExportService, FileStore, ImportRunner],
})
export class FilesModule {}

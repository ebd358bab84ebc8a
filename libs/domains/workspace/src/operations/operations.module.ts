import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { HealthResolver } from './health/health.resolver';
import { HealthService } from './health/health.service';
import { JobsUpkeep } from './jobs/jobs-upkeep.job';
import { operatedJobPolicy } from './jobs/operated-job.entity';
import { OperatedJobResolver } from './jobs/operated-job.resolver';
import { OperatedJobService } from './jobs/operated-job.service';
import { Schedules } from './jobs/schedules';
import { Gauges } from './vitals/gauges';
import { VitalSigns } from './vitals/vital-signs';

/** What keeps the product running, for those who look after it: its state, its jobs, its figures. */
@Module({
  providers: [provideRecords(operatedJobPolicy), OperatedJobService, OperatedJobResolver, Schedules, JobsUpkeep, VitalSigns, Gauges, HealthService, HealthResolver],
})
export class OperationsModule {}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { OperatedJob, OperatedJobConnection } from './operated-job.entity';
import { OperatedJobListArgs } from './operated-job.inputs';
import { OperatedJobService } from './operated-job.service';
import { JobSchedule, Schedules } from './schedules';

const id = { type: () => ID };

@Resolver(() => OperatedJob)
export class OperatedJobResolver {
  constructor(
    private readonly service: OperatedJobService,
    private readonly schedules: Schedules,
  ) {}

  @Query(() => OperatedJobConnection, { nullable: true })
  @Access('operation.read')
  operatedJobs(@By() viewer: Viewer, @Args() args: OperatedJobListArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => OperatedJob, { nullable: true })
  @Access('operation.read')
  operatedJob(@By() viewer: Viewer, @Args('id', id) jobId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, jobId, asked);
  }

  @Query(() => [JobSchedule])
  @Access('operation.read')
  jobSchedules(): Promise<JobSchedule[]> {
    return this.schedules.all();
  }

  @Mutation(() => OperatedJob, { nullable: true })
  @Access('operation.manage')
  async retryJob(@By() viewer: Viewer, @Args('id', id) jobId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.retry(viewer, jobId);
    return this.service.read(viewer, jobId, asked);
  }

  @Mutation(() => OperatedJob, { nullable: true })
  @Access('operation.manage')
  async stopJob(@By() viewer: Viewer, @Args('id', id) jobId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.stop(viewer, jobId);
    return this.service.read(viewer, jobId, asked);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By } from '../access/access.decorator';
import type { Viewer } from '../access/viewer';
import { Asked, type Selection } from '../data/selection';
import { InjectRecords, type Records } from '../data/records';
import { connection } from '../list/connection';
import { PageArgs } from '../list/filters';
import type { ListSpec } from '../list/rules';
import { Jobs } from './jobs';
import { JobStatus } from './job-status';

const JobConnection = connection(JobStatus, 'signed-in');
const jobList: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

/** Long work of one's own: how far it is, and a way to stop it. */
@Resolver(() => JobStatus)
export class JobResolver {
  constructor(
    @InjectRecords(JobStatus) private readonly records: Records<JobStatus>,
    private readonly starter: Jobs,
  ) {}

  @Query(() => JobStatus, { nullable: true })
  @Access('signed-in')
  job(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<unknown> {
    return this.records.read(viewer, id, asked);
  }

  @Query(() => JobConnection, { nullable: true })
  @Access('signed-in')
  jobs(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<unknown> {
    return this.records.page(viewer, args, jobList, asked);
  }

  @Mutation(() => JobStatus, { nullable: true })
  @Access('signed-in', { programs: true })
  async cancelJob(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<unknown> {
    await this.records.get(viewer, id);
    await this.starter.cancel(id);
    return this.records.read(viewer, id, asked);
  }
}

import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By } from '../access/access.decorator';
import type { Viewer } from '../access/viewer';
import { InjectRecords, type Records } from '../data/records';
import { Asked, type Selection } from '../data/selection';
import { JobStatus } from '../events/job-status';
import { KeyService } from './key.service';
import { KeyState } from './key-state';

/** The keys over personal data: which seals, how to move on to a new one, how to do without an old one. */
@Resolver(() => KeyState)
export class KeyResolver {
  constructor(
    private readonly service: KeyService,
    @InjectRecords(JobStatus) private readonly jobs: Records<JobStatus>,
  ) {}

  @Query(() => KeyState, { nullable: true })
  @Access('operation.read')
  keyState(): Promise<KeyState> {
    return this.service.state();
  }

  @Mutation(() => JobStatus, { nullable: true, description: 'Moves everything that is sealed or indexed to a newer key, while the product is in use' })
  @Access('operation.manage', { stepUp: true })
  async rotateKeys(@By() viewer: Viewer, @Asked() asked: Selection): Promise<unknown> {
    const id = await this.service.rotate();
    return this.jobs.read(viewer, id, asked);
  }

  @Mutation(() => KeyState, { nullable: true, description: 'Takes a key out of the key file that nothing hangs on any more' })
  @Access('operation.manage', { stepUp: true })
  async retireKey(@Args('version', { type: () => Int }) version: number): Promise<KeyState> {
    await this.service.retire(version);
    return this.service.state();
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { RetentionPolicy, RetentionProof, RetentionRun } from './retention.entities';
import { RetentionPolicyInput } from './retention.inputs';
import { RetentionService } from './retention.service';

const RetentionProofConnection = connection(RetentionProof, 'upkeep.manage');

@Resolver(() => RetentionPolicy)
export class RetentionResolver {
  constructor(private readonly service: RetentionService) {}

  @Query(() => [RetentionPolicy], { nullable: true })
  @Access('upkeep.manage')
  retentionPolicies(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Query(() => RetentionProofConnection, { nullable: true })
  @Access('upkeep.manage')
  retentionProofs(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.proof(viewer, args, asked);
  }

  @Query(() => [RetentionRun], { nullable: true })
  @Access('upkeep.manage')
  retentionRuns(): Promise<RetentionRun[]> {
    return this.service.runs();
  }

  @Mutation(() => RetentionPolicy, { nullable: true })
  @Access('upkeep.manage')
  async createRetentionPolicy(@By() viewer: Viewer, @Args('input') input: RetentionPolicyInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.create(viewer, input);
    return this.service.read(viewer, made.id, asked);
  }

  @Mutation(() => RetentionPolicy, { nullable: true })
  @Access('upkeep.manage')
  async archiveRetentionPolicy(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => [RetentionRun], { nullable: true })
  @Access('upkeep.manage')
  async undoRetentionRun(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<RetentionRun[]> {
    await this.service.undo(viewer, id);
    return this.service.runs();
  }
}

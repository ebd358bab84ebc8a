import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { CustomerService } from '../profile/customer.service';
import { MergeInput, MergeOutcome, MergePreview } from './merge.inputs';
import { MergePreviews } from './merge.preview';
import { MergeService, type Merged } from './merge.service';

@Resolver(() => MergeOutcome)
export class MergeResolver {
  constructor(
    private readonly service: MergeService,
    private readonly previews: MergePreviews,
    private readonly customers: CustomerService,
  ) {}

  @Query(() => MergePreview, { nullable: true })
  @Access('customer.merge')
  mergePreview(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[], @Asked() asked: Selection): Promise<object> {
    return this.previews.of(viewer, ids, asked);
  }

  @Mutation(() => MergeOutcome, { nullable: true })
  @Access('customer.merge')
  async mergeCustomers(@By() viewer: Viewer, @Args('input') input: MergeInput, @Asked() asked: Selection): Promise<object> {
    return this.outcome(viewer, await this.service.merge(viewer, input), asked);
  }

  @Mutation(() => MergeOutcome, { nullable: true })
  @Access('customer.merge')
  async unmergeCustomer(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<object> {
    return this.outcome(viewer, await this.service.unmerge(viewer, id), asked);
  }

  private async outcome(viewer: Viewer, merged: Merged, asked: Selection): Promise<{ customer: Raw | null; batchId: string; mergeIds: string[] }> {
    return { ...merged, customer: asked.has('customer') ? await this.customers.readOrNothing(viewer, merged.customerId, asked.below('customer')) : null };
  }
}

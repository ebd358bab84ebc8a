import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import type { Raw } from '@dossier/kernel/data';
import { InterestKind } from '@dossier/vocabulary/event-enums';
import { Customer } from '../profile/customer.entity';
import { CustomerInterest, InterestEvidence, InterestProfile } from './interest.entity';
import { InterestService } from './interest.service';

const customer = { name: 'customerId', type: () => ID } as const;
const topic = { name: 'topicId', type: () => ID } as const;

@Resolver(() => Customer)
export class InterestResolver {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, CustomerInterest[] | null>>();

  constructor(private readonly service: InterestService) {}

  /** One statement for all rows of a page, and none where nobody asks. */
  @ResolveField(() => [CustomerInterest], { nullable: true, description: 'The strongest three' })
  @Access('event.read')
  topInterests(@By() viewer: Viewer, @Parent() row: Raw): Promise<CustomerInterest[] | null> {
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = this.loader(viewer)));
    return loader.load(String(row['id']));
  }

  @Query(() => InterestProfile, { nullable: true })
  @Access('event.read')
  interestProfile(@By() viewer: Viewer, @Args(customer) customerId: string): Promise<InterestProfile> {
    return this.service.profile(viewer, customerId);
  }

  @Query(() => InterestEvidence, { nullable: true })
  @Access('event.read')
  interestEvidence(@By() viewer: Viewer, @Args(customer) customerId: string, @Args(topic) topicId: string): Promise<InterestEvidence> {
    return this.service.evidence(viewer, customerId, topicId);
  }

  @Mutation(() => InterestProfile, { nullable: true })
  @Access('interest.write')
  setInterest(@By() viewer: Viewer, @Args(customer) customerId: string, @Args(topic) topicId: string, @Args('kind', { type: () => InterestKind }) kind: InterestKind): Promise<InterestProfile> {
    return this.service.choose(viewer, customerId, topicId, kind);
  }

  @Mutation(() => InterestProfile, { nullable: true })
  @Access('interest.write')
  clearInterest(@By() viewer: Viewer, @Args(customer) customerId: string, @Args(topic) topicId: string): Promise<InterestProfile> {
    return this.service.clear(viewer, customerId, topicId);
  }

  private loader(viewer: Viewer): DataLoader<string, CustomerInterest[] | null> {
    // Nothing is remembered: a viewer may outlive the request, and a profile changes between two of them.
    return new DataLoader<string, CustomerInterest[] | null>(async (ids) => {
      const found = await this.service.strongest(viewer, [...new Set(ids)]);
      return ids.map((id) => found.get(id) ?? []);
    }, { cache: false });
  }
}

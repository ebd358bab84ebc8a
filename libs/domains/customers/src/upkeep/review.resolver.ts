import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { Customer } from '../profile/customer.entity';
import { CustomerInput } from '../profile/customer.inputs';
import { CustomerOf } from '../profile/customer.loader';
import { ReviewItem, ReviewPolicy } from './review.entities';
import { ReviewItemArgs, ReviewPolicyInput } from './review.inputs';
import { ReviewPolicies } from './review.policies';
import { ReviewService } from './review.service';

const ReviewItemConnection = connection(ReviewItem, 'customer.read');
const id = { name: 'id', type: () => ID } as const;
const version = { name: 'version', type: () => Int } as const;

@Resolver(() => ReviewItem)
export class ReviewResolver {
  constructor(
    private readonly service: ReviewService,
    private readonly policies: ReviewPolicies,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => ReviewItemConnection, { nullable: true })
  @Access('customer.read')
  reviewItems(@By() viewer: Viewer, @Args() args: ReviewItemArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => [ReviewPolicy], { nullable: true })
  @Access('customer.read')
  reviewPolicies(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.policies.all(viewer, asked);
  }

  @Mutation(() => ReviewItem, { nullable: true })
  @Access('customer.update')
  async confirmReview(@By() viewer: Viewer, @Args(id) itemId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.confirm(viewer, itemId);
    return this.service.read(viewer, itemId, asked);
  }

  @Mutation(() => ReviewItem, { nullable: true })
  @Access('customer.update')
  async markReviewUnknown(@By() viewer: Viewer, @Args(id) itemId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.markUnknown(viewer, itemId);
    return this.service.read(viewer, itemId, asked);
  }

  @Mutation(() => ReviewItem, { nullable: true })
  @Access('customer.update')
  async correctReview(@By() viewer: Viewer, @Args(id) itemId: string, @Args('customerVersion', { type: () => Int }) base: number, @Args('input') input: CustomerInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.correct(viewer, itemId, base, input);
    return this.service.read(viewer, itemId, asked);
  }

  @Mutation(() => ReviewItem, { nullable: true })
  @Access('customer.update')
  async undoReview(@By() viewer: Viewer, @Args(id) itemId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.undo(viewer, itemId);
    return this.service.read(viewer, itemId, asked);
  }

  @Mutation(() => ReviewPolicy, { nullable: true })
  @Access('upkeep.manage')
  async createReviewPolicy(@By() viewer: Viewer, @Args('input') input: ReviewPolicyInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.policies.create(viewer, input);
    return this.policies.read(viewer, made.id, asked);
  }

  @Mutation(() => ReviewPolicy, { nullable: true })
  @Access('upkeep.manage')
  async updateReviewPolicy(@By() viewer: Viewer, @Args(id) policyId: string, @Args(version) base: number, @Args('input') input: ReviewPolicyInput, @Asked() asked: Selection): Promise<Raw> {
    await this.policies.update(viewer, policyId, base, input);
    return this.policies.read(viewer, policyId, asked);
  }

  @Mutation(() => ReviewPolicy, { nullable: true })
  @Access('upkeep.manage')
  async archiveReviewPolicy(@By() viewer: Viewer, @Args(id) policyId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.policies.archive(viewer, policyId);
    return this.policies.read(viewer, policyId, asked);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (row['customer'] as string | null | undefined) ?? null);
  }
}

import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer, CustomerOf } from '@dossier/customers';
import { LikelyBuyer, LikelyBuyers, LikelyBuyersArgs, LikelyBuyersInput, LikelyBuyersSegments } from './buyers.entities';
import { LikelyBuyersService } from './buyers.service';

@Resolver(() => LikelyBuyer)
export class LikelyBuyersResolver {
  constructor(
    private readonly service: LikelyBuyersService,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => LikelyBuyers, { nullable: true })
  @Access('score.read')
  likelyBuyers(@By() viewer: Viewer, @Args() args: LikelyBuyersArgs): Promise<LikelyBuyers> {
    return this.service.find(viewer, args);
  }

  @Mutation(() => LikelyBuyersSegments, { nullable: true })
  @Access('segment.write')
  createLikelyBuyers(@By() viewer: Viewer, @Args('input') input: LikelyBuyersInput): Promise<LikelyBuyersSegments> {
    return this.service.make(viewer, input);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() { customerId }: LikelyBuyer, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, customerId);
  }
}

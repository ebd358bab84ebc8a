import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Bait } from './bait.entity';
import { BaitService } from './bait.service';

const customerId = { name: 'customerId', type: () => ID } as const;

@Resolver(() => Bait)
export class BaitResolver {
  constructor(private readonly service: BaitService) {}

  @Query(() => [Bait], { nullable: true, description: 'Records that are bait. Nobody else can tell them from others.' })
  @Access('company.manage')
  baits(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Bait, { nullable: true })
  @Access('company.manage')
  async markBait(@By() viewer: Viewer, @Args(customerId) id: string, @Asked() asked: Selection, @Args('note', { type: () => String, nullable: true }) note?: string): Promise<Raw> {
    return this.service.read(viewer, await this.service.mark(viewer, id, note ?? null), asked);
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('company.manage')
  async unmarkBait(@By() viewer: Viewer, @Args(customerId) id: string): Promise<boolean> {
    await this.service.unmark(viewer, id);
    return true;
  }
}

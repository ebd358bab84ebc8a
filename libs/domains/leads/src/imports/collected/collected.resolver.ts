import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { CollectedLead, CollectedLeadsInput } from './collected.inputs';
import { CollectedService } from './collected.service';

@Resolver()
export class CollectedResolver {
  constructor(private readonly service: CollectedService) {}

  @Mutation(() => [CollectedLead], { nullable: true, description: 'Takes in people met at a stand; what it answers may be forgotten by the phone.' })
  @Access('lead.create')
  collectLeads(@By() viewer: Viewer, @Args('input') input: CollectedLeadsInput): Promise<CollectedLead[]> {
    return this.service.collect(viewer, input.entries);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Delegation } from './delegation.entity';
import { DelegationInput } from './delegation.inputs';
import { DelegationService } from './delegation.service';

const id = { type: () => ID };

@Resolver(() => Delegation)
export class DelegationResolver {
  constructor(private readonly service: DelegationService) {}

  @Query(() => [Delegation], { nullable: true, description: 'Those given by oneself and those received' })
  @Access('signed-in')
  delegations(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Delegation, { nullable: true })
  @Access('signed-in', { stepUp: true })
  async delegate(@By() viewer: Viewer, @Args('input') input: DelegationInput, @Asked() asked: Selection): Promise<Raw> {
    const delegation = await this.service.delegate(viewer, input);
    return this.service.read(viewer, delegation.id, asked);
  }

  @Mutation(() => Delegation, { nullable: true })
  @Access('signed-in')
  async endDelegation(@By() viewer: Viewer, @Args('id', id) delegationId: string, @Asked() asked: Selection): Promise<Raw> {
    const delegation = await this.service.end(viewer, delegationId);
    return this.service.read(viewer, delegation.id, asked);
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async actFor(@By() viewer: Viewer, @Args('userId', id) userId: string): Promise<boolean> {
    await this.service.actFor(viewer, userId);
    return true;
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async stopActingFor(@By() viewer: Viewer): Promise<boolean> {
    await this.service.stop(viewer);
    return true;
  }
}

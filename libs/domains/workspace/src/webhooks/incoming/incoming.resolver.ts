import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { IncomingDelivery, IncomingDeliveryConnection, IncomingSource, IncomingSourceConnection } from './incoming.entity';
import { IncomingDeliveryArgs, IncomingSourceInput, NewIncomingSource } from './incoming.inputs';
import { IncomingService } from './incoming.service';

const byId = { type: () => ID } as const;

@Resolver(() => IncomingSource)
export class IncomingResolver {
  constructor(private readonly service: IncomingService) {}

  @Query(() => IncomingSourceConnection, { nullable: true })
  @Access('webhook.manage')
  incomingSources(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => IncomingSource, { nullable: true })
  @Access('webhook.manage')
  incomingSource(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Query(() => IncomingDeliveryConnection, { nullable: true })
  @Access('webhook.manage')
  incomingDeliveries(@By() viewer: Viewer, @Args() args: IncomingDeliveryArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.pageOfDeliveries(viewer, args, asked);
  }

  @Mutation(() => NewIncomingSource, { nullable: true })
  @Access('webhook.manage', { stepUp: true })
  async createIncomingSource(@By() viewer: Viewer, @Args('input') input: IncomingSourceInput, @Asked() asked: Selection): Promise<NewIncomingSource> {
    const { id, secret } = await this.service.create(viewer, input);
    return { source: await this.service.read(viewer, id, asked.below('source')), secret };
  }

  @Mutation(() => IncomingSource, { nullable: true })
  @Access('webhook.manage')
  async renameIncomingSource(
    @By() viewer: Viewer, @Args('id', byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('name') name: string, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.rename(viewer, id, version, name);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => IncomingSource, { nullable: true })
  @Access('webhook.manage')
  async pauseIncomingSource(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.pause(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => IncomingSource, { nullable: true })
  @Access('webhook.manage')
  async resumeIncomingSource(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.resume(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => IncomingSource, { nullable: true })
  @Access('webhook.manage')
  async archiveIncomingSource(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => NewIncomingSource, { nullable: true })
  @Access('webhook.manage', { stepUp: true })
  async rotateIncomingSecret(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<NewIncomingSource> {
    const secret = await this.service.rotate(viewer, id);
    return { source: await this.service.read(viewer, id, asked.below('source')), secret };
  }

  @Mutation(() => IncomingDelivery, { nullable: true })
  @Access('webhook.manage')
  async replayIncoming(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.replay(viewer, id);
    return this.service.readDelivery(viewer, id, asked);
  }
}

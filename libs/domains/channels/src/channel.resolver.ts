import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Channel } from './channel.entity';
import { ChannelInput } from './channel.inputs';
import { ChannelService } from './channel.service';

@Resolver(() => Channel)
export class ChannelResolver {
  constructor(private readonly service: ChannelService) {}

  @Query(() => [Channel])
  @Access('customer.read')
  channels(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Channel, { nullable: true })
  @Access('channel.manage')
  async createChannel(@By() viewer: Viewer, @Args('input') input: ChannelInput, @Asked() asked: Selection): Promise<Raw> {
    const channel = await this.service.create(viewer, input);
    return this.service.read(viewer, channel.id, asked);
  }

  @Mutation(() => Channel, { nullable: true })
  @Access('channel.manage')
  async updateChannel(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: ChannelInput, @Asked() asked: Selection,
  ): Promise<Raw> {
    const channel = await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, channel.id, asked);
  }

  @Mutation(() => Channel, { nullable: true })
  @Access('channel.manage')
  async archiveChannel(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    const channel = await this.service.archive(viewer, id);
    return this.service.read(viewer, channel.id, asked);
  }
}

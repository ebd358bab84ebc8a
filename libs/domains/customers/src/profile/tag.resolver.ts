import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Tag } from './tag.entity';
import { TagService } from './tag.service';

@Resolver(() => Tag)
export class TagResolver {
  constructor(private readonly service: TagService) {}

  @Query(() => [Tag])
  @Access('customer.read')
  tags(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Tag, { nullable: true })
  @Access('tag.manage')
  async createTag(@By() viewer: Viewer, @Args('name') name: string, @Asked() asked: Selection): Promise<Raw> {
    const tag = await this.service.create(viewer, name);
    return this.service.read(viewer, tag.id, asked);
  }

  @Mutation(() => Tag, { nullable: true })
  @Access('tag.manage')
  async updateTag(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('version', { type: () => Int }) version: number,
    @Args('name') name: string, @Asked() asked: Selection,
  ): Promise<Raw> {
    const tag = await this.service.update(viewer, id, version, name);
    return this.service.read(viewer, tag.id, asked);
  }

  @Mutation(() => Tag, { nullable: true })
  @Access('tag.manage')
  async archiveTag(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    const tag = await this.service.archive(viewer, id);
    return this.service.read(viewer, tag.id, asked);
  }
}

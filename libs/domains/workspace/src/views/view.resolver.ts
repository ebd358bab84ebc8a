import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import type { Raw } from '@dossier/kernel/data';
import { SavedView } from './view.entity';
import { SavedViewInput } from './view.inputs';
import { ViewService } from './view.service';

@Resolver(() => SavedView)
export class ViewResolver {
  constructor(private readonly service: ViewService) {}

  @Query(() => [SavedView])
  @Access('signed-in')
  savedViews(@By() viewer: Viewer, @Args('list') list: string): Promise<Raw[]> {
    return this.service.of(viewer, list);
  }

  @Mutation(() => SavedView, { nullable: true })
  @Access('signed-in')
  async saveView(@By() viewer: Viewer, @Args('input') input: SavedViewInput): Promise<Raw> {
    const view = await this.service.save(viewer, input);
    return this.service.read(viewer, view.id);
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async deleteView(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.service.remove(viewer, id);
    return true;
  }
}

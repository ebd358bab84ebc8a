import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { SearchService } from './search.service';
import { SearchResult } from './search.view';

@Resolver(() => SearchResult)
export class SearchResolver {
  constructor(private readonly service: SearchService) {}

  @Query(() => SearchResult)
  @Access('signed-in')
  search(@By() viewer: Viewer, @Args('text') text: string, @Args('first', { type: () => Int, nullable: true }) first?: number): Promise<SearchResult> {
    return this.service.search(viewer, text, first);
  }
}

import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { SearchArgs } from './search.inputs';
import { SearchService } from './search.service';
import { SearchResult } from './search.view';

@Resolver(() => SearchResult)
export class SearchResolver {
  constructor(private readonly service: SearchService) {}

  @Query(() => SearchResult)
  @Access('signed-in')
  search(@By() viewer: Viewer, @Args() { text, first, forPurpose }: SearchArgs): Promise<SearchResult> {
    return this.service.search(viewer, text, first, forPurpose);
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { FieldSuggestion } from './suggestion.entity';
import { SuggestionService } from './suggestion.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => FieldSuggestion)
export class SuggestionResolver {
  constructor(private readonly service: SuggestionService) {}

  @Query(() => [FieldSuggestion], { nullable: true, description: 'Values that came in for a customer and differ from the record: the open ones first.' })
  @Access('customer.read')
  fieldSuggestions(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string): Promise<FieldSuggestion[]> {
    return this.service.of(viewer, customerId);
  }

  @Mutation(() => FieldSuggestion, { nullable: true })
  @Access('customer.update')
  acceptSuggestion(@By() viewer: Viewer, @Args(id) suggestionId: string): Promise<FieldSuggestion> {
    return this.service.accept(viewer, suggestionId);
  }

  @Mutation(() => FieldSuggestion, { nullable: true })
  @Access('customer.update')
  declineSuggestion(@By() viewer: Viewer, @Args(id) suggestionId: string): Promise<FieldSuggestion> {
    return this.service.decline(viewer, suggestionId);
  }

  @Mutation(() => FieldSuggestion, { nullable: true, description: 'Takes the decision back.' })
  @Access('customer.update')
  reopenSuggestion(@By() viewer: Viewer, @Args(id) suggestionId: string): Promise<FieldSuggestion> {
    return this.service.reopen(viewer, suggestionId);
  }
}

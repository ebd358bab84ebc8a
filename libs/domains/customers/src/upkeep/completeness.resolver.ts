import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { ContactOutcome } from '@dossier/vocabulary/fact-enums';
import { CompletenessService } from './completeness.service';
import { ContactValidity, RecordCompleteness } from './completeness.views';

@Resolver()
export class CompletenessResolver {
  constructor(private readonly service: CompletenessService) {}

  @Query(() => RecordCompleteness, { nullable: true })
  @Access('customer.read')
  customerCompleteness(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<RecordCompleteness> {
    return this.service.of(viewer, id);
  }

  @Query(() => [ContactValidity], { nullable: true })
  @Access('customer.read')
  contactValidity(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string): Promise<ContactValidity[]> {
    return this.service.contacts(viewer, customerId);
  }

  @Mutation(() => [ContactValidity], { nullable: true })
  @Access('customer.update')
  async checkContact(@By() viewer: Viewer, @Args('identityId', { type: () => ID }) identityId: string, @Args('outcome', { type: () => ContactOutcome }) outcome: ContactOutcome): Promise<ContactValidity[]> {
    return this.service.contacts(viewer, await this.service.check(viewer, identityId, outcome));
  }
}

import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { FactReader } from './fact.reader';
import { CustomerFact } from './fact.views';

@Resolver()
export class FactResolver {
  constructor(private readonly reader: FactReader) {}

  @Query(() => [CustomerFact], { nullable: true })
  @Access('customer.read')
  customerFacts(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<CustomerFact[]> {
    return this.reader.of(viewer, id);
  }
}

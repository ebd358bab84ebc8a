import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { DuplicateDecision } from '@dossier/vocabulary/enums';
import { CustomerOf } from '../profile/customer.loader';
import { Customer } from '../profile/customer.entity';
import { DuplicateCandidate } from './duplicate-candidate.entity';
import { DuplicateCluster, DuplicateClusters } from './duplicate-cluster';
import { DuplicateDesk } from './duplicate-desk';
import { DuplicateHit, DuplicateProbe, SameInput } from './duplicate.inputs';
import { DuplicateService } from './duplicate.service';

const DuplicateCandidateConnection = connection(DuplicateCandidate, 'customer.steward');

@Resolver(() => DuplicateCandidate)
export class DuplicateResolver {
  constructor(
    private readonly service: DuplicateService,
    private readonly desk: DuplicateDesk,
    private readonly clusters: DuplicateClusters,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => [DuplicateHit], { nullable: true })
  @Access('customer.read')
  possibleDuplicates(@By() viewer: Viewer, @Args('input') input: DuplicateProbe, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.live(viewer, input, asked);
  }

  @Query(() => DuplicateCandidateConnection, { nullable: true })
  @Access('customer.steward')
  duplicateCandidates(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.desk.open(viewer, args, asked);
  }

  @Query(() => DuplicateCluster, { nullable: true })
  @Access('customer.steward')
  duplicateCluster(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<DuplicateCluster> {
    return this.clusters.of(viewer, id);
  }

  @Mutation(() => DuplicateCandidate, { nullable: true })
  @Access('customer.steward')
  async resolveDuplicate(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('decision', { type: () => DuplicateDecision }) decision: DuplicateDecision,
    @Args('merge', { type: () => SameInput, nullable: true }) merge: SameInput | null, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.desk.resolve(viewer, id, decision, merge ?? {});
    return this.desk.read(viewer, id, asked);
  }

  @Mutation(() => DuplicateCandidate, { nullable: true })
  @Access('customer.steward')
  async reopenDuplicate(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.desk.reopen(viewer, id);
    return this.desk.read(viewer, id, asked);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, idIn(row, 'customer'));
  }

  @ResolveField(() => Customer, { nullable: true })
  other(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, idIn(row, 'other'));
  }
}

const idIn = (row: Raw, field: string): string | null => (row[field] as string | null | undefined) ?? null;

import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { CustomerOf } from '../profile/customer.loader';
import { Customer } from '../profile/customer.entity';
import { Household, HouseholdMember } from './household.entity';
import { HouseholdInput, HouseholdSuggestion, HouseholdTotals, MemberChange, MemberInput } from './household.inputs';
import { HouseholdInsights } from './household.insights';
import { HouseholdService } from './household.service';

const id = { name: 'id', type: () => ID } as const;
const customerId = { name: 'customerId', type: () => ID } as const;
const version = { name: 'version', type: () => Int } as const;

@Resolver(() => Household)
export class HouseholdResolver {
  constructor(
    private readonly service: HouseholdService,
    private readonly insights: HouseholdInsights,
  ) {}

  @Query(() => Household, { nullable: true })
  @Access('relationship.read')
  household(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, one, asked);
  }

  @Query(() => [Household], { nullable: true })
  @Access('relationship.read')
  households(@By() viewer: Viewer, @Args(customerId) of: string, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.of(viewer, of, asked);
  }

  @Query(() => [HouseholdSuggestion], { nullable: true })
  @Access('relationship.read')
  householdSuggestions(@By() viewer: Viewer, @Args(customerId) of: string): Promise<HouseholdSuggestion[]> {
    return this.insights.suggestions(viewer, of);
  }

  @Mutation(() => Household, { nullable: true })
  @Access('relationship.write')
  async createHousehold(@By() viewer: Viewer, @Args('input') input: HouseholdInput, @Args('member') member: MemberInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.create(viewer, input, member);
    return this.service.read(viewer, made.id, asked);
  }

  @Mutation(() => Household, { nullable: true })
  @Access('relationship.write')
  async updateHousehold(@By() viewer: Viewer, @Args(id) one: string, @Args(version) seen: number, @Args('input') input: HouseholdInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, { version: seen, input });
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Household, { nullable: true })
  @Access('relationship.write')
  async archiveHousehold(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Household, { nullable: true })
  @Access('relationship.write')
  async restoreHousehold(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Household, { nullable: true })
  @Access('relationship.write')
  async addHouseholdMember(@By() viewer: Viewer, @Args(id) one: string, @Args('member') member: MemberInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.addMember(viewer, one, member);
    return this.service.read(viewer, one, asked);
  }

  @ResolveField(() => HouseholdTotals, { nullable: true })
  totals(@By() viewer: Viewer, @Parent() row: Raw): Promise<HouseholdTotals> {
    return this.insights.totals(viewer, String(row['totals']));
  }
}

@Resolver(() => HouseholdMember)
export class HouseholdMemberResolver {
  constructor(
    private readonly service: HouseholdService,
    private readonly customerOf: CustomerOf,
  ) {}

  @Mutation(() => HouseholdMember, { nullable: true })
  @Access('relationship.write')
  async updateHouseholdMember(@By() viewer: Viewer, @Args(id) one: string, @Args(version) seen: number, @Args('input') input: MemberChange, @Asked() asked: Selection): Promise<Raw> {
    await this.service.updateMember(viewer, one, { version: seen, input });
    return this.service.readMember(viewer, one, asked);
  }

  @Mutation(() => HouseholdMember, { nullable: true })
  @Access('relationship.write')
  async archiveHouseholdMember(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.removeMember(viewer, one);
    return this.service.readMember(viewer, one, asked);
  }

  @Mutation(() => HouseholdMember, { nullable: true })
  @Access('relationship.write')
  async restoreHouseholdMember(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restoreMember(viewer, one);
    return this.service.readMember(viewer, one, asked);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (row['customer'] as string | null) ?? null);
  }
}

/** Who is suggested, read in one statement within the reader's own reach. */
@Resolver(() => HouseholdSuggestion)
export class HouseholdSuggestionResolver {
  constructor(private readonly customerOf: CustomerOf) {}

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() suggestion: HouseholdSuggestion, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, suggestion.id);
  }
}

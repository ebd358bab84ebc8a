import { Args, ArgsType, Field, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsEnum, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, SortOrder, type Page } from '@dossier/kernel/list';
import { PoolLeadSort, ReleaseReason } from '@dossier/vocabulary/lead-enums';
import { PoolDesk } from './pool.desk';
import { LeadPool, PoolClaim, PoolLeadConnection, PoolLeadDetail, PoolLimits, RecycleNotice } from './pool.entities';
import { LeadPoolInput, PoolLeadFilter, RecycleRuleInput } from './pool.inputs';
import { PoolService } from './pool.service';
import { RecyclePreview } from './recycle.preview';

const id = { name: 'id', type: () => ID } as const;

@ArgsType()
class PoolLeadArgs extends PageArgs {
  @Field(() => ID) @IsUUID() poolId!: string;
  @Field(() => PoolLeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => PoolLeadFilter) filter?: PoolLeadFilter;
  @Field(() => PoolLeadSort, { nullable: true }) @IsOptional() @IsEnum(PoolLeadSort) sort?: PoolLeadSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@ArgsType()
class ClaimArgs {
  @Field(() => [ID]) @ArrayMinSize(1) @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) ids!: string[];
}

@ArgsType()
class ReleaseArgs {
  @Field(() => [ID]) @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) ids!: string[];
  @Field(() => ID) @IsUUID() poolId!: string;
  @Field(() => ReleaseReason) @IsEnum(ReleaseReason) reason!: ReleaseReason;
}

@ArgsType()
class UndoReleaseArgs {
  @Field(() => [ID]) @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) ids!: string[];
}

@ArgsType()
class PreviewArgs {
  @Field(() => ID) @IsUUID() poolId!: string;
  @Field(() => [RecycleRuleInput], { nullable: true, description: 'Those of the pool unless said' }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => RecycleRuleInput) rules?: RecycleRuleInput[];
  @Field(() => Int, { nullable: true, description: 'Within so many days from now: 7 unless said' }) @IsOptional() days?: number;
}

@Resolver(() => LeadPool)
export class PoolResolver {
  constructor(
    private readonly service: PoolService,
    private readonly desk: PoolDesk,
    private readonly preview: RecyclePreview,
  ) {}

  @Query(() => [LeadPool], { nullable: true, description: 'Those that are open to the viewer; with `all` every one' })
  @Access('pool.claim')
  leadPools(@By() viewer: Viewer, @Args('all', { type: () => Boolean, nullable: true }) all: boolean | null, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, all !== true, asked);
  }

  @ResolveField(() => PoolLimits, { nullable: true, description: 'What is left to the viewer' })
  @Access('pool.claim')
  limits(@By() viewer: Viewer, @Parent() pool: Raw): Promise<PoolLimits> {
    return this.desk.limits(viewer, String(pool['id']));
  }

  @Query(() => PoolLeadConnection, { nullable: true })
  @Access('pool.claim')
  poolLeads(@By() viewer: Viewer, @Args() { poolId, ...args }: PoolLeadArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.desk.page(viewer, poolId, args, asked);
  }

  @Query(() => PoolLeadDetail, { nullable: true, description: 'Opens a lead of a pool: so many can be opened a day' })
  @Access('pool.claim', { audited: true })
  poolLead(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.desk.detail(viewer, own, asked);
  }

  @Query(() => [RecycleNotice], { nullable: true, description: 'Leads within the viewer\'s reach that would go back to this pool, the soonest first' })
  @Access('pool.manage')
  recyclePreview(@By() viewer: Viewer, @Args() { poolId, rules, days }: PreviewArgs): Promise<RecycleNotice[]> {
    return this.preview.of(viewer, poolId, rules ? this.service.rulesOf(rules) : null, days ?? 7);
  }

  @Mutation(() => PoolClaim, { nullable: true, description: 'All of these or none' })
  @Access('pool.claim', { programs: true })
  claimLeads(@By() viewer: Viewer, @Args() { ids }: ClaimArgs): Promise<PoolClaim> {
    return this.desk.claim(viewer, ids);
  }

  @Mutation(() => [ID], { nullable: true, description: 'Gives leads back to a pool, all of these or none' })
  @Access('lead.update')
  releaseLeads(@By() viewer: Viewer, @Args() { ids, poolId, reason }: ReleaseArgs): Promise<string[]> {
    return this.desk.release(viewer, ids, poolId, reason);
  }

  @Mutation(() => [ID], { nullable: true, description: 'Takes one\'s own return back within a minute; gives those that are back' })
  @Access('lead.update')
  undoRelease(@By() viewer: Viewer, @Args() { ids }: UndoReleaseArgs): Promise<string[]> {
    return this.desk.undoRelease(viewer, ids);
  }

  @Mutation(() => LeadPool, { nullable: true })
  @Access('pool.manage')
  async createPool(@By() viewer: Viewer, @Args('input') input: LeadPoolInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.create(viewer, input)).id, asked);
  }

  @Mutation(() => LeadPool, { nullable: true })
  @Access('pool.manage')
  async updatePool(@By() viewer: Viewer, @Args(id) own: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: LeadPoolInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.update(viewer, own, version, input)).id, asked);
  }

  @Mutation(() => LeadPool, { nullable: true })
  @Access('pool.manage')
  async archivePool(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.archive(viewer, own)).id, asked);
  }
}

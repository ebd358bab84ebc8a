import { Args, ArgsType, Field, ID, Int, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsUUID, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { AssignmentAct, WaitReason } from '@dossier/vocabulary/lead-enums';
import { LeadFilter } from '../lead/lead.inputs';
import { Assignee, AssignmentCandidate, AssignmentPolicy, AssignmentSimulation, AssignmentVersion, LeadAssignment, SalesProfile } from './assignment.entities';
import { AssignmentPolicyInput, AssignmentRuleInput, ImaginedLeadInput, SalesProfileInput } from './assignment.inputs';
import { GivingService } from './giving.service';
import { PeopleService } from './people.service';
import { PolicyService } from './policy.service';
import { SimulationService } from './simulation.job';

const id = { name: 'id', type: () => ID } as const;

@ArgsType()
class GiveArgs {
  @Field(() => [ID]) @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) ids!: string[];
  @Field(() => ID) @IsUUID() ownerId!: string;
}

@ArgsType()
class WouldArgs {
  @Field(() => [AssignmentRuleInput]) @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => AssignmentRuleInput) rules!: AssignmentRuleInput[];
  @Field(() => ImaginedLeadInput) @ValidateNested() @Type(() => ImaginedLeadInput) lead!: ImaginedLeadInput;
}

/** Who would get a lead just now, by rules that need not be in force. */
@Access('assignment.manage')
@ObjectType()
export class AssignmentTrial {
  @Field(() => AssignmentAct, { nullable: true }) act!: AssignmentAct | null;
  @Field(() => WaitReason, { nullable: true, description: 'Why it would wait' }) wait!: WaitReason | null;
  @Field(() => String, { nullable: true, description: 'Name of the rule that takes it' }) rule!: string | null;
  @Field(() => ID, { nullable: true }) userId!: string | null;
  @Field(() => ID, { nullable: true }) poolId!: string | null;
  @Field(() => [AssignmentCandidate]) candidates!: AssignmentCandidate[];
}

@Resolver(() => AssignmentPolicy)
export class AssignmentResolver {
  constructor(
    private readonly policies: PolicyService,
    private readonly people: PeopleService,
    private readonly simulations: SimulationService,
  ) {}

  @Query(() => [AssignmentPolicy], { nullable: true })
  @Access('assignment.manage')
  assignmentPolicies(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.policies.all(viewer, asked);
  }

  @Query(() => AssignmentPolicy, { nullable: true })
  @Access('assignment.manage')
  assignmentPolicy(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, own, asked);
  }

  @ResolveField(() => [AssignmentVersion], { nullable: true, description: 'What was ever in force, the newest first' })
  @Access('assignment.manage')
  versions(@By() viewer: Viewer, @Parent() policy: Raw, @Asked() asked: Selection): Promise<Raw[]> {
    return this.policies.history(viewer, String(policy['id']), asked);
  }

  @Query(() => [Assignee], { nullable: true })
  @Access('assignment.manage')
  assignees(@By() viewer: Viewer): Promise<Assignee[]> {
    return this.people.all(viewer);
  }

  @Query(() => AssignmentTrial, { nullable: true, description: 'Nothing is given to anybody' })
  @Access('assignment.manage')
  async whoWouldGet(@Args() { rules, lead }: WouldArgs): Promise<AssignmentTrial> {
    return this.people.wouldGet(await this.policies.rulesOf(rules), lead);
  }

  @Query(() => AssignmentSimulation, { nullable: true })
  @Access('assignment.manage')
  assignmentSimulation(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.simulations.read(viewer, own, asked);
  }

  @Mutation(() => AssignmentSimulation, { nullable: true, description: 'Tries the rules over the leads of the last days' })
  @Access('assignment.manage')
  async simulateAssignment(@By() viewer: Viewer, @Args('policyId', { type: () => ID }) policyId: string, @Args('days', { type: () => Int, nullable: true }) days: number | null, @Asked() asked: Selection): Promise<Raw> {
    return this.simulations.read(viewer, await this.simulations.start(viewer, policyId, Math.min(92, Math.max(1, days ?? 30))), asked);
  }

  @Mutation(() => AssignmentPolicy, { nullable: true })
  @Access('assignment.manage')
  async createAssignmentPolicy(@By() viewer: Viewer, @Args('input') input: AssignmentPolicyInput, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, (await this.policies.create(viewer, input)).id, asked);
  }

  @Mutation(() => AssignmentPolicy, { nullable: true })
  @Access('assignment.manage')
  async updateAssignmentPolicy(@By() viewer: Viewer, @Args(id) own: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: AssignmentPolicyInput, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, (await this.policies.update(viewer, own, version, input)).id, asked);
  }

  @Mutation(() => AssignmentPolicy, { nullable: true, description: 'Switches the rules on as they stand, or an earlier version of them again' })
  @Access('assignment.manage')
  async activateAssignmentPolicy(@By() viewer: Viewer, @Args(id) own: string, @Args('number', { type: () => Int, nullable: true }) number: number | null, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, (await this.policies.activate(viewer, own, number ?? null)).id, asked);
  }

  @Mutation(() => AssignmentPolicy, { nullable: true, description: 'Switches the rules off' })
  @Access('assignment.manage')
  async retireAssignmentPolicy(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, (await this.policies.retire(viewer, own)).id, asked);
  }

  @Mutation(() => AssignmentPolicy, { nullable: true })
  @Access('assignment.manage')
  async archiveAssignmentPolicy(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, (await this.policies.archive(viewer, own)).id, asked);
  }

  @Mutation(() => SalesProfile, { nullable: true })
  @Access('assignment.manage')
  async saveSalesProfile(@By() viewer: Viewer, @Args('input') input: SalesProfileInput, @Asked() asked: Selection): Promise<Raw> {
    return this.people.readProfile(viewer, (await this.people.save(viewer, input)).id, asked);
  }
}

@Resolver()
export class GivingResolver {
  constructor(private readonly giving: GivingService) {}

  @Query(() => LeadAssignment, { nullable: true })
  @Access('lead.assign')
  leadAssignment(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.giving.read(viewer, own, asked);
  }

  @Mutation(() => LeadAssignment, { nullable: true, description: 'Gives up to 500 leads to a colleague; it can be undone' })
  @Access('lead.assign')
  async assignLeads(@By() viewer: Viewer, @Args() { ids, ownerId }: GiveArgs, @Asked() asked: Selection): Promise<Raw> {
    return this.giving.read(viewer, await this.giving.give(viewer, ids, ownerId), asked);
  }

  @Mutation(() => LeadAssignment, { nullable: true, description: 'Gives all open leads that match to a colleague, in the background; it can be undone' })
  @Access('lead.assign')
  async assignMatchingLeads(@By() viewer: Viewer, @Args('filter') filter: LeadFilter, @Args('ownerId', { type: () => ID }) ownerId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.giving.read(viewer, await this.giving.giveMatching(viewer, filter, ownerId), asked);
  }

  @Mutation(() => LeadAssignment, { nullable: true, description: 'Puts the leads back where they were, but for those that have changed hands since' })
  @Access('lead.assign')
  async undoAssignment(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    await this.giving.undo(viewer, own);
    return this.giving.read(viewer, own, asked);
  }
}

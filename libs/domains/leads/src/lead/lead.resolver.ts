import { Args, ArgsType, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, SortOrder, type Page } from '@dossier/kernel/list';
import { ExportFile, ExportService } from '@dossier/workspace';
import { LeadSort, LeadStage } from '@dossier/vocabulary/lead-enums';
import { LeadBoard, LeadBoardColumn } from './lead.board';
import { LeadDuplicateFinder, LeadDuplicates } from './lead.duplicates';
import { Lead } from './lead.entity';
import { CloseLeadInput, CreateLeadInput, LeadExportInput, LeadFilter, LeadInput, LeadPersonInput } from './lead.inputs';
import { LeadService } from './lead.service';
import { LeadSteps } from './lead.steps';

const LeadConnection = connection(Lead, 'lead.read');
const byId = { name: 'id', type: () => ID } as const;

@ArgsType()
class LeadArgs extends PageArgs {
  @Field(() => LeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LeadFilter) filter?: LeadFilter;
  @Field(() => LeadSort, { nullable: true }) @IsOptional() @IsEnum(LeadSort) sort?: LeadSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

/** What became of leads that were to take a step together. */
@Access('lead.read')
@ObjectType()
export class ManyLeads {
  @Field(() => [ID], { description: 'Those that took it' }) ids!: string[];
  @Field(() => Int) count!: number;
  @Field(() => Int, { description: 'Passed over: out of reach, or not in a state for it' }) skipped!: number;
}

const manyOf = (asked: readonly string[], ids: string[]): ManyLeads => ({ ids, count: ids.length, skipped: new Set(asked).size - ids.length });

@ArgsType()
class LeadBoardArgs {
  @Field(() => LeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LeadFilter) filter?: LeadFilter;
}

@Resolver(() => Lead)
export class LeadResolver {
  constructor(
    private readonly service: LeadService,
    private readonly steps: LeadSteps,
    private readonly board: LeadBoard,
    private readonly duplicates: LeadDuplicateFinder,
    private readonly exports: ExportService,
  ) {}

  @Query(() => Lead, { nullable: true })
  @Access('lead.read')
  lead(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Query(() => LeadConnection, { nullable: true })
  @Access('lead.read')
  leads(@By() viewer: Viewer, @Args() args: LeadArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => [LeadBoardColumn], { nullable: true, description: 'The open leads within reach, stage by stage' })
  @Access('lead.read')
  leadBoard(@By() viewer: Viewer, @Args() { filter }: LeadBoardArgs, @Asked() asked: Selection): Promise<LeadBoardColumn[]> {
    return this.board.columns(viewer, filter ?? null, asked);
  }

  @Query(() => LeadDuplicates, { nullable: true, description: 'Who is on record already with this phone, e-mail or company' })
  @Access('lead.create')
  leadDuplicates(@By() viewer: Viewer, @Args('person') person: LeadPersonInput, @Asked() asked: Selection): Promise<LeadDuplicates> {
    return this.duplicates.find(viewer, person, asked);
  }

  @Mutation(() => Lead, { nullable: true, description: 'Null where the lead lies out of the writer\'s reach: it was given away, or the interest is a colleague\'s already' })
  @Access('lead.create')
  async createLead(@By() viewer: Viewer, @Args('input') input: CreateLeadInput, @Asked() asked: Selection): Promise<Raw | null> {
    return this.service.readOrNothing(viewer, (await this.service.create(viewer, input)).leadId, asked);
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.update')
  async updateLead(@By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: LeadInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.update')
  async moveLead(@By() viewer: Viewer, @Args(byId) id: string, @Args('stage', { type: () => LeadStage }) stage: LeadStage, @Asked() asked: Selection): Promise<Raw> {
    await this.steps.move(viewer, id, stage);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.update')
  async closeLead(@By() viewer: Viewer, @Args(byId) id: string, @Args('input') input: CloseLeadInput, @Asked() asked: Selection): Promise<Raw> {
    await this.steps.close(viewer, id, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.update')
  async reopenLead(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.steps.reopen(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ManyLeads, { nullable: true, description: 'Closes many for one reason; those that cannot be closed are passed over' })
  @Access('lead.update')
  async closeLeads(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[], @Args('input') input: CloseLeadInput): Promise<ManyLeads> {
    return manyOf(ids, await this.steps.closeAll(viewer, ids, input));
  }

  @Mutation(() => ManyLeads, { nullable: true, description: 'Opens many again that were lost or invalid' })
  @Access('lead.update')
  async reopenLeads(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[]): Promise<ManyLeads> {
    return manyOf(ids, await this.steps.reopenAll(viewer, ids));
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.archive')
  async archiveLead(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.steps.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true })
  @Access('lead.archive')
  async restoreLead(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.steps.restore(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ManyLeads, { nullable: true, description: 'Takes many out of the lists; those that cannot be are passed over' })
  @Access('lead.archive')
  async archiveLeads(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[]): Promise<ManyLeads> {
    return manyOf(ids, await this.steps.archiveAll(viewer, ids));
  }

  @Mutation(() => ManyLeads, { nullable: true, description: 'Brings many back' })
  @Access('lead.archive')
  async restoreLeads(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[]): Promise<ManyLeads> {
    return manyOf(ids, await this.steps.restoreAll(viewer, ids));
  }

  @Mutation(() => ExportFile, { nullable: true, description: 'Begins an export of the list as it stands; the file belongs to whoever asked' })
  @Access('lead.export', { stepUp: true })
  async exportLeads(@By() viewer: Viewer, @Args('input') input: LeadExportInput, @Asked() asked: Selection): Promise<Raw> {
    return this.exports.read(viewer, (await this.exports.start(viewer, 'leads', input)).id, asked);
  }
}

import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Lead } from '../lead/lead.entity';
import { LeadOf } from '../lead/lead.loader';
import { Contributions } from './contributions';
import { DryRunService } from './dry.run';
import { GradeReports, LeadGradeReport } from './grade.report';
import { LeadContribution, LeadDryRun, LeadGradeChange, LeadScorecard } from './scorecard.entity';
import { ScorecardInput } from './scorecard.inputs';
import { ScorecardService } from './scorecard.service';

const byId = { name: 'id', type: () => ID } as const;

@Resolver()
export class ScorecardResolver {
  constructor(
    private readonly service: ScorecardService,
    private readonly dryRuns: DryRunService,
    private readonly reports: GradeReports,
  ) {}

  @Query(() => [LeadScorecard], { nullable: true, description: 'Every scorecard, the newest first' })
  @Access('scorecard.manage')
  leadScorecards(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Query(() => LeadDryRun, { nullable: true })
  @Access('scorecard.manage')
  leadDryRun(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.dryRuns.read(viewer, id, asked);
  }

  @Query(() => LeadDryRun, { nullable: true, description: 'The newest one of a scorecard that you have begun' })
  @Access('scorecard.manage')
  latestDryRun(@By() viewer: Viewer, @Args('scorecardId', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw | null> {
    return this.dryRuns.latest(viewer, id, asked);
  }

  @Query(() => LeadGradeReport, { nullable: true, description: 'How the grades of the model came true: leads within your reach that closed in the last 180 days' })
  @Access('scorecard.manage')
  leadGradeReport(@By() viewer: Viewer): Promise<LeadGradeReport> {
    return this.reports.read(viewer);
  }

  @Mutation(() => LeadScorecard, { nullable: true, description: 'Keeps the draft: the one that there is, seen as `version`, or a new one' })
  @Access('scorecard.manage')
  async saveScorecardDraft(@By() viewer: Viewer, @Args('input') input: ScorecardInput, @Asked() asked: Selection, @Args('version', { type: () => Int, nullable: true }) version?: number | null): Promise<Raw> {
    return this.service.read(viewer, await this.service.saveDraft(viewer, input, version ?? null), asked);
  }

  @Mutation(() => LeadScorecard, { nullable: true })
  @Access('scorecard.manage')
  async archiveScorecard(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.service.archive(viewer, id), asked);
  }

  @Mutation(() => LeadDryRun, { nullable: true, description: 'Tries it on the leads of the last 90 days within your reach; changes none of them' })
  @Access('scorecard.manage')
  async dryRunScorecard(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.dryRuns.read(viewer, await this.dryRuns.start(viewer, id), asked);
  }

  @Mutation(() => LeadScorecard, { nullable: true, description: 'Brings a draft, or one that was before, into force' })
  @Access('scorecard.manage')
  async publishScorecard(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.service.publish(viewer, id), asked);
  }

  @Mutation(() => LeadScorecard, { nullable: true, description: 'Brings back the scorecard that was in force before' })
  @Access('scorecard.manage')
  async rollBackScorecard(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, await this.service.rollBack(viewer), asked);
  }
}

@Resolver(() => LeadGradeChange)
export class LeadGradeChangeResolver {
  constructor(private readonly leadOf: LeadOf) {}

  /** Null where it lies out of reach by now. */
  @ResolveField(() => Lead, { nullable: true })
  lead(@By() viewer: Viewer, @Parent() change: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.leadOf.load(viewer, asked, String(change['id']));
  }
}

@Resolver(() => Lead)
export class LeadScoreResolver {
  constructor(private readonly contributions: Contributions) {}

  /** Why it has the score it has; nothing that is built from what is closed to the viewer. */
  @ResolveField('contributions', () => [LeadContribution], { nullable: true })
  whyThisScore(@By() viewer: Viewer, @Parent() lead: Raw): Promise<LeadContribution[] | null> {
    return this.contributions.of(viewer, String(lead['contributions']));
  }
}

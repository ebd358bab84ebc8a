import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { RecommendArgs, Recommendation, RecommendationReport, ReportArgs } from './recommend.entities';
import { RecommendService } from './recommend.service';
import { RecommendationReports } from './report.service';

@Resolver()
export class RecommendResolver {
  constructor(
    private readonly service: RecommendService,
    private readonly reports: RecommendationReports,
  ) {}

  @Mutation(() => Recommendation, { nullable: true, description: 'What to show to a customer at a place. It logs the exposure, once a customer, place and day' })
  @Access('recommendation.serve')
  recommend(@By() viewer: Viewer, @Args() args: RecommendArgs): Promise<Recommendation> {
    return this.service.recommend(viewer, args);
  }

  @Query(() => RecommendationReport, { nullable: true })
  @Access('insight.read')
  recommendationReport(@By() viewer: Viewer, @Args() args: ReportArgs): Promise<RecommendationReport> {
    return this.reports.report(viewer, args);
  }

  @Query(() => [String], { nullable: true, description: 'Places at which something was recommended' })
  @Access('insight.read')
  recommendationSlots(@By() viewer: Viewer): Promise<string[]> {
    return this.reports.slots(viewer);
  }
}

import { RecommendModel } from './recommend.model';
import { RecommendResolver } from './recommend.resolver';
import { RecommendService } from './recommend.service';
import { RecommendationReports } from './report.service';

export const recommendProviders = [RecommendModel, RecommendService, RecommendationReports, RecommendResolver];

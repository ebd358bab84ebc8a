import { CompletenessField } from './completeness.field';
import { CompletenessKeeper } from './completeness.keeper';
import { CompletenessResolver } from './completeness.resolver';
import { CompletenessService } from './completeness.service';
import { qualityReportPolicy } from './quality.entity';
import { QualityResolver } from './quality.resolver';
import { QualityService } from './quality.service';
import { retentionPolicyPolicy, retentionProofPolicy } from './retention.entities';
import { RetentionResolver } from './retention.resolver';
import { RetentionRunner } from './retention.run';
import { RetentionService } from './retention.service';
import { ReviewDue } from './review.due';
import { reviewItemPolicy, reviewPolicyPolicy } from './review.entities';
import { ReviewPolicies } from './review.policies';
import { ReviewResolver } from './review.resolver';
import { ReviewService } from './review.service';
import { CustomerUpkeep } from './upkeep.job';

export const upkeepPolicies = [reviewPolicyPolicy, reviewItemPolicy, retentionPolicyPolicy, retentionProofPolicy, qualityReportPolicy];
export const upkeepProviders = [
  ReviewPolicies, ReviewService, ReviewResolver, ReviewDue, CompletenessService, CompletenessResolver, CompletenessField, CompletenessKeeper, RetentionRunner, RetentionService, RetentionResolver, QualityService, QualityResolver, CustomerUpkeep,
];

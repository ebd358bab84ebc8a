import type { Provider } from '@nestjs/common';
import { PoolDesk } from './pool.desk';
import { leadPoolPolicy, poolLeadDetailPolicy, poolLeadPolicy } from './pool.policy';
import { PoolResolver } from './pool.resolver';
import { PoolService } from './pool.service';
import { RecycleJob } from './recycle.job';
import { RecycleOutlookField } from './recycle.outlook';
import { RecycleField, RecyclePreview } from './recycle.preview';
import { SpareResolver } from './spare.resolver';

export const poolPolicies: readonly object[] = [leadPoolPolicy, poolLeadPolicy, poolLeadDetailPolicy];
export const poolProviders: readonly Provider[] = [PoolService, PoolDesk, PoolResolver, RecyclePreview, RecycleField, RecycleOutlookField, RecycleJob, SpareResolver];

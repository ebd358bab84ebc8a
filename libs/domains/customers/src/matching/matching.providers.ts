import { conflictPolicy } from './conflict.entity';
import { ConflictService } from './conflict.service';
import { MatchJob } from './match.job';
import { MatchReader } from './match.reader';
import { MatchKeyRotation } from './match.rotation';
import { MatchWriter } from './match.writer';
import { Matching } from './matching';
import { MatchingResolver } from './matching.resolver';
import { Reconciliation, ReconciliationResolver } from './reconciliation';
import { ReconciliationRowResolver, ReconciliationRows } from './reconciliation.rows';

export const matchingPolicies = [conflictPolicy];
export const matchingProviders = [MatchReader, MatchWriter, Matching, MatchJob, MatchKeyRotation, ConflictService, MatchingResolver, Reconciliation, ReconciliationResolver, ReconciliationRows, ReconciliationRowResolver];

import { SegmentKeeper } from './refresh/keeper';
import { SegmentRefresher } from './refresh/refresher';
import { RollupPump } from './refresh/rollup.pump';
import { SegmentsJob } from './refresh/segments.job';
import { SegmentLearner } from './segment.book';
import { SegmentChecks } from './segment.checks';
import { SegmentField } from './segment.field';
import { SegmentFinder } from './segment.finder';
import { SegmentMoves } from './segment.moves';
import { SegmentPicks } from './segment.picks';
import { segmentPolicy } from './segment.policy';
import { SegmentReader } from './segment.reader';
import { SegmentResolver } from './segment.resolver';
import { SegmentService } from './segment.service';

/** What segments add to the module of customers. */
export const segmentProviders = [SegmentLearner, SegmentRefresher, SegmentsJob, SegmentKeeper, RollupPump, SegmentChecks, SegmentPicks, SegmentMoves, SegmentService, SegmentReader, SegmentFinder, SegmentResolver, SegmentField];
export const segmentPolicies = [segmentPolicy];

import { baitPolicy } from './bait.entity';
import { BaitResolver } from './bait.resolver';
import { BaitService } from './bait.service';
import { Baits } from './baits';

export const misusePolicies = [baitPolicy];

/** What notices that data is being taken rather than used. */
export const misuseProviders = [Baits, BaitService, BaitResolver];

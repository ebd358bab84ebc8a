import { CustomerCounts, CustomerFiguresResolver } from '../profile/customer.figures';
import { baitPolicy } from './bait.entity';
import { BaitResolver } from './bait.resolver';
import { BaitService } from './bait.service';
import { Baits } from './baits';
import { LookResolver } from './look.resolver';
import { Looks } from './looks';

export const misusePolicies = [baitPolicy];

/** What notices that data is being taken rather than used. */
export const misuseProviders = [Baits, BaitService, BaitResolver, Looks, LookResolver, CustomerCounts, CustomerFiguresResolver];

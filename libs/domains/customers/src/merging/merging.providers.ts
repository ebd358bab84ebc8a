import { Arrivals } from './arrivals';
import { customerMergePolicy } from './merge.policy';
import { MergeContacts } from './merge.contacts';
import { MergeFacts } from './merge.facts';
import { MergeMover } from './merge.mover';
import { MergePreviews } from './merge.preview';
import { MergeResolver } from './merge.resolver';
import { MergeRevert } from './merge.revert';
import { MergeService } from './merge.service';
import { MergeStore } from './merge.store';
import { Merger } from './merger';

export const mergingPolicies = [customerMergePolicy];
export const mergingProviders = [MergeStore, MergeMover, MergeContacts, MergeFacts, Merger, MergeService, MergePreviews, MergeRevert, MergeResolver, Arrivals];

import type { Provider } from '@nestjs/common';
import { FollowResolver } from './follow.resolver';
import { FollowService } from './follow.service';
import { PresenceService } from './presence.service';
import { responseTargetPolicy } from './response-target.entity';
import { ResponseService } from './response.service';
import { ResponseWatch } from './response.watch';

export const followPolicies: readonly object[] = [responseTargetPolicy];
export const followProviders: readonly Provider[] = [ResponseService, ResponseWatch, PresenceService, FollowService, FollowResolver];

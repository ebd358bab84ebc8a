import type { Provider } from '@nestjs/common';
import { FollowResolver } from './follow.resolver';
import { FollowService } from './follow.service';
import { PresenceService } from './presence.service';
import { stepEscalationPolicy } from './escalation.entity';
import { EscalationService } from './escalation.service';
import { responseTargetPolicy } from './response-target.entity';
import { ResponseService } from './response.service';
import { TeamDay } from './team-day.service';
import { TeamDayResolver } from './team-day.resolver';
import { ResponseWatch } from './response.watch';

export const followPolicies: readonly object[] = [responseTargetPolicy, stepEscalationPolicy];
export const followProviders: readonly Provider[] = [ResponseService, EscalationService, ResponseWatch, PresenceService, FollowService, FollowResolver, TeamDay, TeamDayResolver];

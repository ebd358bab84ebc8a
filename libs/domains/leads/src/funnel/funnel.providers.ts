import type { Provider } from '@nestjs/common';
import { DriverService } from './drivers.service';
import { FunnelNames } from './funnel.names';
import { FunnelResolver } from './funnel.resolver';
import { FunnelService } from './funnel.service';
import { LossService } from './loss.service';
import { ResponseCurve } from './response-curve.service';

export const funnelPolicies: readonly object[] = [];
export const funnelProviders: readonly Provider[] = [FunnelNames, FunnelService, LossService, ResponseCurve, DriverService, FunnelResolver];

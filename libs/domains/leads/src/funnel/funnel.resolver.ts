import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DriverService } from './drivers.service';
import { LeadFunnelInput, LeadLossInput, LeadWindowInput } from './funnel.inputs';
import { FunnelService } from './funnel.service';
import { LeadDriverReport, LeadFunnel, LeadLossReport, LeadResponseCurve } from './funnel.views';
import { LossService } from './loss.service';
import { ResponseCurve } from './response-curve.service';

@Resolver()
export class FunnelResolver {
  constructor(
    private readonly funnel: FunnelService,
    private readonly losses: LossService,
    private readonly curve: ResponseCurve,
    private readonly drivers: DriverService,
  ) {}

  @Query(() => LeadFunnel, { nullable: true })
  @Access('insight.read')
  leadFunnel(@By() viewer: Viewer, @Args('input') input: LeadFunnelInput): Promise<LeadFunnel> {
    return this.funnel.read(viewer, input);
  }

  @Query(() => LeadLossReport, { nullable: true })
  @Access('insight.read')
  lossReasons(@By() viewer: Viewer, @Args('input') input: LeadLossInput): Promise<LeadLossReport> {
    return this.losses.read(viewer, input);
  }

  @Query(() => LeadResponseCurve, { nullable: true })
  @Access('insight.read')
  responseCurve(@By() viewer: Viewer, @Args('input') input: LeadWindowInput): Promise<LeadResponseCurve> {
    return this.curve.read(viewer, input);
  }

  @Query(() => LeadDriverReport, { nullable: true })
  @Access('insight.read')
  leadDrivers(@By() viewer: Viewer, @Args('input') input: LeadWindowInput): Promise<LeadDriverReport> {
    return this.drivers.read(viewer, input);
  }
}

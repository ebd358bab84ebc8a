import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { Alert, AlertConnection } from './alert.entity';
import { AlertArgs } from './alert.inputs';
import { AlertService } from './alert.service';

@Resolver(() => Alert)
export class AlertResolver {
  constructor(private readonly service: AlertService) {}

  @Query(() => AlertConnection, { nullable: true })
  @Access('audit.read')
  alerts(@By() viewer: Viewer, @Args() args: AlertArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => Alert, { nullable: true })
  @Access('audit.read')
  acknowledgeAlert(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.acknowledge(viewer, id, asked);
  }
}

import { Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { HealthService } from './health.service';
import { Health } from './health.view';

@Resolver(() => Health)
export class HealthResolver {
  constructor(private readonly service: HealthService) {}

  @Query(() => Health, { nullable: true })
  @Access('operation.read')
  health(@By() viewer: Viewer): Promise<Health> {
    return this.service.health(viewer);
  }
}

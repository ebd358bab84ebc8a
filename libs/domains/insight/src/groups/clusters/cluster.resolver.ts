import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { ClusterService } from './cluster.service';
import { ClusterBoard } from './cluster.views';

@Resolver()
export class ClusterResolver {
  constructor(private readonly service: ClusterService) {}

  @Query(() => ClusterBoard, { nullable: true })
  @Access('insight.read')
  clusterBoard(@By() viewer: Viewer): Promise<ClusterBoard> {
    return this.service.board(viewer);
  }

  @Mutation(() => ClusterBoard, { nullable: true, description: 'Names a group of the version in force; without a name it has none' })
  @Access('model.manage')
  nameCluster(@By() viewer: Viewer, @Args('cluster', { type: () => Int }) cluster: number, @Args('name', { type: () => String, nullable: true }) name: string | null): Promise<ClusterBoard> {
    return this.service.name(viewer, cluster, name);
  }
}

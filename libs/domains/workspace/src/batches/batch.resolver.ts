import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { BatchService } from './batch.service';
import { OperationBatch, OperationBatchConnection } from './operation-batch.entity';

@Resolver(() => OperationBatch)
export class BatchResolver {
  constructor(private readonly service: BatchService) {}

  @Query(() => OperationBatchConnection, { nullable: true })
  @Access('signed-in')
  operationBatches(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => OperationBatch, { nullable: true })
  @Access('signed-in')
  operationBatch(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => OperationBatch, { nullable: true })
  @Access('signed-in', { programs: true })
  async revertBatch(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    const batch = await this.service.revert(viewer, id);
    return this.service.read(viewer, batch.id, asked);
  }
}

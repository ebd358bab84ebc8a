import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { BatchService, OperationBatch } from '@dossier/workspace';
import { BulkEditService } from './bulk-edit.service';
import { BulkChange, CustomerSelection } from './bulk.inputs';

@Resolver()
export class BulkEditResolver {
  constructor(
    private readonly service: BulkEditService,
    private readonly batches: BatchService,
  ) {}

  /** Each part of the change takes its own right besides. */
  @Mutation(() => OperationBatch, { nullable: true })
  @Access('customer.read')
  async bulkEditCustomers(@By() viewer: Viewer, @Args('selection') selection: CustomerSelection, @Args('change') change: BulkChange, @Asked() asked: Selection): Promise<Raw> {
    const batch = await this.service.start(viewer, selection, change);
    return this.batches.read(viewer, batch.id, asked);
  }
}

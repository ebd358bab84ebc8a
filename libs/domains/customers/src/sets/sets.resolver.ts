import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { BatchService, ExportFile, ExportService, OperationBatch } from '@dossier/workspace';
import { BulkEditService } from './bulk-edit.service';
import { BulkChange, CustomerExportInput, CustomerSelection, OrderExportInput } from './sets.inputs';

/** Verbs on sets of customers and orders. */
@Resolver()
export class SetsResolver {
  constructor(
    private readonly bulk: BulkEditService,
    private readonly batches: BatchService,
    private readonly exports: ExportService,
  ) {}

  /** Each part of the change takes its own right besides. */
  @Mutation(() => OperationBatch, { nullable: true })
  @Access('customer.read')
  async bulkEditCustomers(@By() viewer: Viewer, @Args('selection') selection: CustomerSelection, @Args('change') change: BulkChange, @Asked() asked: Selection): Promise<Raw> {
    const batch = await this.bulk.start(viewer, selection, change);
    return this.batches.read(viewer, batch.id, asked);
  }

  @Mutation(() => ExportFile, { nullable: true })
  @Access('customer.export')
  async exportCustomers(@By() viewer: Viewer, @Args('input') input: CustomerExportInput, @Asked() asked: Selection): Promise<Raw> {
    const file = await this.exports.start(viewer, 'customers', input);
    return this.exports.read(viewer, file.id, asked);
  }

  @Mutation(() => ExportFile, { nullable: true })
  @Access('order.export')
  async exportOrders(@By() viewer: Viewer, @Args('input') input: OrderExportInput, @Asked() asked: Selection): Promise<Raw> {
    const file = await this.exports.start(viewer, 'orders', input);
    return this.exports.read(viewer, file.id, asked);
  }
}

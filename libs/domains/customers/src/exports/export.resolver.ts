import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { ExportFile, ExportService } from '@dossier/workspace';
import { sortByField } from '../fields/custom.sort';
import { CustomerExportInput, OrderExportInput } from './export.inputs';

@Resolver()
export class CustomerExportResolver {
  constructor(private readonly exports: ExportService) {}

  @Mutation(() => ExportFile, { nullable: true, description: 'Begins an export of the list as it stands; the file belongs to whoever asked' })
  @Access('customer.export', { stepUp: true })
  async exportCustomers(@By() viewer: Viewer, @Args('input') input: CustomerExportInput, @Asked() asked: Selection): Promise<Raw> {
    return this.exports.read(viewer, (await this.exports.start(viewer, 'customers', { ...input, sort: sortByField(input.sortField) ?? input.sort ?? null })).id, asked);
  }

  @Mutation(() => ExportFile, { nullable: true })
  @Access('order.export', { stepUp: true })
  async exportOrders(@By() viewer: Viewer, @Args('input') input: OrderExportInput, @Asked() asked: Selection): Promise<Raw> {
    return this.exports.read(viewer, (await this.exports.start(viewer, 'orders', input)).id, asked);
  }
}

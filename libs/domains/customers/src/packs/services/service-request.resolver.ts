import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { ServiceClosingInput, ServiceRequest, ServiceRequestChange, ServiceRequestInput } from './service-request.entity';
import { ServiceRequestService } from './service-request.service';

const byId = { name: 'id', type: () => ID } as const;

@Resolver(() => ServiceRequest)
export class ServiceRequestResolver {
  constructor(private readonly service: ServiceRequestService) {}

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async openServiceRequest(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string, @Args('input') input: ServiceRequestInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.open(viewer, customerId, input)).id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async closeServiceRequest(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('input') input: ServiceClosingInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.close(viewer, id, input)).id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async updateServiceRequest(@By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: ServiceRequestChange, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, { id, version }, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true, description: 'What the customer said of a request that is closed' })
  @Access('customer.update')
  async rateServiceRequest(@By() viewer: Viewer, @Args(byId) id: string, @Args('input') input: ServiceClosingInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.rate(viewer, id, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async reopenServiceRequest(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.reopen(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async archiveServiceRequest(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ServiceRequest, { nullable: true })
  @Access('customer.update')
  async restoreServiceRequest(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, id);
    return this.service.read(viewer, id, asked);
  }
}

import { Injectable } from '@nestjs/common';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock, isDay } from '@dossier/kernel/time';
import { PackCode, ServiceRequestState } from '@dossier/vocabulary/pack-enums';
import { Customer } from '../../profile/customer.entity';
import { Rules } from '../pack.rules';
import { ServiceClosingInput, ServiceRequest, ServiceRequestInput } from './service-request.entity';

/** What customers ask a service business for. */
@Injectable()
export class ServiceRequestService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(ServiceRequest) private readonly requests: Records<ServiceRequest>,
    private readonly rules: Rules,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.requests.read(viewer, id, asked);
  }

  /** Opens a request of a customer whom this viewer may edit. */
  async open(viewer: Viewer, customerId: string, input: ServiceRequestInput): Promise<ServiceRequest> {
    const customer = await this.customers.get(viewer, customerId, 'UPDATE');
    await this.rules.requirePack(PackCode.SERVICES);
    if (input.dueOn && !isDay(input.dueOn)) throw new DomainError('INVALID_INPUT', { field: 'dueOn', reason: 'NOT_A_DAY' });
    return this.requests.add(viewer, { customerId: customer.id, kind: input.kind, subject: input.subject.trim(), dueOn: input.dueOn ?? null, openedAt: this.clock.now(), openedById: viewer.userId });
  }

  /** Closes a request, with what the customer said of it. */
  async close(viewer: Viewer, id: string, input: ServiceClosingInput): Promise<ServiceRequest> {
    const request = await this.requests.get(viewer, id);
    await this.customers.get(viewer, request.customerId, 'UPDATE');
    this.requests.require(viewer, request, 'CLOSE');
    return this.requests.save(viewer, request, { state: ServiceRequestState.CLOSED, closedAt: this.clock.now(), satisfaction: input.satisfaction ?? null, effort: input.effort ?? null }, 'CLOSE');
  }
}

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
}

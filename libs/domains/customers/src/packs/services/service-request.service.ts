import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock, isDay } from '@dossier/kernel/time';
import { PackCode, ServiceRequestState } from '@dossier/vocabulary/pack-enums';
import { Customer } from '../../profile/customer.entity';
import { Rules } from '../pack.rules';
import { ServiceRequest, type ServiceClosingInput, type ServiceRequestChange, type ServiceRequestInput } from './service-request.entity';

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

  /** Writes a request anew. */
  async update(viewer: Viewer, { id, version }: { id: string; version: number }, input: ServiceRequestChange): Promise<void> {
    const request = await this.mine(viewer, id, 'UPDATE');
    if (input.dueOn && !isDay(input.dueOn)) throw new DomainError('INVALID_INPUT', { field: 'dueOn', reason: 'NOT_A_DAY' });
    const change: Partial<ServiceRequest> = {};
    if (input.kind) change.kind = input.kind;
    if (input.subject) change.subject = input.subject.trim();
    if (change.subject === '') throw new DomainError('INVALID_INPUT', { field: 'subject', reason: 'EMPTY' });
    if (input.dueOn !== undefined) change.dueOn = input.dueOn;
    await this.requests.save(viewer, request, change, 'UPDATE', { base: version });
  }

  /** Closes a request, with what the customer said of it. */
  async close(viewer: Viewer, id: string, input: ServiceClosingInput): Promise<ServiceRequest> {
    const request = await this.mine(viewer, id, 'CLOSE');
    return this.requests.save(viewer, request, { state: ServiceRequestState.CLOSED, closedAt: this.clock.now(), ...scores(input) }, 'CLOSE');
  }

  /** Notes what the customer said of it when it was over: many answer later, or otherwise on second thoughts. */
  async rate(viewer: Viewer, id: string, input: ServiceClosingInput): Promise<void> {
    await this.requests.save(viewer, await this.mine(viewer, id, 'RATE'), scores(input), 'RATE');
  }

  /** Takes back that it was closed, and what was said of it then. */
  async reopen(viewer: Viewer, id: string): Promise<void> {
    await this.requests.save(viewer, await this.mine(viewer, id, 'REOPEN'), { state: ServiceRequestState.OPEN, closedAt: null, ...scores({}) }, 'REOPEN');
  }

  /** Takes a request out of the record. */
  async archive(viewer: Viewer, id: string): Promise<void> {
    await this.requests.archive(viewer, await this.mine(viewer, id, 'ARCHIVE'));
  }

  /** Brings a request back. */
  async restore(viewer: Viewer, id: string): Promise<void> {
    await this.mine(viewer, id, 'RESTORE');
    await this.requests.restore(viewer, id);
  }

  /** A request of a customer whom this viewer may edit, in a state that allows the action. */
  private async mine(viewer: Viewer, id: string, action: string): Promise<ServiceRequest> {
    const request = await this.requests.get(viewer, id);
    await this.customers.get(viewer, request.customerId, 'UPDATE');
    this.requests.require(viewer, request, action);
    return request;
  }
}

const scores = ({ satisfaction, effort }: ServiceClosingInput): Partial<ServiceRequest> => ({ satisfaction: satisfaction ?? null, effort: effort ?? null });

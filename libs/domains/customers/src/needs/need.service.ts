import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { EvidenceKind } from '@dossier/vocabulary/archive-enums';
import { Communication } from '../communication/communication.entity';
import { CustomerStanding } from '../communication/customer.standing';
import { Order } from '../orders/order.entity';
import { CustomerNeed, type NeedEvidence } from './need.entity';
import type { NeedInput } from './need.inputs';
import { needList } from './need.list';
import { needed } from './need.rules';

/** Needs of customers, explicit and latent. */
@Injectable()
export class NeedService {
  constructor(
    @InjectRecords(CustomerNeed) private readonly needs: Records<CustomerNeed>,
    @InjectRecords(Communication) private readonly communications: Records<Communication>,
    @InjectRecords(Order) private readonly orders: Records<Order>,
    private readonly standing: CustomerStanding,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.needs.read(viewer, id, asked);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.needs.page(viewer, args, needList, asked);
  }

  /** Writes down a need of a customer. */
  async add(viewer: Viewer, customerId: string, input: NeedInput): Promise<CustomerNeed> {
    const customer = await this.standing.require(viewer, customerId, 'need.write');
    const change = needed(input);
    await this.requireEvidence(viewer, customer.id, change.evidence ?? []);
    return this.needs.add(viewer, { ...change, customerId: customer.id, authorId: viewer.userId });
  }

  /** Changes a need, its status among others. Fields that somebody else changed meanwhile are a CONFLICT. */
  async update(viewer: Viewer, id: string, version: number, input: NeedInput): Promise<CustomerNeed> {
    const need = await this.reached(viewer, id, 'UPDATE');
    const change = needed(input, need);
    const known = new Set(need.evidence.map(({ refId }) => refId));
    await this.requireEvidence(viewer, need.customerId, (change.evidence ?? []).filter(({ refId }) => !known.has(refId)));
    return this.needs.save(viewer, need, change, 'UPDATE', { base: version });
  }

  async archive(viewer: Viewer, id: string): Promise<CustomerNeed> {
    return this.needs.archive(viewer, await this.reached(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<CustomerNeed> {
    await this.reached(viewer, id, 'RESTORE');
    return this.needs.restore(viewer, id);
  }

  private async reached(viewer: Viewer, id: string, action: 'UPDATE' | 'ARCHIVE' | 'RESTORE'): Promise<CustomerNeed> {
    const need = await this.needs.get(viewer, id);
    await this.standing.require(viewer, need.customerId, 'need.write');
    this.needs.require(viewer, need, action);
    return need;
  }

  /** Evidence is of this very customer, and within the reach of whoever names it; else it is not there. */
  private async requireEvidence(viewer: Viewer, customerId: string, evidence: readonly NeedEvidence[]): Promise<void> {
    const asked = selectionFrom(['customerId']);
    for (const { kind, refId } of evidence) {
      if (kind === EvidenceKind.TEXT || refId === null) continue;
      const records = kind === EvidenceKind.ORDER ? this.orders : this.communications;
      const row = await records.read(viewer, refId, asked);
      if (row['customerId'] !== customerId) throw new DomainError('NOT_FOUND');
    }
  }
}

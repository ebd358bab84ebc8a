import { Injectable } from '@nestjs/common';
import { planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { ChannelService } from '@dossier/channels';
import { CommunicationService, CustomerService, PeopleDesk, type Customer } from '@dossier/customers';
import { CommunicationDirection, CommunicationKind } from '@dossier/vocabulary/archive-enums';
import { CustomerStage } from '@dossier/vocabulary/enums';
import { AssignmentAct, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { LeadOwnership } from '../assignment/ownership';
import { LeadDesk } from './lead.desk';
import { Lead } from './lead.entity';
import type { CreateLeadInput, LeadInput } from './lead.inputs';
import { leadList } from './lead.list';
import type { OpenedLead } from './lead.opening';
import { leadPolicy } from './lead.policy';
import { described } from './lead.rules';
import { LeadSteps } from './lead.steps';

type Owner = Pick<Lead, 'ownerId' | 'teamId'>;

/** Leads as people read them, write them down, and change what is said of them. */
@Injectable()
export class LeadService {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly desk: LeadDesk,
    private readonly steps: LeadSteps,
    private readonly ownership: LeadOwnership,
    private readonly people: PeopleDesk,
    private readonly customers: CustomerService,
    private readonly communications: CommunicationService,
    private readonly channels: ChannelService,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.leads.read(viewer, id, asked);
  }

  /** A lead as it stands now: null where it has left the viewer's own reach, or was never in it. */
  async readOrNothing(viewer: Viewer, id: string, asked: Selection): Promise<Raw | null> {
    return (await this.leads.readAll(viewer, [id], asked))[0] ?? null;
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.leads.page(viewer, args, leadList, asked);
  }

  /** Writes down a lead of a record, or of a person: one who is on record already is found, never overwritten. An interest that is open already is touched. */
  async create(viewer: Viewer, input: CreateLeadInput): Promise<OpenedLead> {
    const { customerId, person, ownerId } = input;
    if (Boolean(customerId) === Boolean(person)) throw new DomainError('INVALID_INPUT', { field: 'person', reason: 'PERSON_OR_RECORD' });
    const said = described(input);
    await this.requireRefs(said);
    const record = customerId ? await this.people.require(viewer, customerId) : await this.people.recordOf(viewer, person!, said.sourceId ?? null);
    const owner = this.ownerOf(viewer, record);
    this.leads.requireWritable(viewer, owner as Lead, 'lead.create', ['customerId', ...Object.keys(input).filter((name) => name in said || name === 'amount' || name === 'budget')]);
    const opened = await this.desk.open(viewer, {
      customerId: record.id, origin: input.origin ?? LeadOrigin.STAFF, sourceId: said.sourceId, subject: said.subject, need: said.need, productId: said.productId,
      amount: said.amountMinor, budget: said.budgetMinor, currency: said.currency, authority: said.authority, decideOn: said.decideOn, ...owner,
    });
    if (input.call) await this.communications.record(viewer, record.id, { kind: CommunicationKind.CALL, direction: CommunicationDirection.INCOMING, ...input.call });
    if (ownerId && ownerId !== owner.ownerId && opened.outcome === 'OPENED') await this.giveTo(viewer, opened.leadId, ownerId);
    return opened;
  }

  /** Changes what is said of an open lead. Fields that somebody else changed since `version` are a CONFLICT with both values. */
  async update(viewer: Viewer, id: string, version: number, input: LeadInput): Promise<Lead> {
    const lead = await this.steps.openLead(viewer, id, 'UPDATE');
    const change = described(input, lead);
    await this.requireRefs({ ...(change.sourceId === lead.sourceId ? {} : { sourceId: change.sourceId }), ...(change.productId === lead.productId ? {} : { productId: change.productId }) });
    this.leads.requireWritable(viewer, lead, 'lead.update', (['amount', 'budget'] as const).filter((name) => input[name] !== undefined));
    return this.leads.save(viewer, lead, change, 'UPDATE', { base: version });
  }

  /** Whose a lead becomes that somebody writes down: their own, unless it is of a customer whose owner they may write leads for. */
  private ownerOf(viewer: Viewer, record: Customer): Owner {
    const owner = { ownerId: record.ownerId, teamId: record.teamId };
    const isTheirs = record.stage !== CustomerStage.PROSPECT && record.ownerId !== null && planOf(viewer, leadPolicy as unknown as Policy).writes('lead.create', 'ownerId', owner);
    return isTheirs ? owner : { ownerId: viewer.ownerId, teamId: viewer.teamIds[0] ?? null };
  }

  private async giveTo(viewer: Viewer, id: string, ownerId: string): Promise<void> {
    await this.steps.openLead(viewer, id, 'ASSIGN');
    await this.customers.colleague(ownerId);
    await this.ownership.give(viewer, [id], { ownerId }, { act: AssignmentAct.GIVEN });
  }

  private async requireRefs({ sourceId, productId }: Partial<Pick<Lead, 'sourceId' | 'productId'>>): Promise<void> {
    if (sourceId) await this.channels.require(sourceId);
    if (productId && (await currentWork().query('select 1 from product where id = $1 and archived_at is null', [productId])).length === 0) throw new DomainError('NOT_FOUND');
  }
}

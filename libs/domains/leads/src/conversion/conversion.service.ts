import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { beyondReach, currentWork, InjectRecords, isId, Records, selectionFrom } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { PeopleDesk, type Customer } from '@dossier/customers';
import { CustomerKind, CustomerStage } from '@dossier/vocabulary/enums';
import { LeadStatus } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { decided, tidy } from '../lead/lead.rules';
import { LOCK_RECORDS } from '../lead/lead.sql';
import { LeadSteps } from '../lead/lead.steps';
import { LeadConversion } from './conversion.entity';
import type { ConvertLeadInput } from './conversion.inputs';

interface Company {
  id: string;
  /** The version in which it was made; null where it was on record before. */
  version: number | null;
}

/** Makes business of a lead, and takes that back: lead, record and company in one commit. */
@Injectable()
export class ConversionService {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    @InjectRecords(LeadConversion) private readonly conversions: Records<LeadConversion>,
    private readonly steps: LeadSteps,
    private readonly people: PeopleDesk,
    private readonly clock: Clock,
  ) {}

  /** Wins a lead: a prospect becomes an active customer, and works for a company where one is named. What stood before is kept. */
  async convert(viewer: Viewer, id: string, input: ConvertLeadInput): Promise<Lead> {
    const record = await this.recordOf(viewer, id, input.companyId ?? null);
    const lead = await this.steps.openLead(viewer, id, 'CONVERT');
    if (input.amount && input.amount.minor < 0) throw new DomainError('INVALID_INPUT', { field: 'amount', reason: 'RANGE' });
    const company = await this.companyOf(viewer, record, input);
    const isProspect = record.stage === CustomerStage.PROSPECT;
    if (isProspect) await this.people.setStage(viewer, record, CustomerStage.ACTIVE);
    const relationshipId = company ? await this.people.employ(viewer, record.id, company.id) : null;
    await this.conversions.add(viewer, {
      leadId: lead.id, customerId: record.id, convertedAt: this.clock.now(), convertedById: viewer.userId, amountMinor: input.amount?.minor ?? lead.amountMinor, currency: input.amount?.currency ?? lead.currency,
      stageBefore: isProspect ? record.stage : null, companyId: company?.id ?? null, companyVersion: company?.version ?? null, relationshipId,
    });
    return this.steps.take(viewer, lead, decided(LeadStatus.WON, this.clock.now(), this.clock.today()), 'CONVERT');
  }

  /** Takes a conversion back: the lead is open again in its stage, the record stands as it did. Refused where the record has moved on since. */
  async unconvert(viewer: Viewer, id: string): Promise<Lead> {
    await this.recordOf(viewer, id, null);
    const lead = await this.leads.get(viewer, id);
    if (lead.status !== LeadStatus.WON || lead.archivedAt !== null) throw new DomainError('LEAD_NOT_WON');
    this.leads.require(viewer, lead, 'UNCONVERT');
    const [stands] = await currentWork().query<{ id: string }>('select id from lead_conversion where lead_id = $1 and archived_at is null', [lead.id]);
    if (stands) await this.undo(viewer, await this.conversions.get(viewer, stands.id));
    return this.steps.take(viewer, lead, { status: LeadStatus.OPEN, closedAt: null, closedOn: null, stageSince: this.clock.now() }, 'UNCONVERT');
  }

  /**
   * The record of a lead, locked before the lead itself, as by whoever works on the record, and together with the company in the order of their ids, as
   * by whoever merges the two: nobody waits for another in a circle.
   */
  private async recordOf(viewer: Viewer, id: string, companyId: string | null): Promise<Customer> {
    const { customer } = await this.leads.read(viewer, id, selectionFrom(['customer']));
    if (companyId !== null) await beyondReach(() => currentWork().query(LOCK_RECORDS, [[customer, companyId].filter(isId)]));
    return this.people.require(viewer, String(customer));
  }

  private async undo(viewer: Viewer, conversion: LeadConversion): Promise<void> {
    if (conversion.stageBefore !== null) await this.restoreStage(viewer, conversion, conversion.stageBefore);
    if (conversion.relationshipId) await this.people.dismiss(viewer, conversion.relationshipId);
    if (conversion.companyId && conversion.companyVersion !== null) await this.removeCompany(viewer, conversion.companyId, conversion.companyVersion);
    await this.conversions.archive(viewer, conversion);
  }

  /** The stage of the record goes back, unless another lead of it was won too: then that one keeps what stood before. */
  private async restoreStage(viewer: Viewer, { id, customerId, convertedAt }: LeadConversion, before: CustomerStage): Promise<void> {
    const record = await this.people.require(viewer, customerId);
    const handed = await currentWork().query<{ id: string }>(
      `update lead_conversion set stage_before = $3, version = version + 1, updated_at = now() where id = (select id from lead_conversion where customer_id = $1 and id <> $2 and archived_at is null order by converted_at, id limit 1) returning id`,
      [customerId, id, before]);
    if (handed.length > 0) return;
    if (record.stage !== CustomerStage.ACTIVE) throw new DomainError('LEAD_RECORD_MOVED_ON', { reason: 'STAGE' });
    const bought = await currentWork().query('select 1 from sales_order where customer_id = $1 and ordered_at >= $2 and archived_at is null limit 1', [customerId, convertedAt]);
    if (bought.length > 0) throw new DomainError('LEAD_RECORD_MOVED_ON', { reason: 'ORDER' });
    await this.people.setStage(viewer, record, before);
  }

  /** A company that the conversion has made goes with it, where nobody has worked on it since and nothing else hangs on it. */
  private async removeCompany(viewer: Viewer, id: string, version: number): Promise<void> {
    const [alone] = await currentWork().query(
      `select 1 from customer c where c.id = $1 and c.version = $2 and c.archived_at is null and c.merged_into_id is null and not exists (select 1 from relationship r where (r.to_id = c.id or r.from_id = c.id) and r.archived_at is null)
        and not exists (select 1 from lead l where l.customer_id = c.id) and not exists (select 1 from sales_order o where o.customer_id = c.id)`, [id, version]);
    if (alone) await this.people.archive(viewer, id);
  }

  private async companyOf(viewer: Viewer, record: Customer, { companyId, companyName }: ConvertLeadInput): Promise<Company | null> {
    const name = tidy(companyName);
    if (!companyId && name === null) return null;
    if ((companyId && name !== null) || record.kind !== CustomerKind.PERSON) throw new DomainError('INVALID_INPUT', { field: 'companyName', reason: companyId && name !== null ? 'ONE_COMPANY' : 'PERSON_TO_COMPANY_ONLY' });
    if (companyId) return { id: (await this.people.require(viewer, companyId)).id, version: null };
    const { id, version } = await this.people.company(viewer, name!);
    return { id, version };
  }
}

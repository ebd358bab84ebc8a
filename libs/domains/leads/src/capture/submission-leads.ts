import { Injectable } from '@nestjs/common';
import { SubmissionSettled } from '@dossier/customers';
import type { Viewer } from '@dossier/kernel/access';
import { On } from '@dossier/kernel/events';
import { IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import { LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { LeadDesk } from '../lead/lead.desk';

/** How what came in is called as a lead. */
const ORIGINS: Readonly<Record<IntakeOrigin, LeadOrigin>> = {
  FORM: LeadOrigin.FORM, SURVEY: LeadOrigin.FORM, INTERVIEW: LeadOrigin.STAFF, API: LeadOrigin.API, FAIR: LeadOrigin.FAIR, EMAIL: LeadOrigin.EMAIL,
};

/** Makes leads of what comes in and asks to be one: within the commit that brings it to its record, so that neither is there without the other. */
@Injectable()
export class SubmissionLeads {
  constructor(private readonly desk: LeadDesk) {}

  /** Opens the lead of a submission, or touches the open one of its record. Whose it is follows from the record, and from the assignment. */
  @On(SubmissionSettled)
  async open({ lead, ...came }: SubmissionSettled, viewer: Viewer): Promise<void> {
    if (!lead) return;
    await this.desk.open(viewer, {
      customerId: came.customerId, sideId: came.sideId, origin: ORIGINS[came.origin], submissionId: came.submissionId, sourceId: came.sourceId, at: came.at,
      subject: lead.subject, need: lead.need, productId: lead.productId, amount: lead.amountMinor, currency: lead.currency, attributes: lead.attributes,
    });
  }
}

import { newId } from '@dossier/kernel/data';
import type { LeadAuthority, LeadOrigin } from '@dossier/vocabulary/lead-enums';

/** An interest that came in: whose record it is, how and when it came, and what was said. */
export interface GivenLead {
  customerId: string;
  /** The record it came in for, where that one was merged into another. */
  sideId?: string | null;
  origin: LeadOrigin;
  submissionId?: string | null;
  sourceId?: string | null;
  subject?: string | null;
  need?: string | null;
  productId?: string | null;
  /** In minor units. */
  amount?: number | null;
  budget?: number | null;
  currency?: string | null;
  authority?: LeadAuthority | null;
  decideOn?: string | null;
  attributes?: Readonly<Record<string, string | number | boolean>> | null;
  /** By what it is known elsewhere: the same key again is the same lead. */
  external?: { source: string; key: string } | null;
  at?: Date;
  /** Whose task it is, where that is known already. */
  ownerId?: string | null;
  teamId?: string | null;
  batchId?: string | null;
}

/** What became of an interest: a new lead, a touch of one that is open, or nothing, for it had come before. */
export interface OpenedLead {
  leadId: string;
  outcome: 'OPENED' | 'TOUCHED' | 'KNOWN';
  /** The touch that it has left on an open lead. */
  touchId?: string;
}

/** An open lead of a record, and the product it is about. */
export interface OpenLead {
  id: string;
  productId: string | null;
}

/** The open lead that an interest belongs to: the one of the same product, else one where either names none. Null: it is a lead of its own. */
export function openLeadFor(open: readonly OpenLead[], productId: string | null): OpenLead | null {
  return open.find((lead) => lead.productId === productId) ?? open.find((lead) => productId === null || lead.productId === null) ?? null;
}

/** Decides for each interest, in their order, whether it opens a lead or touches one; what one of them opens, a later one may touch. */
export function opening(given: readonly { customerId: string; productId?: string | null }[], standing: ReadonlyMap<string, readonly OpenLead[]>): OpenedLead[] {
  const open = new Map([...standing].map(([customerId, leads]) => [customerId, [...leads]]));
  return given.map(({ customerId, productId = null }) => {
    const own = open.get(customerId) ?? [];
    const found = openLeadFor(own, productId);
    if (found) return { leadId: found.id, outcome: 'TOUCHED', touchId: newId() };
    const leadId = newId();
    open.set(customerId, [{ id: leadId, productId }, ...own]);
    return { leadId, outcome: 'OPENED' };
  });
}

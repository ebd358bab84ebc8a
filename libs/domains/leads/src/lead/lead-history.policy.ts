import { policy, through, type Policy } from '@dossier/kernel/access';
import { LeadTouch, LeadTransition } from './lead-history.entity';
import { leadPolicy } from './lead.policy';

const ofLeads = leadPolicy as unknown as Policy;

/** Whoever reaches a lead reaches its history. */
export const transitionPolicy = policy(LeadTransition, { read: 'lead.read', scope: through(() => ofLeads, 'leadId') });
export const touchPolicy = policy(LeadTouch, { read: 'lead.read', scope: through(() => ofLeads, 'leadId') });

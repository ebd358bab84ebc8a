import { policy, through, type Policy } from '@dossier/kernel/access';
import { leadPolicy } from '../lead/lead.policy';
import { LeadConversion } from './conversion.entity';

/** A conversion is made and taken back with its lead, and reached through it. */
export const conversionPolicy = policy(LeadConversion, {
  read: 'lead.read',
  scope: through(() => leadPolicy as unknown as Policy, 'leadId'),
  actions: { CREATE: { word: 'lead.convert', when: () => false }, ARCHIVE: { word: 'lead.convert', when: (row) => row.archivedAt === null, needs: ['archivedAt'] } },
});

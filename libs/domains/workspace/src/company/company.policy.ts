import { everyone, policy } from '@dossier/kernel/access';
import { Company } from './company.entity';

export const companyPolicy = policy(Company, {
  read: 'signed-in',
  scope: everyone(),
  actions: { UPDATE: { word: 'company.manage' } },
});

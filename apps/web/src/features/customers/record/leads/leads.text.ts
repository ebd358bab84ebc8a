import { texts } from '@dossier/ui';
import { leadTerms } from '@dossier/vocabulary/terms/leads';

export const customerLeadsText = texts('customer-leads', {
  leads: { zh: '线索', en: 'Leads' },
  none: { zh: '没有线索。', en: 'No leads.' },
  create: { zh: '新建线索', en: 'New lead' },
  unnamed: { zh: '未注明意向', en: 'No subject' },
  more: { zh: '另 {count} 条', en: '{count} more' },
});

/** Words of stages and outcomes, from the dictionary. */
export const customerLeadWords = texts('customer-lead-terms', leadTerms);

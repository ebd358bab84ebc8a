import { useText, type FilterField } from '@dossier/ui';
import { useMemo } from 'react';
import { useAsk } from '../asks';
import { useMay } from '../viewer';
import { TopicChoicesDocument } from './customer.documents';
import { customerFiltersText } from './filters.text';

const FIVE_MINUTES = 300_000;

/** Customers by what they are interested in now; only where there are topics, and for whoever may see interests. */
export function useInterestFilter(): FilterField[] {
  const t = useText(customerFiltersText);
  const may = useMay('event.read');
  const topics = useAsk(TopicChoicesDocument, {}, { staleTime: FIVE_MINUTES, skip: !may }).data?.topics;
  return useMemo(() => (topics?.length ? [{ key: 'interests', label: t('interests'), kind: 'ref', options: topics.map((one) => ({ value: one.id, label: one.name ?? '' })) }] : []), [topics, t]);
}

import { useLanguage, useText, type Filter, type FilterField, type Option } from '@dossier/ui';
import { useMemo } from 'react';
import { COUNTRIES } from '@dossier/vocabulary/countries';
import { useAsk } from '../asks';
import { useMay, useViewer } from '../viewer';
import { ColleaguesDocument, CustomerWordsDocument } from './customer.documents';
import { codesOf, customerWords } from './customer.words';
import { customerFiltersText } from './filters.text';
import { asksPurpose } from './purpose.rules';
import { useScoreFilters } from './score.filters';
import { useCustomFilters } from './useCustomFields';
import { useInterestFilter } from './useInterestFilter';
import { useOfferableFilter } from './useOfferableFilter';
import { usePurposeFilter } from './usePurposeFilter';
import { useCategoryFilters } from './useCategoryFilters';
import { useSegmentFilter } from './useSegmentChoices';
import { useCompletenessFilter } from './useSeesCompleteness';

const FIVE_MINUTES = 300_000;
type Named = { readonly id: string; readonly name?: string | null };
const options = (things: readonly Named[] | undefined): Option[] => (things ?? []).map((thing) => ({ value: thing.id, label: thing.name ?? '' }));

export interface CustomerChoices { owners: Option[]; teams: Option[]; sources: Option[]; tags: Option[] }

/** The names that customers refer to: colleagues as far as they may be seen, and oneself always. */
export function useCustomerChoices(): CustomerChoices {
  const me = useViewer();
  const mayRead = useMay('user.read');
  const words = useAsk(CustomerWordsDocument, {}, { staleTime: FIVE_MINUTES });
  const colleagues = useAsk(ColleaguesDocument, {}, { staleTime: FIVE_MINUTES, skip: !mayRead });
  return useMemo(() => {
    const others = options(colleagues.data?.users?.nodes).filter((option) => option.value !== me.id);
    return { owners: [{ value: me.id, label: me.name }, ...others], teams: options(words.data?.teams), sources: options(words.data?.channels), tags: options(words.data?.tags) };
  }, [colleagues.data, words.data, me]);
}

/** What a list of customers can be narrowed by; the sentence and its popovers read this. `filter` is the one that stands: names are asked for only where it needs them. */
export function useCustomerFilters(choices: CustomerChoices, filter: Filter): FilterField[] {
  const t = useText(customerFiltersText);
  const term = useText(customerWords);
  const language = useLanguage();
  const currency = useViewer().company.currency ?? 'GBP';
  const { rules, own } = useAddedFilters(filter);
  return useMemo(() => {
    const coded = (type: 'CustomerStage' | 'CustomerKind' | 'Gender' | 'Occupation'): Option[] => codesOf(type).map((code) => ({ value: code, label: term(`${type}.${code}` as keyof typeof customerWords.table) }));
    return [
      { key: 'stage', label: t('stage'), kind: 'choice', options: coded('CustomerStage') },
      { key: 'lastOrderOn', label: t('lastOrder'), kind: 'day' },
      { key: 'netAmount', label: t('netAmount'), kind: 'money', currency },
      { key: 'owner', label: t('owner'), kind: 'ref', options: choices.owners },
      { key: 'tags', label: t('tags'), kind: 'ref', options: choices.tags },
      ...rules,
      { key: 'city', label: t('city'), kind: 'text' },
      { key: 'region', label: t('region'), kind: 'text' },
      { key: 'country', label: t('country'), kind: 'choice', options: countries(language) },
      { key: 'source', label: t('source'), kind: 'ref', options: choices.sources },
      { key: 'team', label: t('team'), kind: 'ref', options: choices.teams },
      { key: 'orderCount', label: t('orderCount'), kind: 'number' },
      { key: 'recencyDays', label: t('recencyDays'), kind: 'number', unit: t('days') },
      { key: 'firstOrderOn', label: t('firstOrderOn'), kind: 'day' },
      { key: 'birthDate', label: t('birthDate'), kind: 'day', months: true },
      { key: 'kind', label: t('kind'), kind: 'choice', options: coded('CustomerKind') },
      { key: 'gender', label: t('gender'), kind: 'choice', options: coded('Gender') },
      { key: 'occupation', label: t('occupation'), kind: 'choice', options: coded('Occupation') },
      { key: 'name', label: t('name'), kind: 'text' },
      { key: 'companyName', label: t('company'), kind: 'text' },
      { key: 'archiveNo', label: t('archiveNo'), kind: 'text' },
      { key: 'createdAt', label: t('createdAt'), kind: 'day' },
      { key: 'hasPhone', label: t('hasPhone'), kind: 'flag' },
      { key: 'hasEmail', label: t('hasEmail'), kind: 'flag' },
      { key: 'archived', label: t('archived'), kind: 'flag' },
      { key: 'demo', label: t('demo'), kind: 'flag' },
      ...own,
    ];
  }, [t, term, language, currency, choices, rules, own]);
}

/** What rules say of a customer (consent, suitability), and what the company has added (topics, its own fields). */
function useAddedFilters(filter: Filter): { rules: FilterField[]; own: FilterField[] } {
  const purpose = usePurposeFilter(asksPurpose(filter));
  const offerable = useOfferableFilter(JSON.stringify(filter).includes('"offerableProductId"'));
  const completeness = useCompletenessFilter();
  const scores = useScoreFilters();
  const segments = useSegmentFilter();
  const categories = useCategoryFilters(/"(top|next)Category"/u.test(JSON.stringify(filter)));
  const interests = useInterestFilter();
  const custom = useCustomFilters();
  return useMemo(() => ({ rules: [...purpose, ...offerable, ...completeness], own: [...segments, ...scores, ...categories, ...interests, ...custom] }), [purpose, offerable, completeness, segments, scores, categories, interests, custom]);
}

function countries(language: 'zh' | 'en'): Option[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code }));
}

import { useLanguage, useText, type Filter, type FilterField, type Option } from '@dossier/ui';
import { useAsk, useMay, useViewer } from '@dossier/client';
import { useMemo } from 'react';
import { COUNTRIES } from '@dossier/vocabulary/countries';
import { ColleaguesDocument, CustomerWordsDocument } from '../customers.documents';
import { codesOf, terms } from '../customers.words';
import { useCustomFilters } from '../record/fields/useCustomFields';
import { useInterestFilter } from '../record/behaviour/useInterestFilter';
import { customersText } from '../customers.text';
import { fieldsText } from './fields.text';
import { asksPurpose } from './purpose.rules';
import { useOfferableFilter } from './useOfferableFilter';
import { useCompletenessFilter } from './useSeesCompleteness';
import { usePurposeFilter } from './usePurposeFilter';

const FIVE_MINUTES = 300_000;
type Named = { readonly id: string; readonly name?: string | null };
const options = (things: readonly Named[] | undefined): Option[] => (things ?? []).map((thing) => ({ value: thing.id, label: thing.name ?? '' }));

export interface Choices { owners: Option[]; teams: Option[]; sources: Option[]; tags: Option[] }

/** The names that customers refer to: colleagues as far as they may be seen, and oneself always. */
export function useChoices(): Choices {
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
export function useCustomerFilters(choices: Choices, filter: Filter): FilterField[] {
  const t = useText(customersText);
  const f = useText(fieldsText);
  const term = useText(terms);
  const language = useLanguage();
  const currency = useViewer().company.currency ?? 'GBP';
  const { rules, own } = useAddedFilters(filter);
  return useMemo(() => {
    const coded = (type: 'CustomerStage' | 'CustomerKind' | 'Gender' | 'Occupation'): Option[] => codesOf(type).map((code) => ({ value: code, label: term(`${type}.${code}` as keyof typeof terms.table) }));
    return [
      { key: 'stage', label: t('stage'), kind: 'choice', options: coded('CustomerStage') },
      { key: 'lastOrderOn', label: t('lastOrder'), kind: 'day' },
      { key: 'netAmount', label: t('netAmount'), kind: 'money', currency },
      { key: 'owner', label: t('owner'), kind: 'ref', options: choices.owners },
      { key: 'tags', label: t('tags'), kind: 'ref', options: choices.tags },
      ...rules,
      { key: 'city', label: f('city'), kind: 'text' },
      { key: 'region', label: f('region'), kind: 'text' },
      { key: 'country', label: f('country'), kind: 'choice', options: countries(language) },
      { key: 'source', label: t('source'), kind: 'ref', options: choices.sources },
      { key: 'team', label: t('team'), kind: 'ref', options: choices.teams },
      { key: 'orderCount', label: t('orderCount'), kind: 'number' },
      { key: 'recencyDays', label: f('recencyDays'), kind: 'number', unit: f('days') },
      { key: 'firstOrderOn', label: f('firstOrderOn'), kind: 'day' },
      { key: 'birthDate', label: f('birthDate'), kind: 'day', months: true },
      { key: 'kind', label: t('kind'), kind: 'choice', options: coded('CustomerKind') },
      { key: 'gender', label: f('gender'), kind: 'choice', options: coded('Gender') },
      { key: 'occupation', label: f('occupation'), kind: 'choice', options: coded('Occupation') },
      { key: 'name', label: f('name'), kind: 'text' },
      { key: 'companyName', label: t('company'), kind: 'text' },
      { key: 'archiveNo', label: t('archiveNo'), kind: 'text' },
      { key: 'createdAt', label: t('createdAt'), kind: 'day' },
      { key: 'hasPhone', label: f('hasPhone'), kind: 'flag' },
      { key: 'hasEmail', label: f('hasEmail'), kind: 'flag' },
      { key: 'archived', label: t('archived'), kind: 'flag' },
      { key: 'demo', label: f('demo'), kind: 'flag' },
      ...own,
    ];
  }, [t, f, term, language, currency, choices, rules, own]);
}

/** What rules say of a customer (consent, suitability), and what the company has added (topics, its own fields). */
function useAddedFilters(filter: Filter): { rules: FilterField[]; own: FilterField[] } {
  const purpose = usePurposeFilter(asksPurpose(filter));
  const offerable = useOfferableFilter(JSON.stringify(filter).includes('"offerableProductId"'));
  const completeness = useCompletenessFilter();
  const interests = useInterestFilter();
  const custom = useCustomFilters();
  return useMemo(() => ({ rules: [...purpose, ...offerable, ...completeness], own: [...interests, ...custom] }), [purpose, offerable, completeness, interests, custom]);
}

function countries(language: 'zh' | 'en'): Option[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code }));
}

import { customerFiltersText, useCustomerChoices, useCustomerFilters, useAsk, useFormat, useMay, useScoreFilters, useSegmentChoices, useViewer, TopicChoicesDocument } from '@dossier/client';
import { useLanguage, useText, type Option } from '@dossier/ui';
import { eventTerms } from '@dossier/vocabulary/terms/events';
import { useMemo, useState } from 'react';
import type { Choices } from './ask/choices';
import type { Names } from './rules/rule.sentence';
import { leavesOf } from './rules/rule.tree';
import type { Definition } from './rules/rule.types';
import { NamedProductsDocument, SegmentCategoriesDocument, SegmentProductsDocument } from './segments.documents';

const FIVE_MINUTES = 300_000;
const lasting = { staleTime: FIVE_MINUTES };

type Named = { readonly id: string; readonly name?: string | null };
const optionsOf = (things: readonly Named[] | null | undefined): Option[] => (things ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));
const labelIn = (options: readonly Option[], value: string, otherwise = value): string => options.find((option) => option.value === value)?.label ?? otherwise;

/** What can be picked in conditions, and what it is called in the sentence. */
export function useChoices(definition: Definition): { choices: Choices; names: Names } {
  const t = useText(customerFiltersText);
  const language = useLanguage();
  const format = useFormat();
  const currency = useViewer().company.currency ?? 'GBP';
  const things = useThings(definition);
  const asked = useMemo(() => Object.fromEntries(leavesOf(definition).flatMap(({ ask }) => (ask.kind === 'customer' ? [[ask.key, ask.value]] : []))), [definition]);
  const scores = useScoreFilters();
  const all = useCustomerFilters(useCustomerChoices(), asked);
  return useMemo(() => {
    const events = Object.entries(eventTerms).filter(([key]) => key.startsWith('EventName.')).map(([key, term]) => ({ value: key.slice('EventName.'.length), label: term[language] }));
    const choices: Choices = { fields: all, scores: new Set(scores.map((field) => field.key)), events, ...things };
    const names: Names = {
      language, fields: all,
      category: (id) => labelIn(things.categories, id, '…'), product: (id) => labelIn(things.products, id, t('thisProduct')), topic: (id) => labelIn(things.topics, id, '…'), segment: (id) => labelIn(things.segments, id, '…'),
      event: (code) => labelIn(events, code), money: (minor) => format.money({ minor, currency }),
    };
    return { choices, names };
  }, [all, scores, things, language, format, currency, t]);
}

/** So many products are named at once. */
const MOST_NAMED = 100;

/** Products that a definition names: they are told by their names though a search has not found them. */
function useNamedProducts(definition: Definition, skip: boolean): Option[] {
  const ids = useMemo(() => [...new Set(leavesOf(definition).flatMap(({ ask }) => (ask.kind === 'orders' ? (ask.value.productIds ?? []) : [])))].sort().slice(0, MOST_NAMED), [definition]);
  const named = useAsk(NamedProductsDocument, { ids, first: MOST_NAMED }, { ...lasting, skip: skip || ids.length === 0, keep: true }).data?.products?.nodes;
  return useMemo(() => optionsOf(named), [named]);
}

/** Categories, products, topics and other segments that can be picked; products as far as they were found or are named. */
function useThings(definition: Definition): Pick<Choices, 'categories' | 'products' | 'findProducts' | 'topics' | 'segments'> {
  const may = { products: useMay('product.read'), topics: useMay('event.read') };
  const [search, findProducts] = useState('');
  const categories = useAsk(SegmentCategoriesDocument, {}, { ...lasting, skip: !may.products }).data?.categories;
  const found = useAsk(SegmentProductsDocument, { search: search.trim() || null }, { ...lasting, skip: !may.products, keep: true }).data?.products?.nodes;
  const named = useNamedProducts(definition, !may.products);
  const topics = useAsk(TopicChoicesDocument, {}, { ...lasting, skip: !may.topics }).data?.topics;
  const segments = useSegmentChoices();
  return useMemo(() => {
    const listed = optionsOf(found);
    const products = [...listed, ...named.filter(({ value }) => !listed.some((option) => option.value === value))];
    return { categories: optionsOf(categories), products, findProducts, topics: optionsOf(topics), segments };
  }, [categories, found, named, topics, segments]);
}

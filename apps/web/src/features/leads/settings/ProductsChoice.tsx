import { Select } from 'antd';
import { useAsk, useMay } from '@dossier/client';
import { useText, type Option } from '@dossier/ui';
import { useDeferredValue, useMemo, useState } from 'react';
import { ChosenProductsDocument, ProductsLikeDocument } from './products.documents';
import { productsText } from './products.text';

/** So many products are named at once. */
const MOST = 200;
const FIVE_MINUTES = 300_000;

type Named = { readonly id: string; readonly code?: string | null; readonly name?: string | null };
const optionsOf = (rows: readonly Named[] | null | undefined): Option[] => (rows ?? []).map(({ id, code, name }) => ({ value: id, label: [name, code].filter(Boolean).join(' · ') }));

/** Names of products by their ids; one that cannot be named is told as such. */
export function useProductNames(ids: readonly string[]): (id: string) => string {
  const t = useText(productsText);
  const may = useMay('product.read');
  const asked = useMemo(() => [...new Set(ids)].sort().slice(0, MOST), [ids]);
  const named = useAsk(ChosenProductsDocument, { ids: asked, first: MOST }, { skip: asked.length === 0 || !may, keep: true, staleTime: FIVE_MINUTES }).data?.products?.nodes;
  return (id) => named?.find((one) => one.id === id)?.name ?? t('someProduct');
}

interface ProductsChoiceProps { id?: string; label?: string; /** One at most: the newest takes the place. */ one?: boolean; value?: readonly string[] | null; onChange?: (ids: string[]) => void }

/** Products, found by what one types. Those that are chosen bear their names though no search has found them. */
export function ProductsChoice({ id, label, one = false, value = [], onChange }: ProductsChoiceProps) {
  const t = useText(productsText);
  const may = useMay('product.read');
  const chosen = useMemo(() => [...(value ?? [])], [value]);
  const nameOf = useProductNames(chosen);
  const [typed, type] = useState('');
  const search = useDeferredValue(typed.trim());
  const found = optionsOf(useAsk(ProductsLikeDocument, { search: search || null }, { skip: !may, keep: true, staleTime: FIVE_MINUTES }).data?.products?.nodes);
  const options = [...found, ...chosen.filter((own) => !found.some((option) => option.value === own)).map((own) => ({ value: own, label: nameOf(own) }))];
  return (
    <Select<string[]> mode="multiple" {...(id !== undefined && { id })} {...(label !== undefined && { 'aria-label': label })} maxTagCount={one ? 'responsive' : undefined} value={chosen} options={options} disabled={!may} placeholder={label ?? t(may ? 'anyProduct' : 'noProducts')} notFoundContent={t('noneFound')}
      showSearch={{ filterOption: false, onSearch: type }} onChange={(next) => onChange?.(one ? next.slice(-1) : next)} />
  );
}

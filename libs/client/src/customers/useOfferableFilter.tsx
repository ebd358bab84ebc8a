import { useText, type FilterField, type Option, type OwnEditorProps } from '@dossier/ui';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useAsk } from '../asks';
import { useMay } from '../viewer';
import { AppliedPacksDocument, OfferableChoicesDocument } from './customer.documents';
import { customerFiltersText } from './filters.text';

const FIVE_MINUTES = 300_000;

/** Products with a risk level or a kind, those found first. */
function useProducts(search: string, skip = false): Option[] {
  const found = useAsk(OfferableChoicesDocument, { search: search.trim() || null }, { staleTime: FIVE_MINUTES, skip, keep: true }).data?.products?.nodes;
  return useMemo(() => (found ?? []).map(({ id, name, code, riskLevel }) => ({ value: id, label: [name, riskLevel ?? code].filter(Boolean).join(' · ') })), [found]);
}

/** Which product; typing looks for it on the server, for a bank may sell thousands. */
function ProductEditor({ value, onChange }: OwnEditorProps) {
  const f = useText(customerFiltersText);
  const [search, setSearch] = useState('');
  const options = useProducts(search);
  const chosen = typeof value === 'string' ? value : null;
  const shown = chosen === null || options.some((option) => option.value === chosen) ? options : [{ value: chosen, label: f('thisProduct') }, ...options];
  return (
    <>
      <Select className="d-input-wide" aria-label={f('product')} placeholder={f('product')} showSearch={{ filterOption: false, onSearch: setSearch }} value={chosen} options={shown} onChange={(id: string) => onChange(id)} />
      <p className="d-caption">{f('offerableHelp')}</p>
    </>
  );
}

/** Only customers to whom a product may be offered today; only where the finance pack is applied, and for whoever may see financial data. */
export function useOfferableFilter(chosen: boolean): FilterField[] {
  const f = useText(customerFiltersText);
  const may = useMay('finance.read');
  const packs = useAsk(AppliedPacksDocument, {}, { staleTime: FIVE_MINUTES, skip: !may }).data?.packs;
  const isOn = packs?.some((pack) => pack.code === 'FINANCE' && pack.applied) ?? false;
  const products = useProducts('', !isOn || !chosen);
  return useMemo(() => {
    if (!isOn) return [];
    const say = (value: unknown): string => (typeof value === 'string' ? f('offerableIs', { product: products.find((product) => product.value === value)?.label ?? f('thisProduct') }) : f('offerable'));
    return [{ key: 'offerableProductId', label: f('offerable'), kind: 'own', first: null, say, Editor: ProductEditor }];
  }, [f, isOn, products]);
}

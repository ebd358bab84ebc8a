import { Select } from 'antd';
import { useAsk } from '@dossier/client';
import { useState } from 'react';
import { ProductsToOfferDocument } from './finance.documents';

interface ChoiceProps { id?: string; label?: string; value?: string | null; onChange?: (id: string | null) => void; clearable?: boolean }

/** A product of ours, found by name or code. */
export function ProductChoice({ id, label, value = null, onChange, clearable = false }: ChoiceProps) {
  const [search, setSearch] = useState('');
  const found = useAsk(ProductsToOfferDocument, { search: search || null }, { keep: true }).data?.products?.nodes ?? [];
  const options = found.map(({ id: one, name, riskLevel, code }) => ({ value: one, label: [name, riskLevel ?? code].filter(Boolean).join(' · ') }));
  return <Select id={id} aria-label={label} className="customer-input-wide" allowClear={clearable} showSearch={{ filterOption: false, onSearch: setSearch }} value={value} options={options} onChange={(picked?: string | null) => onChange?.(picked ?? null)} />;
}

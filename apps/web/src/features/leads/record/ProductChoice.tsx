import { Select } from 'antd';
import { useAsk, useMay } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { ProductsFoundDocument } from './record.documents';
import { recordText } from './record.text';

const QUIET = 300;

/** A product found by what one types; `known` is the name of the one that stands already. */
export function ProductChoice({ id, known = null, value, onChange }: { id?: string; known?: string | null; value?: string | null; onChange?: (id: string | null) => void }) {
  const t = useText(recordText);
  const may = useMay('product.read');
  const [typed, setTyped] = useState('');
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), QUIET);
    return () => clearTimeout(timer);
  }, [typed]);
  const asked = useAsk(ProductsFoundDocument, { search: settled }, { skip: settled === '' || !may, keep: true });
  const found = (settled === '' ? [] : asked.data?.products?.nodes ?? []).map((one) => ({ value: one.id, label: [one.name, one.code].filter(Boolean).join(' · ') }));
  const options = value && known && !found.some((option) => option.value === value) ? [{ value, label: known }, ...found] : found;
  return (
    <Select<string> allowClear {...(id !== undefined && { id })} {...(value && { value })} options={options} loading={asked.isFetching} placeholder={t('productHint')} notFoundContent={t(settled === '' ? 'productHint' : 'productNone')}
      showSearch={{ filterOption: false, onSearch: setTyped }} onChange={(next: string | undefined) => onChange?.(next ?? null)} />
  );
}

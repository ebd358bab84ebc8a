import { useText, type FilterField, type Option, type OwnEditorProps } from '@dossier/ui';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useAsk } from '../asks';
import { useViewer } from '../viewer';
import { CategoryChoicesDocument } from './customer.documents';
import { customerFiltersText } from './filters.text';
import { scoresText } from './scores.text';

const FIVE_MINUTES = 300_000;

function useCategories(skip = false): Option[] {
  const found = useAsk(CategoryChoicesDocument, {}, { staleTime: FIVE_MINUTES, skip }).data?.categories;
  return useMemo(() => (found ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' })), [found]);
}

interface Among { in?: string[] }
const chosenIn = (value: unknown): string[] => (typeof value === 'object' && value !== null ? ((value as Among).in ?? []) : []);

/** Which categories, any of them. */
function CategoryEditor({ value, onChange }: OwnEditorProps) {
  const f = useText(customerFiltersText);
  const options = useCategories();
  return <Select className="d-input-wide" mode="multiple" aria-label={f('categories')} placeholder={f('categories')} showSearch={{ optionFilterProp: 'label' }} value={chosenIn(value)} options={options} onChange={(ids: string[]) => onChange(ids.length > 0 ? { in: ids } : null)} />;
}

/** Customers by the category that most was spent on, and by those that they are likely to buy next. Names are asked for only where the filter that stands has one. */
export function useCategoryFilters(chosen: boolean): FilterField[] {
  const f = useText(customerFiltersText);
  const t = useText(scoresText);
  const { permissions } = useViewer();
  const sees = permissions.includes('order.read') && permissions.includes('product.read');
  const categories = useCategories(!sees || !chosen);
  return useMemo(() => {
    if (!sees) return [];
    const nameOf = (id: string): string => categories.find((category) => category.value === id)?.label ?? '…';
    const field = (key: string, label: string): FilterField => ({
      key, label, kind: 'own', first: null, Editor: CategoryEditor,
      say: (value) => (chosenIn(value).length > 0 ? f('categoryIs', { field: label, names: chosenIn(value).map(nameOf).join(f('listMark')) }) : label),
    });
    return [field('topCategory', f('topCategory')), ...(permissions.includes('score.read') ? [field('nextCategory', t('nextCategory'))] : [])];
  }, [sees, permissions, categories, f, t]);
}

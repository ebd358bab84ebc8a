import { Switch } from 'antd';
import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import type { ProductRow } from './ClassDrawer';
import { UpdateProductDocument } from './products.documents';
import { productsText } from './products.text';

/** Whether a product can be had now: what is sold out is never recommended. */
export function Availability({ row }: { row: ProductRow }) {
  const t = useText(productsText);
  const refreshes = ['products'];
  const name = row.name ?? '';
  const isAvailable = row.isAvailable ?? true;
  const back = useSave(UpdateProductDocument, { refreshes, loud: true });
  const save = useSave(UpdateProductDocument, {
    refreshes, loud: true, done: t(isAvailable ? 'nowSoldOut' : 'nowAvailable', { name }),
    undo: ({ updateProduct: saved }) => saved && back.run({ id: row.id, version: saved.version, input: { isAvailable } }),
  });
  if (!row.can?.includes('CLASSIFY')) return t(isAvailable ? 'yes' : 'no');
  return <Switch size="small" aria-label={t('availableThing', { name })} checked={isAvailable} loading={save.busy} onChange={(checked) => void save.run({ id: row.id, version: row.version, input: { isAvailable: checked } })} />;
}

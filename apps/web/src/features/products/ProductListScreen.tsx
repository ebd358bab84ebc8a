import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { describeFilter, EmptyState, FilterSentence, ListScreen, useText, type Column, type FilterField } from '@dossier/ui';
import { failure, useAsk, useFormat, useList } from '@dossier/client';
import { useState } from 'react';
import { Availability } from './Availability';
import { ClassDrawer, type ProductRow } from './ClassDrawer';
import { CategoriesDocument, ProductCountDocument, ProductPacksDocument, ProductsDocument } from './products.documents';
import { productsText } from './products.text';
import { kinds, productWords, risks } from './products.words';

/** What is sold, by name or code; under the finance pack also by kind and risk. */
export function ProductListScreen() {
  const t = useText(productsText);
  const format = useFormat();
  const list = useList(ProductsDocument, { sort: 'NAME', order: 'ASC', count: ProductCountDocument });
  const isFinance = (useAsk(ProductPacksDocument, {}).data?.appliedPacks ?? []).some(({ code }) => code === 'FINANCE');
  const [open, setOpen] = useState<ProductRow | null>(null);
  const fields = useFields(isFinance);
  const plain: Column<ProductRow>[] = [
    { key: 'code', title: t('code'), sort: 'CODE', width: 160, render: (row) => row.code },
    { key: 'name', title: t('name'), sort: 'NAME', render: (row) => <span className="d-name">{row.name}</span> },
    { key: 'category', title: t('category'), render: (row) => row.category?.name },
    { key: 'unitPrice', title: t('unitPrice'), align: 'right', width: 160, render: (row) => format.money(row.unitPrice) },
    { key: 'brand', title: t('brand'), width: 120, render: (row) => row.brand },
    { key: 'isAvailable', title: t('available'), width: 104, render: (row) => <Availability row={row} /> },
  ];
  const classes = useClassColumns(setOpen);
  const say = useClassWords();
  return (
    <>
      <ListScreen title={t('title')} help="products" list={list} columns={isFinance ? [...plain, ...classes] : plain} unit={t('unit')} failedText={failure} filterWords={describeFilter(fields, list.filter)} nameOf={(row) => row.name ?? ''}
        phoneRow={(row) => ({ title: row.name, lines: [row.code, row.category?.name, ...(isFinance ? [say(row)] : [])], value: format.money(row.unitPrice), note: isFinance ? <ClassVerb row={row} onOpen={setOpen} /> : undefined })}
        sentence={<FilterSentence subject={t('subject')} fields={fields} value={list.filter} onChange={list.setFilter} />}
        empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<Link to="/imports/new" search={{ kind: 'products' } as never}>{t('importProducts')}</Link>} />} />
      {open && <ClassDrawer product={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function useFields(isFinance: boolean): FilterField[] {
  const t = useText(productsText);
  const word = useText(productWords);
  const categories = useAsk(CategoriesDocument, {}).data?.categories ?? [];
  const plain: FilterField[] = [
    { key: 'name', label: t('name'), kind: 'text' },
    { key: 'code', label: t('code'), kind: 'text' },
    { key: 'brand', label: t('brand'), kind: 'text' },
    { key: 'isAvailable', label: t('available'), kind: 'flag' },
    { key: 'category', label: t('category'), kind: 'ref', options: categories.map((category) => ({ value: category.id, label: category.name ?? '' })) },
  ];
  if (!isFinance) return plain;
  return [
    ...plain, { key: 'kind', label: t('kind'), kind: 'choice', options: kinds.map((value) => ({ value, label: word(`ProductKind.${value}`) })) },
    { key: 'riskLevel', label: t('riskLevel'), kind: 'choice', options: risks.map((value) => ({ value, label: word(`ProductRisk.${value}`) })) },
  ];
}

function useClassWords(): (row: ProductRow) => string {
  const t = useText(productsText);
  const word = useText(productWords);
  return (row) => [row.kind && word(`ProductKind.${row.kind}`), row.riskLevel && word(`ProductRisk.${row.riskLevel}`)].filter(Boolean).join(' · ') || t('notSet');
}

function useClassColumns(onOpen: (row: ProductRow) => void): Column<ProductRow>[] {
  const t = useText(productsText);
  const word = useText(productWords);
  const format = useFormat();
  const none = <span className="d-caption">{t('notSet')}</span>;
  return [
    { key: 'kind', title: t('kind'), width: 120, render: (row) => (row.kind ? word(`ProductKind.${row.kind}`) : none) },
    { key: 'riskLevel', title: t('riskLevel'), width: 144, render: (row) => (row.riskLevel ? word(`ProductRisk.${row.riskLevel}`) : none) },
    { key: 'minAmount', title: t('minAmount'), align: 'right', width: 144, render: (row) => (row.minAmount ? format.money(row.minAmount) : none) },
    { key: 'classify', title: t('classify'), width: 104, render: (row) => <ClassVerb row={row} onOpen={onOpen} /> },
  ];
}

function ClassVerb({ row, onOpen }: { row: ProductRow; onOpen: (row: ProductRow) => void }) {
  const t = useText(productsText);
  if (!row.can?.includes('CLASSIFY')) return null;
  return <Button size="small" aria-label={t('classifyThing', { name: row.name ?? '' })} onClick={() => onOpen(row)}>{t('classify')}</Button>;
}

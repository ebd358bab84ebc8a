import { Link } from '@tanstack/react-router';
import { describeFilter, EmptyState, FilterSentence, ListScreen, useText, type Column, type FilterField } from '@dossier/ui';
import { failure, useAsk, useFormat, useList } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { CategoriesDocument, ProductCountDocument, ProductsDocument } from './products.documents';
import { productsText } from './products.text';

type ProductRow = NonNullable<ResultOf<typeof ProductsDocument>['products']>['nodes'][number];

/** What is sold, by name or code. */
export function ProductListScreen() {
  const t = useText(productsText);
  const format = useFormat();
  const list = useList(ProductsDocument, { sort: 'NAME', order: 'ASC', count: ProductCountDocument });
  const categories = useAsk(CategoriesDocument, {}).data?.categories ?? [];
  const fields: FilterField[] = [
    { key: 'name', label: t('name'), kind: 'text' },
    { key: 'code', label: t('code'), kind: 'text' },
    { key: 'category', label: t('category'), kind: 'ref', options: categories.map((category) => ({ value: category.id, label: category.name ?? '' })) },
  ];
  const columns: Column<ProductRow>[] = [
    { key: 'code', title: t('code'), sort: 'CODE', width: 160, render: (row) => row.code },
    { key: 'name', title: t('name'), sort: 'NAME', render: (row) => <span className="d-name">{row.name}</span> },
    { key: 'category', title: t('category'), render: (row) => row.category?.name },
    { key: 'unitPrice', title: t('unitPrice'), align: 'right', width: 160, render: (row) => format.money(row.unitPrice) },
  ];
  return (
    <ListScreen title={t('title')} help="products" list={list} columns={columns} unit={t('unit')} failedText={failure} filterWords={describeFilter(fields, list.filter)} nameOf={(row) => row.name ?? ''}
      phoneRow={(row) => ({ title: row.name, lines: [row.code, row.category?.name], value: format.money(row.unitPrice) })}
      sentence={<FilterSentence subject={t('subject')} fields={fields} value={list.filter} onChange={list.setFilter} />}
      empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<Link to="/imports/new" search={{ kind: 'products' } as never}>{t('importProducts')}</Link>} />} />
  );
}

import { between, flag, number, oneOf, ref, sql, wordSearch, text, type ListSpec } from '@dossier/kernel/list';
import { searchPredicate } from '@dossier/kernel/search';
import { OrderSort, ProductSort } from '@dossier/vocabulary/enums';
import { offerableTo } from '../packs/finance/offerable.filter';
import type { OrderFilter, ProductFilter } from './order.inputs';

type Named<T> = Exclude<keyof T, 'and' | 'or' | 'not'>;

/** The beginning of an order number, as its index wants it. */
export const beginsWith = (typed: string): string => `${typed.trim().toUpperCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** What the list of orders offers. */
export const orderList: ListSpec<Named<OrderFilter>, OrderSort> = {
  filter: {
    search: sql<string>(['orderNo'], (typed, { alias, params }) => `${alias}.order_no like ${params.add(beginsWith(typed), 'text')}`),
    orderNo: text('orderNo'), kind: oneOf('kind'), customer: ref('customerId', { guards: ['customerId', 'customer'] }),
    orderedOn: between('orderedOn', { guards: ['orderedOn', 'orderedAt'] }), amount: number('amountMinor', { guards: ['amount'] }), currency: oneOf('currency'),
    owner: ref('ownerId', { guards: ['ownerId', 'owner'] }), team: ref('teamId', { guards: ['teamId', 'team'] }),
  },
  sort: {
    ORDERED_AT: { path: 'orderedAt', type: 'timestamptz' },
    AMOUNT: { path: 'amountMinor', guards: ['amount'], type: 'bigint' },
    ORDER_NO: { path: 'orderNo', type: 'text' },
  },
  defaultSort: OrderSort.ORDERED_AT,
  defaultOrder: 'DESC',
};

/** What the list of products offers. */
export const productList: ListSpec<Named<ProductFilter>, ProductSort> = {
  filter: {
    search: wordSearch(['code', 'name'], (typed, { alias, params }) => searchPredicate(typed, `${alias}.search_grams`, `${alias}.search_text`, params) ?? 'true'),
    id: ref('id'), code: text('code'), name: text('name'), category: ref('categoryId', { guards: ['categoryId', 'category'] }),
    kind: oneOf('kind'), riskLevel: oneOf('riskLevel'), isAvailable: flag('isAvailable'), brand: text('brand'), offerableTo,
  },
  sort: {
    CODE: { path: 'code', type: 'text' }, NAME: { path: 'name', type: 'text' },
    UNIT_PRICE: { path: 'unitPriceMinor', guards: ['unitPrice'], nullable: true, type: 'bigint' },
  },
  defaultSort: ProductSort.CODE,
};

export const categoryList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };

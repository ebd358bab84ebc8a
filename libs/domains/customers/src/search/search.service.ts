import { Injectable } from '@nestjs/common';
import { Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { matches, searchKeys, searchPredicate, searchQuery } from '@dossier/kernel/search';
import { Clock } from '@dossier/kernel/time';
import type { PurposeFilter } from '../consent/purpose.inputs';
import { regionOf } from '../identity/identity.rules';
import { Order } from '../orders/order.entity';
import { beginsWith } from '../orders/order.list';
import { orderPolicy, productPolicy } from '../orders/order.policy';
import { Product } from '../orders/product.entity';
import { CustomerSearch } from './customer-search';
import { readingOf, type Reading } from './search.rules';
import type { SearchHit, SearchResult } from './search.view';

const MOST = 20;
const USUAL = 8;
const orderFields = selectionFrom(['orderNo', 'orderedOn']);
const productFields = selectionFrom(['code', 'name']);

/** One search over everything the reader may see; each kind cut by its own plan. */
@Injectable()
export class SearchService {
  constructor(
    @InjectRecords(Order) private readonly orders: Records<Order>,
    @InjectRecords(Product) private readonly products: Records<Product>,
    private readonly customers: CustomerSearch,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly clock: Clock,
  ) {}

  async search(viewer: Viewer, typed: string, asked: number | null | undefined, purpose?: PurposeFilter | null): Promise<SearchResult> {
    const first = Math.max(1, Math.min(asked ?? USUAL, MOST));
    const reading = readingOf(typed, regionOf(this.clock.zone));
    if (reading.text === '') return { customers: [], orders: [], products: [], users: [] };
    // An order or a colleague has no consent to ask for: what was asked for is people.
    if (purpose) return { customers: await this.customers.find(viewer, { ...reading, purpose }, first), orders: [], products: [], users: [] };
    const [customers, orders, products] = await Promise.all([
      this.customers.find(viewer, reading, first), this.findOrders(viewer, reading, first), this.findProducts(viewer, reading, first),
    ]);
    return { customers, orders, products, users: this.findUsers(viewer, reading, first) };
  }

  private async findOrders(viewer: Viewer, { orderNo }: Reading, first: number): Promise<SearchHit[]> {
    const plan = planOf(viewer, orderPolicy as unknown as Policy);
    if (!orderNo || !viewer.may('order.read') || plan.field('orderNo').clear !== true) return [];
    const params = Params.empty();
    const text = `select t.id from sales_order t where t.order_no like ${params.add(beginsWith(orderNo), 'text')} and t.archived_at is null and ${plan.reach('t', params)} order by t.order_no, t.id limit ${first}`;
    const ids = await this.database.query<{ id: string }>(text, params.values(viewer));
    const rows = await this.orders.readAll(viewer, ids.map(({ id }) => id), orderFields);
    return rows.map((row) => ({ id: String(row['id']), title: String(row['orderNo']), detail: (row['orderedOn'] as string | null) ?? null, link: `/orders/${String(row['id'])}`, matched: 'ORDER_NO' }));
  }

  private async findProducts(viewer: Viewer, { text }: Reading, first: number): Promise<SearchHit[]> {
    const plan = planOf(viewer, productPolicy as unknown as Policy);
    if (!viewer.may('product.read') || plan.field('name').clear !== true || plan.field('code').clear !== true) return [];
    const params = Params.empty();
    const matching = searchPredicate(text, 't.search_grams', 't.search_text', params);
    if (!matching) return [];
    const statement = `select t.id from product t where ${matching} and t.archived_at is null order by (t.code = upper(${params.add(text, 'text')})) desc, length(t.name), t.id limit ${first}`;
    const ids = await this.database.query<{ id: string }>(statement, params.values(viewer));
    const rows = await this.products.readAll(viewer, ids.map(({ id }) => id), productFields);
    return rows.map((row) => ({ id: String(row['id']), title: String(row['name']), detail: String(row['code']), link: `/products?search=${encodeURIComponent(String(row['code']))}`, matched: 'CODE' }));
  }

  /** Colleagues are few and their names open: the dictionary in memory answers. */
  private findUsers(viewer: Viewer, { text }: Reading, first: number): SearchHit[] {
    const query = viewer.may('user.read') ? searchQuery(text) : null;
    if (!query) return [];
    const found = this.dictionaries.all('user').filter(({ name }) => matches(searchKeys(name), query));
    return found.slice(0, first).map(({ id, name }) => ({ id, title: name, detail: null, link: `/users/${id}`, matched: 'NAME' }));
  }
}

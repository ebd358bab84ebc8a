import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import { Order } from './order.entity';
import { categoryList, orderList, productList } from './order.list';
import type { ProductInput } from './order.inputs';
import { Category, Product } from './product.entity';

/** Orders and products are read here; they come and change by import, but for what changes by the day: whether a product can be had. */
@Injectable()
export class OrderService {
  constructor(
    @InjectRecords(Order) private readonly orders: Records<Order>,
    @InjectRecords(Product) private readonly products: Records<Product>,
    @InjectRecords(Category) private readonly categories: Records<Category>,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.orders.read(viewer, id, asked);
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.orders.page(viewer, args, orderList, asked);
  }

  pageOfProducts(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.products.page(viewer, args, productList, asked);
  }

  readProduct(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.products.read(viewer, id, asked);
  }

  /** Says whether a product can be had now, and of which brand it is. */
  async updateProduct(viewer: Viewer, id: string, version: number, { isAvailable, brand }: ProductInput): Promise<Product> {
    const product = await this.products.get(viewer, id, 'CLASSIFY');
    // A yes or no is never empty: what says nothing of it leaves it as it is.
    return this.products.save(viewer, product, { ...(typeof isAvailable === 'boolean' ? { isAvailable } : {}), ...(brand === undefined ? {} : { brand: brand?.trim() || null }) }, 'CLASSIFY', { base: version });
  }

  allCategories(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.categories, viewer, asked, { spec: categoryList });
  }
}

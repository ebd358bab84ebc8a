import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import { Order } from './order.entity';
import { categoryList, orderList, productList } from './order.list';
import { Category, Product } from './product.entity';

/** Orders and products are read here; they come and change by import alone. */
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

  allCategories(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.categories, viewer, asked, { spec: categoryList });
  }
}

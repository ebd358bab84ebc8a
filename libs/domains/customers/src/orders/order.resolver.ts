import { Args, ArgsType, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, SortOrder, type Page } from '@dossier/kernel/list';
import { OrderSort, ProductSort } from '@dossier/vocabulary/enums';
import { Customer } from '../profile/customer.entity';
import { CustomerOf } from '../profile/customer.loader';
import { Order } from './order.entity';
import { byId, OrderFilter, ProductFilter, ProductInput } from './order.inputs';
import { OrderService } from './order.service';
import { Category, Product } from './product.entity';

const OrderConnection = connection(Order, 'order.read');
const ProductConnection = connection(Product, 'product.read');

@ArgsType()
class OrderArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => OrderFilter) filter?: OrderFilter;
  @Field(() => OrderSort, { nullable: true }) @IsOptional() @IsEnum(OrderSort) sort?: OrderSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@ArgsType()
class ProductArgs extends PageArgs {
  @Field(() => ProductFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ProductFilter) filter?: ProductFilter;
  @Field(() => ProductSort, { nullable: true }) @IsOptional() @IsEnum(ProductSort) sort?: ProductSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@Resolver(() => Order)
export class OrderResolver {
  constructor(
    private readonly service: OrderService,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => Order, { nullable: true })
  @Access('order.read')
  order(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Query(() => OrderConnection, { nullable: true })
  @Access('order.read')
  orders(@By() viewer: Viewer, @Args() args: OrderArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => ProductConnection, { nullable: true })
  @Access('product.read')
  products(@By() viewer: Viewer, @Args() args: ProductArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.pageOfProducts(viewer, args, asked);
  }

  @Mutation(() => Product, { nullable: true })
  @Access('product.import')
  async updateProduct(@By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: ProductInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readProduct(viewer, (await this.service.updateProduct(viewer, id, version, input)).id, asked);
  }

  @Query(() => [Category], { nullable: true })
  @Access('product.read')
  categories(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.allCategories(viewer, asked);
  }

  /** Null for a guest order, and where the customer lies out of reach. */
  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() order: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (order['customer'] as string | null | undefined) ?? null);
  }
}

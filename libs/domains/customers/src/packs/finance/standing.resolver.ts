import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { IsObject, IsOptional, IsString } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Money, type MoneyValue } from '@dossier/kernel/graphql';
import { FinanceStanding } from './standing.service';
import { CustomerFinance, ProductCheck } from './standing.views';

@ArgsType()
export class ProductCheckArgs {
  @Field(() => ID) @IsString() customerId!: string;
  @Field(() => ID) @IsString() productId!: string;
  @Field(() => Money, { nullable: true, description: 'What is to be invested' }) @IsOptional() @IsObject() amount?: MoneyValue | null;
}

@Resolver()
export class FinanceStandingResolver {
  constructor(private readonly service: FinanceStanding) {}

  @Query(() => CustomerFinance, { nullable: true })
  @Access('customer.read')
  customerFinance(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string): Promise<CustomerFinance> {
    return this.service.of(viewer, customerId);
  }

  @Query(() => ProductCheck, { nullable: true, description: 'By the same condition as `offerableTo` and `offerableProductId`' })
  @Access('finance.read')
  productCheck(@By() viewer: Viewer, @Args() { customerId, productId, amount }: ProductCheckArgs): Promise<ProductCheck> {
    return this.service.check(viewer, customerId, { productId, amount: amount ?? null });
  }
}

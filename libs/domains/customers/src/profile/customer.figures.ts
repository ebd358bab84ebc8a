import { Injectable } from '@nestjs/common';
import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access, By, planOf, type Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { sql, type ListSpec } from '@dossier/kernel/list';
import { isReal } from '../misuse/real';
import { Customer } from './customer.entity';
import { customerList } from './customer.list';
import { ofCustomers } from './customer.policy';

/** Counted so far; beyond it a figure says "at least". */
const MOST = 10_000;
const LATELY = 30;

/** How many customers: exact up to ten thousand, a lower bound beyond. */
@ObjectType()
@Access('customer.read')
export class CustomerCount {
  @Field(() => Int, { nullable: true }) count!: number;
  @Field(() => Boolean, { nullable: true }) isExact!: boolean;
}

/** What stands on the first page of everybody: how many customers there are within their reach. */
@ObjectType()
@Access('customer.read')
export class CustomerFigures {
  @Field(() => CustomerCount, { nullable: true, description: 'Those whom one is responsible for.' }) mine!: CustomerCount;
  @Field(() => CustomerCount, { nullable: true }) all!: CustomerCount;
  @Field(() => CustomerCount, { nullable: true, description: 'With an order within thirty days; null for whoever may not see when customers bought.' }) bought!: CustomerCount | null;
  @Field(() => CustomerCount, { nullable: true, description: 'New within thirty days.' }) fresh!: CustomerCount;
}

/** The list's own meanings, over those who are customers. No list offers it: it would tell which records are bait. */
const counted: ListSpec = { ...customerList, filter: { ...customerList.filter, real: sql<boolean>([], (_, { alias }) => isReal(`${alias}.id`)) } } as ListSpec;

@Injectable()
export class CustomerCounts {
  constructor(@InjectRecords(Customer) private readonly customers: Records<Customer>) {}

  async figures(viewer: Viewer): Promise<CustomerFigures> {
    const plan = planOf(viewer, ofCustomers);
    const seesOrders = ['lastOrderOn', 'summary'].every((field) => plan.knows(field));
    const of = (filter: Record<string, unknown>): Promise<CustomerCount> => this.count(viewer, filter);
    return {
      mine: viewer.ownerId === null ? { count: 0, isExact: true } : await of({ owner: { in: [viewer.ownerId] } }), all: await of({}),
      bought: seesOrders ? await of({ lastOrderOn: { last: LATELY } }) : null, fresh: await of({ createdAt: { last: LATELY } }),
    };
  }

  private async count(viewer: Viewer, filter: Record<string, unknown>): Promise<CustomerCount> {
    const count = await this.customers.countUpTo(viewer, { filter: { ...filter, real: true } }, counted, { word: 'customer.read', most: MOST + 1 });
    return { count: Math.min(count, MOST), isExact: count <= MOST };
  }
}

@Resolver(() => CustomerFigures)
export class CustomerFiguresResolver {
  constructor(private readonly counts: CustomerCounts) {}

  @Query(() => CustomerFigures, { nullable: true })
  @Access('customer.read')
  customerFigures(@By() viewer: Viewer): Promise<CustomerFigures> {
    return this.counts.figures(viewer);
  }
}

import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection, PageArgs, SortOrder, type Page } from '@dossier/kernel/list';
import { CustomerSort, LookKind } from '@dossier/vocabulary/enums';
import { sortByField } from '../fields/custom.sort';
import { RecordsThen } from '../facts/as-of/records-then';
import { Baits } from '../misuse/baits';
import { Looks } from '../misuse/looks';
import { Customer } from './customer.entity';
import { CustomerHistory } from './customer.history';
import { CustomerFilter, CustomerInput } from './customer.inputs';
import { CustomerService } from './customer.service';
import { Revision } from './revision.view';

const CustomerConnection = connection(Customer, 'customer.read');
const RevisionConnection = connection(Revision, 'customer.read');
const id = { name: 'id', type: () => ID } as const;

@ArgsType()
class CustomerArgs extends PageArgs {
  @Field(() => CustomerFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) filter?: CustomerFilter;
  @Field(() => CustomerSort, { nullable: true }) @IsOptional() @IsEnum(CustomerSort) sort?: CustomerSort;
  @Field(() => String, { nullable: true, description: 'Key of a custom field to sort by, instead of `sort`' }) @IsOptional() @IsString() @MaxLength(40) sortField?: string | null;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@ArgsType()
class HistoryArgs extends PageArgs {
  @Field(() => ID) @IsUUID() id!: string;
}

@Resolver(() => Customer)
export class CustomerResolver {
  constructor(
    private readonly service: CustomerService,
    private readonly history: CustomerHistory,
    private readonly past: RecordsThen,
    private readonly baits: Baits,
    private readonly looks: Looks,
  ) {}

  @Query(() => Customer, { nullable: true })
  @Access('customer.read')
  async customer(@By() viewer: Viewer, @Args(id) customerId: string, @Args('asOf', { type: () => DateTime, nullable: true }) asOf: Date | null, @Asked() asked: Selection): Promise<Raw | null> {
    const found = await (asOf ? this.past.customer(viewer, customerId, asOf, asked) : this.service.read(viewer, customerId, asked));
    await this.opened(viewer, customerId);
    return found;
  }

  /** Asked of what was found alone: a record out of reach says what it always says. */
  private async opened(viewer: Viewer, customerId: string): Promise<void> {
    await this.looks.require(viewer, LookKind.OPEN, customerId);
    await this.baits.touched(viewer, 'OPEN', [customerId]);
  }

  @Query(() => CustomerConnection, { nullable: true })
  @Access('customer.read')
  customers(@By() viewer: Viewer, @Args() args: CustomerArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, { ...args, sort: sortByField(args.sortField) ?? args.sort ?? null }, asked);
  }

  @Query(() => RevisionConnection, { nullable: true })
  @Access('customer.read')
  customerHistory(@By() viewer: Viewer, @Args() args: HistoryArgs): Promise<Page<Revision>> {
    return this.history.page(viewer, args.id, args);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.create')
  async createCustomer(@By() viewer: Viewer, @Args('input') input: CustomerInput, @Asked() asked: Selection): Promise<Raw> {
    const customer = await this.service.create(viewer, input);
    return this.service.read(viewer, customer.id, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async updateCustomer(
    @By() viewer: Viewer, @Args(id) customerId: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CustomerInput, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.update(viewer, customerId, version, input);
    return this.service.read(viewer, customerId, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.assign')
  async assignCustomer(@By() viewer: Viewer, @Args(id) customerId: string, @Args('ownerId', { type: () => ID }) ownerId: string, @Asked() asked: Selection): Promise<Raw | null> {
    await this.service.assign(viewer, customerId, ownerId);
    return this.service.readOrNothing(viewer, customerId, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.archive')
  async archiveCustomer(@By() viewer: Viewer, @Args(id) customerId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, customerId);
    return this.service.read(viewer, customerId, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.archive')
  async restoreCustomer(@By() viewer: Viewer, @Args(id) customerId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, customerId);
    return this.service.read(viewer, customerId, asked);
  }
}

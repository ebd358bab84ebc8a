import { Injectable } from '@nestjs/common';
import { Args, ArgsType, Field, ID, ObjectType, Parent, Query, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { Access, By, Params, type Viewer } from '@dossier/kernel/access';
import { Asked, Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PAGE_LIMIT, PageArgs, readCursor, writeCursor, type Page } from '@dossier/kernel/list';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { ReconciliationGroup, ReconciliationPart } from '@dossier/vocabulary/match-enums';
import { CustomerOf } from '../profile/customer.loader';
import { Customer } from '../profile/customer.entity';

registerEnumType(ReconciliationPart, { name: 'ReconciliationPart' });

/** One key of a channel behind a figure of the reconciliation: which record it came in for, and which one stands for it now. */
@Access('customer.steward')
@ObjectType()
export class ReconciliationRow {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'Number of the record for which the key came in' }) archiveNo!: string;
  @Field(() => Customer, { nullable: true, description: 'The record that stands now, within reach' }) customer?: Customer | null;
}

@ArgsType()
export class ReconciliationRowArgs extends PageArgs {
  @Field(() => ReconciliationGroup) @IsEnum(ReconciliationGroup) group!: ReconciliationGroup;
  @Field(() => ReconciliationPart) @IsEnum(ReconciliationPart) part!: ReconciliationPart;
  @Field(() => String, { nullable: true, description: 'The line, by its name; of records alone' }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => IdentityKind, { nullable: true, description: 'The line, by its kind; of identities alone' }) @IsOptional() @IsEnum(IdentityKind) identityKind?: IdentityKind | null;
}

interface Found extends Record<string, unknown> {
  id: string;
  archiveNo: string;
  stands: string;
}

const SORT = 'id';
const RECORD_PARTS: Readonly<Record<ReconciliationPart, string>> = {
  UNIFIED: 'x.merged_into_id is null and x.archived_at is null',
  DUPLICATES: 'x.merged_into_id is not null and s.archived_at is null',
  UNMATCHED: 's.archived_at is not null',
};
const KEY_PARTS: Readonly<Record<ReconciliationPart, string>> = { UNIFIED: 'x.root is not null and x.place = 1', DUPLICATES: 'x.root is not null and x.place > 1', UNMATCHED: 'x.root is null' };

/** The rows behind the figures of the reconciliation, judged as the figures are; of those the ones within the steward's reach. */
@Injectable()
export class ReconciliationRows {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
  ) {}

  async page(viewer: Viewer, { group, part, name = null, identityKind = null, first: asked, after }: ReconciliationRowArgs): Promise<Page<ReconciliationRow & { stands: string }>> {
    const first = Math.min(Math.max(1, asked ?? 50), PAGE_LIMIT);
    const params = Params.empty();
    const from = params.add(after ? readCursor(after, SORT).id : null, 'uuid');
    const reach = this.customers.reach(viewer)('s', params);
    const text = group === ReconciliationGroup.RECORDS ? records(params.add(name, 'text'), part) : keys(params.add(identityKind, 'text'), part);
    const rows = await this.database.query<Found>(`${text} and (${from} is null or x.id > ${from}) and ${reach} order by x.id limit ${first + 1}`, params.values(viewer));
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    return { nodes: shown, pageInfo: { hasNextPage: rows.length > first, endCursor: last ? writeCursor({ sort: SORT, value: null, id: last.id }) : null } };
  }
}

/** Records of one channel, or of one system where no channel is said. */
const records = (name: string, part: ReconciliationPart): string => `
  select x.id, x.archive_no as "archiveNo", s.id as stands from customer x join customer s on s.id = coalesce(x.merged_into_id, x.id)
  where ${RECORD_PARTS[part]} and not exists (select 1 from bait b where b.customer_id = x.id)
    and case when ${name} is null then x.source_id is null and x.external_source is null
      else x.source_id in (select h.id from channel h where h.name = ${name}) or x.source_id is null and x.external_source = ${name} end`;

/** Keys of one kind: the first of a record stands for it, the others are further keys of it. */
const keys = (kind: string, part: ReconciliationPart): string => `
  with borne as (
    select min(i.id::text)::uuid as id, min(c.id::text) filter (where c.archived_at is null) as root, min(coalesce(i.side_id, i.customer_id)::text)::uuid as came, coalesce(i.blind_index, i.blind_index_b) as key
    from customer_identity i join customer c on c.id = i.customer_id where i.kind = ${kind} and (i.archived_at is null or i.side_hidden) and not exists (select 1 from bait b where b.customer_id = c.id) group by 4
  ), b as (select *, row_number() over (partition by root order by key) as place from borne)
  select x.id, o.archive_no as "archiveNo", s.id as stands from b x join customer o on o.id = x.came join customer s on s.id = coalesce(x.root::uuid, o.merged_into_id, o.id) where ${KEY_PARTS[part]}`;

const ReconciliationRowConnection = connection(ReconciliationRow, 'customer.steward');

@Resolver(() => ReconciliationRow)
export class ReconciliationRowResolver {
  constructor(
    private readonly rows: ReconciliationRows,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => ReconciliationRowConnection, { nullable: true })
  @Access('customer.steward')
  reconciliationRows(@By() viewer: Viewer, @Args() args: ReconciliationRowArgs): Promise<Page<ReconciliationRow>> {
    return this.rows.page(viewer, args);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: ReconciliationRow & { stands: string }, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, row.stands);
  }
}

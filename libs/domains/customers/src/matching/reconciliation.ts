import { Injectable } from '@nestjs/common';
import { Field, Int, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { ReconciliationGroup } from '@dossier/vocabulary/match-enums';
import { isReal } from '../misuse/real';

registerEnumType(ReconciliationGroup, { name: 'ReconciliationGroup' });

/** How many customers one channel knows, and what they are here: customers = unified + duplicates + unmatched. */
@Access('customer.steward')
@ObjectType()
export class ReconciliationLine {
  @Field(() => ReconciliationGroup, { nullable: true }) group!: ReconciliationGroup;
  @Field(() => String, { nullable: true, description: 'Name of the channel, or of the system where no channel is said; null: neither' }) name!: string | null;
  @Field(() => IdentityKind, { nullable: true }) identityKind!: IdentityKind | null;
  @Field(() => Int, { nullable: true, description: 'Distinct keys that the channel has brought' }) customers!: number;
  @Field(() => Int, { nullable: true, description: 'Of those, standing records: each person once' }) unified!: number;
  @Field(() => Int, { nullable: true, description: 'Of those, further keys of a record that stands already' }) duplicates!: number;
  @Field(() => Int, { nullable: true, description: 'Of those, keys for which no record stands any more' }) unmatched!: number;
  @Field(() => Int, { nullable: true, description: 'Standing records for which a possible duplicate waits to be judged' }) waiting!: number;
}

/** A record came in by one channel, under one key; merged, it is a further key of the record that stands. */
const RECORDS = `
  select 'RECORDS' as "group", coalesce(h.name, c.external_source) as name, null as "identityKind", count(*)::int as customers,
    count(*) filter (where c.merged_into_id is null and c.archived_at is null)::int as unified,
    count(*) filter (where root.id is not null and root.archived_at is null)::int as duplicates,
    count(*) filter (where c.merged_into_id is null and c.archived_at is not null or root.archived_at is not null)::int as unmatched,
    count(*) filter (where c.merged_into_id is null and c.archived_at is null and w.id is not null)::int as waiting
  from customer c left join channel h on h.id = c.source_id left join customer root on root.id = c.merged_into_id
    left join (select customer_id as id from duplicate_candidate where state = 'OPEN' and archived_at is null union select other_id from duplicate_candidate where state = 'OPEN' and archived_at is null) w on w.id = c.id
  where ${isReal('c.id')} group by 2 order by 4 desc, 2`;

/** A key counts once, for the first live record that bears it; a record that bears several has one, and duplicates of it. */
const IDENTITIES = `
  with borne as (
    select i.kind, coalesce(i.blind_index, i.blind_index_b) as key, min(c.id::text) filter (where c.archived_at is null) as root
    from customer_identity i join customer c on c.id = i.customer_id where (i.archived_at is null or i.side_hidden) and ${isReal('c.id')} group by 1, 2
  ), waits as (
    select customer_id::text as id from duplicate_candidate where state = 'OPEN' and archived_at is null union select other_id::text from duplicate_candidate where state = 'OPEN' and archived_at is null
  )
  select 'IDENTITIES' as "group", null as name, b.kind as "identityKind", count(*)::int as customers, count(distinct b.root)::int as unified,
    (count(b.root) - count(distinct b.root))::int as duplicates, count(*) filter (where b.root is null)::int as unmatched, count(distinct w.id)::int as waiting
  from borne b left join waits w on w.id = b.root group by b.kind order by 4 desc, 3`;

/** Reconciles what the channels know with what stands on record. */
@Injectable()
export class Reconciliation {
  constructor(private readonly database: Database) {}

  async lines(): Promise<ReconciliationLine[]> {
    const [records, identities] = [await this.database.query<ReconciliationLine & Record<string, unknown>>(RECORDS), await this.database.query<ReconciliationLine & Record<string, unknown>>(IDENTITIES)];
    return [...records, ...identities];
  }
}

@Resolver(() => ReconciliationLine)
export class ReconciliationResolver {
  constructor(private readonly service: Reconciliation) {}

  @Query(() => [ReconciliationLine], { nullable: true })
  @Access('customer.steward')
  reconciliation(): Promise<ReconciliationLine[]> {
    return this.service.lines();
  }
}

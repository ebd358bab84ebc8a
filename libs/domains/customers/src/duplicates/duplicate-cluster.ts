import { Injectable } from '@nestjs/common';
import { Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, Params, type Viewer } from '@dossier/kernel/access';
import { Asked, Database, InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { Percent } from '@dossier/kernel/graphql';
import { CustomerOf } from '../profile/customer.loader';
import { Customer } from '../profile/customer.entity';
import { DuplicateCandidate } from './duplicate-candidate.entity';

/** So many records can be merged at once. */
const MOST = 10;

/** One record of a cluster, and how probable the likeliest of its pairs there is. */
@Access('customer.steward')
@ObjectType()
export class ClusterRecord {
  @Field(() => ID) id!: string;
  @Field(() => Customer, { nullable: true }) customer?: Customer | null;
  @Field(() => Percent, { nullable: true, description: 'Of the likeliest pair by which it belongs here' }) probability!: number | null;
}

/** Two records of a cluster of which somebody has said that they are different. */
@Access('customer.steward')
@ObjectType()
export class KeptApart {
  @Field(() => ID) oneId!: string;
  @Field(() => ID) otherId!: string;
}

/** The records that hang together by pairs that wait: they may all be one customer. */
@Access('customer.steward')
@ObjectType()
export class DuplicateCluster {
  @Field(() => [ClusterRecord], { nullable: true, description: 'Those within reach, the nearest to the pair first' }) records!: ClusterRecord[];
  @Field(() => Int, { nullable: true, description: 'Records out of reach' }) hiddenCount!: number;
  @Field(() => [KeptApart], { nullable: true }) apart!: KeptApart[];
}

/** Finds what hangs together with a pair. */
@Injectable()
export class DuplicateClusters {
  constructor(
    @InjectRecords(DuplicateCandidate) private readonly candidates: Records<DuplicateCandidate>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
  ) {}

  /** The cluster of one pair, no larger than can be merged at once. */
  async of(viewer: Viewer, candidateId: string): Promise<DuplicateCluster> {
    await this.candidates.read(viewer, candidateId, selectionFrom(['id']));
    const open = `d.state = 'OPEN' and d.archived_at is null`;
    const rows = await this.database.query<{ id: string; probability: number | null }>(
      `with recursive near (id) as (
          select x.id from duplicate_candidate d cross join lateral (values (d.customer_id), (d.other_id)) x(id) where d.id = $1
          union select case when d.customer_id = n.id then d.other_id else d.customer_id end from near n join duplicate_candidate d on (d.customer_id = n.id or d.other_id = n.id) and ${open}
        ), chosen as materialized (select id, row_number() over () as place from near limit ${MOST})
        select s.id, max(d.probability) as probability from chosen s left join duplicate_candidate d on ${open} and (d.customer_id = s.id and d.other_id in (select id from chosen) or d.other_id = s.id and d.customer_id in (select id from chosen))
          group by s.id, s.place order by s.place`, [candidateId]);
    const ids = rows.map(({ id }) => id);
    const params = Params.empty();
    const list = params.add(ids, 'uuid[]');
    const reached = new Set((await this.database.query<{ id: string }>(`select t.id from customer t where t.id = any(${list}) and ${this.customers.reach(viewer)('t', params)}`, params.values(viewer))).map(({ id }) => id));
    const apart = await this.database.query<KeptApart & Record<string, unknown>>(`select customer_id as "oneId", other_id as "otherId" from duplicate_candidate where state = 'DIFFERENT' and customer_id = any($1::uuid[]) and other_id = any($1::uuid[])`, [[...reached]]);
    return { records: rows.filter(({ id }) => reached.has(id)), hiddenCount: ids.length - reached.size, apart };
  }
}

/** The customers of a cluster, read in one statement within the steward's own reach. */
@Resolver(() => ClusterRecord)
export class ClusterRecordResolver {
  constructor(private readonly customerOf: CustomerOf) {}

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() record: ClusterRecord, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, record.id);
  }
}

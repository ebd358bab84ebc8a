import { Args, ArgsType, Field, Float, ID, Int, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, Database, type Raw, type Selection } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import { DateTime } from '@dossier/kernel/graphql';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { agreementWeight } from '@dossier/metrics';
import { ConflictResolution, ConflictState, MatchAgreement, MatchField } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { CustomerOf } from '../profile/customer.loader';
import { IdentityConflict } from './conflict.entity';
import { ConflictService } from './conflict.service';
import { MATCH_JOB } from './match.job';
import { Matching } from './matching';

const IdentityConflictConnection = connection(IdentityConflict, 'customer.steward');
const id = { name: 'id', type: () => ID } as const;

/** One outcome of comparing one field, and what it says. */
@Access('customer.steward')
@ObjectType()
export class FieldWeight {
  @Field(() => MatchField) field!: MatchField;
  @Field(() => MatchAgreement) agreement!: MatchAgreement;
  @Field(() => Float, { description: 'How often it is seen among the same people' }) m!: number;
  @Field(() => Float, { description: 'How often it is seen among different people' }) u!: number;
  @Field(() => Float, { description: 'In bits' }) weight!: number;
}

/** What waits to be compared, and by which weights. */
@Access('customer.steward')
@ObjectType()
export class MatchingState {
  @Field(() => Int, { nullable: true, description: 'Records that wait to be compared' }) due!: number | null;
  @Field(() => ID, { nullable: true, description: 'The job that compares now' }) jobId!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the weights were learned from the records; null: the shipped ones hold' }) learnedAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'From how many records' }) learnedFrom!: number | null;
  @Field(() => [FieldWeight], { nullable: true }) weights!: FieldWeight[];
}

@ArgsType()
class ConflictArgs extends PageArgs {
  @Field(() => ConflictState, { nullable: true }) @IsOptional() @IsEnum(ConflictState) state?: ConflictState;
}

const idIn = (row: Raw, field: string): string | null => (row[field] as string | null | undefined) ?? null;

@Resolver(() => IdentityConflict)
export class MatchingResolver {
  constructor(
    private readonly conflicts: ConflictService,
    private readonly matching: Matching,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => MatchingState, { nullable: true })
  @Access('customer.steward')
  matchingState(): Promise<MatchingState> {
    return this.state();
  }

  /** Compares every record with every other that shares something with it, by weights learned from the records first. */
  @Mutation(() => MatchingState, { nullable: true })
  @Access('customer.steward')
  async matchCustomers(): Promise<MatchingState> {
    if ((await this.running()) === null) await this.jobs.start(MATCH_JOB, { all: true });
    return this.state();
  }

  @Query(() => IdentityConflictConnection, { nullable: true })
  @Access('customer.steward')
  identityConflicts(@By() viewer: Viewer, @Args() { state, ...args }: ConflictArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.conflicts.page(viewer, { ...args, filter: state ? { state } : null }, asked);
  }

  @Mutation(() => IdentityConflict, { nullable: true })
  @Access('customer.steward')
  async resolveConflict(
    @By() viewer: Viewer, @Args(id) conflictId: string, @Args('resolution', { type: () => ConflictResolution }) resolution: ConflictResolution, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.conflicts.resolve(viewer, conflictId, resolution);
    return this.conflicts.read(viewer, conflictId, asked);
  }

  @Mutation(() => IdentityConflict, { nullable: true })
  @Access('customer.steward')
  async reopenConflict(@By() viewer: Viewer, @Args(id) conflictId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.conflicts.reopen(viewer, conflictId);
    return this.conflicts.read(viewer, conflictId, asked);
  }

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, idIn(row, 'customer'));
  }

  @ResolveField(() => Customer, { nullable: true })
  other(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, idIn(row, 'other'));
  }

  private async running(): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }>(`select id from job where name = $1 and state in ('QUEUED','RUNNING') order by created_at desc limit 1`, [MATCH_JOB]);
    return row?.id ?? null;
  }

  private async state(): Promise<MatchingState> {
    const [row] = await this.database.query<{ due: number; made_at: Date | null; records: number | null }>(
      `select (select count(*)::int from match_due) as due, m.made_at, m.records from (select 1) one left join match_model m on true`);
    const { linkage } = await this.matching.model();
    const weights = Object.entries(linkage).flatMap(([field, odds]) => Object.entries(odds).map(([agreement, { m, u }]) => ({
      field: field as MatchField, agreement: agreement as MatchAgreement, m, u, weight: Math.round(agreementWeight(odds, agreement) * 10) / 10,
    })));
    return { due: row?.due ?? 0, jobId: await this.running(), learnedAt: row?.made_at ?? null, learnedFrom: row?.records ?? null, weights };
  }
}

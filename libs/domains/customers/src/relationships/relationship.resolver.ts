import { Args, ArgsType, Field, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { RelationKind } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { CustomerOf } from '../profile/customer.loader';
import { RelationGraphs } from './relation-graph';
import { Relationship } from './relationship.entity';
import { Referrals, RelationGraph, RelationNode, RelationshipChange, RelationshipInput } from './relationship.inputs';
import { RelationshipService } from './relationship.service';

const RelationshipConnection = connection(Relationship, 'relationship.read');
const id = { name: 'id', type: () => ID } as const;
const customerId = { name: 'customerId', type: () => ID } as const;

@ArgsType()
class RelationshipArgs extends PageArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
  @Field(() => RelationKind, { nullable: true, description: 'Of this kind alone' }) @IsOptional() @IsEnum(RelationKind) kind?: RelationKind | null;
}

@Resolver(() => Relationship)
export class RelationshipResolver {
  constructor(
    private readonly service: RelationshipService,
    private readonly graphs: RelationGraphs,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => RelationshipConnection, { nullable: true })
  @Access('relationship.read')
  relationships(@By() viewer: Viewer, @Args() { customerId: of, kind, ...args }: RelationshipArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, { ...args, filter: { of, ...(kind && { kind }) } }, asked);
  }

  @Query(() => RelationGraph, { nullable: true })
  @Access('relationship.read')
  relationGraph(@By() viewer: Viewer, @Args(customerId) of: string): Promise<RelationGraph> {
    return this.graphs.graph(viewer, of);
  }

  @Query(() => Referrals, { nullable: true })
  @Access('relationship.read')
  referrals(@By() viewer: Viewer, @Args(customerId) of: string): Promise<Referrals> {
    return this.graphs.referrals(viewer, of);
  }

  @Mutation(() => Relationship, { nullable: true })
  @Access('relationship.write')
  async addRelationship(@By() viewer: Viewer, @Args('input') input: RelationshipInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.create(viewer, input);
    return this.service.read(viewer, made.id, asked);
  }

  @Mutation(() => Relationship, { nullable: true })
  @Access('relationship.write')
  async updateRelationship(
    @By() viewer: Viewer, @Args(id) relationshipId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: RelationshipChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.update(viewer, relationshipId, version, input);
    return this.service.read(viewer, relationshipId, asked);
  }

  @Mutation(() => Relationship, { nullable: true })
  @Access('relationship.write')
  async archiveRelationship(@By() viewer: Viewer, @Args(id) relationshipId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, relationshipId);
    return this.service.read(viewer, relationshipId, asked);
  }

  @Mutation(() => Relationship, { nullable: true })
  @Access('relationship.write')
  async restoreRelationship(@By() viewer: Viewer, @Args(id) relationshipId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, relationshipId);
    return this.service.read(viewer, relationshipId, asked);
  }

  @ResolveField(() => Customer, { nullable: true })
  from(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (row['from'] as string | null) ?? null);
  }

  @ResolveField(() => Customer, { nullable: true })
  to(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (row['to'] as string | null) ?? null);
  }
}

/** The customers of a graph, read in one statement within the reader's own reach. */
@Resolver(() => RelationNode)
export class RelationNodeResolver {
  constructor(private readonly customerOf: CustomerOf) {}

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() node: RelationNode, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, node.id);
  }
}

import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { CustomerNeed } from './need.entity';
import { NeedArgs, NeedInput } from './need.inputs';
import { NeedService } from './need.service';

const NeedConnection = connection(CustomerNeed, 'need.read');
const id = { name: 'id', type: () => ID } as const;

@Resolver(() => CustomerNeed)
export class NeedResolver {
  constructor(private readonly service: NeedService) {}

  @Query(() => NeedConnection, { nullable: true })
  @Access('need.read')
  customerNeeds(@By() viewer: Viewer, @Args() args: NeedArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => CustomerNeed, { nullable: true })
  @Access('need.write')
  async addNeed(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string, @Args('input') input: NeedInput, @Asked() asked: Selection): Promise<Raw | null> {
    const need = await this.service.add(viewer, customerId, input);
    return viewer.may('need.read') ? this.service.read(viewer, need.id, asked) : null;
  }

  @Mutation(() => CustomerNeed, { nullable: true })
  @Access('need.write')
  async updateNeed(@By() viewer: Viewer, @Args(id) one: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: NeedInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, version, input);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => CustomerNeed, { nullable: true })
  @Access('need.write')
  async archiveNeed(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => CustomerNeed, { nullable: true })
  @Access('need.write')
  async restoreNeed(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }
}

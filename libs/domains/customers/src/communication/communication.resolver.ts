import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { Customer } from '../profile/customer.entity';
import { CustomerOf } from '../profile/customer.loader';
import { Communication } from './communication.entity';
import { CommunicationFiles } from './communication.files';
import { CommunicationArgs, CommunicationInput } from './communication.inputs';
import { CommunicationService } from './communication.service';

const CommunicationConnection = connection(Communication, 'communication.read');
const id = { name: 'id', type: () => ID } as const;
const version = { name: 'version', type: () => Int } as const;

@Resolver(() => Communication)
export class CommunicationResolver {
  constructor(
    private readonly service: CommunicationService,
    private readonly files: CommunicationFiles,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => Communication, { nullable: true })
  @Access('communication.read')
  communication(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, one, asked);
  }

  @Query(() => CommunicationConnection, { nullable: true })
  @Access('communication.read')
  communications(@By() viewer: Viewer, @Args() args: CommunicationArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async recordCommunication(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string, @Args('input') input: CommunicationInput, @Asked() asked: Selection): Promise<Raw | null> {
    const made = await this.service.record(viewer, customerId, input);
    return viewer.may('communication.read') ? this.service.read(viewer, made.id, asked) : null;
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async updateCommunication(@By() viewer: Viewer, @Args(id) one: string, @Args(version) seen: number, @Args('input') input: CommunicationInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, seen, input);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async finishNextStep(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.finishStep(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async reopenNextStep(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.reopenStep(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async archiveCommunication(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async restoreCommunication(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  /** A private note in clear: one recorded act. */
  @Mutation(() => String, { nullable: true })
  @Access('communication.write')
  openNote(@By() viewer: Viewer, @Args(id) one: string): Promise<string | null> {
    return this.service.openNote(viewer, one);
  }

  @Mutation(() => Boolean, { nullable: true })
  @Access('communication.write')
  async removeAttachment(@By() viewer: Viewer, @Args(id) one: string): Promise<boolean> {
    await this.files.remove(viewer, one);
    return true;
  }

  /** Null where the customer lies out of reach. */
  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (row['customer'] as string | null | undefined) ?? null);
  }
}

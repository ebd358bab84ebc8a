import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Json } from '@dossier/kernel/graphql';
import { connection, type Page } from '@dossier/kernel/list';
import { Lead } from '../lead/lead.entity';
import { NurtureEnrolment, NurtureTrack, type Signal } from './nurture.entities';
import { NurtureEnrolmentArgs, NurtureTrackInput } from './nurture.inputs';
import { NurtureService } from './nurture.service';

const id = { name: 'id', type: () => ID } as const;
const version = { name: 'version', type: () => Int } as const;
const EnrolmentConnection = connection(NurtureEnrolment, 'lead.read');

@Resolver(() => NurtureTrack)
export class NurtureTrackResolver {
  constructor(private readonly service: NurtureService) {}

  @Query(() => [NurtureTrack], { nullable: true })
  @Access('lead.read')
  nurtureTracks(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => NurtureTrack, { nullable: true })
  @Access('nurture.manage')
  async createNurtureTrack(@By() viewer: Viewer, @Args('input') input: NurtureTrackInput, @Asked() asked: Selection): Promise<Raw> {
    const { id: made } = await this.service.create(viewer, input);
    return this.service.read(viewer, made, asked);
  }

  @Mutation(() => NurtureTrack, { nullable: true })
  @Access('nurture.manage')
  async updateNurtureTrack(@By() viewer: Viewer, @Args(id) one: string, @Args(version) seen: number, @Args('input') input: NurtureTrackInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, seen, input);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => NurtureTrack, { nullable: true })
  @Access('nurture.manage')
  async archiveNurtureTrack(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => NurtureTrack, { nullable: true })
  @Access('nurture.manage')
  async restoreNurtureTrack(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }
}

@Resolver(() => NurtureEnrolment)
export class NurtureEnrolmentResolver {
  constructor(private readonly service: NurtureService) {}

  @Query(() => EnrolmentConnection, { nullable: true })
  @Access('lead.read')
  nurtureEnrolments(@By() viewer: Viewer, @Args() args: NurtureEnrolmentArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => NurtureEnrolment, { nullable: true })
  @Access('lead.update')
  async stopNurture(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.stop(viewer, one);
    return this.service.readEnrolment(viewer, one, asked);
  }

  @ResolveField(() => Lead, { nullable: true })
  lead(@By() viewer: Viewer, @Parent() row: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.service.leadOf(viewer, asked, String(row['lead']));
  }

  /** What happened last before the hand-over, as far as the viewer may see such things. */
  @ResolveField(() => Json, { nullable: true })
  @Access('lead.read')
  signals(@By() viewer: Viewer, @Parent() row: Raw): Signal[] | null {
    const words = { TOUCH: 'lead.read', COMMUNICATION: 'communication.read', EVENT: 'event.read' } as const;
    return (row['signals'] as Signal[] | null | undefined)?.filter(({ kind }) => viewer.may(words[kind])) ?? null;
  }
}

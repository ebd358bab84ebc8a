import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { MailInbox, MailInboxConnection } from './mail-inbox.entity';
import { MailInboxCheck, MailInboxInput } from './mail-inbox.inputs';
import { MailInboxService } from './mail-inbox.service';

const byId = { type: () => ID } as const;

@Resolver(() => MailInbox)
export class MailInboxResolver {
  constructor(private readonly service: MailInboxService) {}

  @Query(() => MailInboxConnection, { nullable: true })
  @Access('inbox.manage')
  mailInboxes(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => MailInbox, { nullable: true })
  @Access('inbox.manage')
  mailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage', { stepUp: true })
  async createMailInbox(@By() viewer: Viewer, @Args('input') input: MailInboxInput, @Asked() asked: Selection): Promise<Raw> {
    const { id } = await this.service.create(viewer, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage', { stepUp: true })
  async updateMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: MailInboxInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage')
  async pauseMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.pause(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage')
  async resumeMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.resume(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage')
  async archiveMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInbox, { nullable: true })
  @Access('inbox.manage')
  async restoreMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => MailInboxCheck, { nullable: true, description: 'Signs in and opens the folder, and reads nothing.' })
  @Access('inbox.manage')
  checkMailInbox(@By() viewer: Viewer, @Args('id', byId) id: string): Promise<MailInboxCheck> {
    return this.service.check(viewer, id);
  }
}

import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { EventMonthsInput } from '../interests/topic.entity';
import { EventRetention, EventSite, EventSiteConnection, EventSiteDay, EventSiteInput } from './site.entity';
import { SiteService } from './site.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => EventSite)
export class SiteResolver {
  constructor(private readonly service: SiteService) {}

  @Query(() => EventSiteConnection, { nullable: true })
  @Access('site.manage')
  eventSites(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => EventSite, { nullable: true })
  @Access('site.manage')
  eventSite(@By() viewer: Viewer, @Args(id) siteId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, siteId, asked);
  }

  /** Asked for on the page of one site. */
  @ResolveField(() => [EventSiteDay], { nullable: true })
  days(@Parent() site: Raw): Promise<EventSiteDay[]> {
    return this.service.days(String(site['id']));
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async createEventSite(@By() viewer: Viewer, @Args('input') input: EventSiteInput, @Asked() asked: Selection): Promise<Raw> {
    const site = await this.service.create(viewer, input);
    return this.service.read(viewer, site.id, asked);
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async updateEventSite(@By() viewer: Viewer, @Args(id) siteId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: EventSiteInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, siteId, version, input);
    return this.service.read(viewer, siteId, asked);
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async pauseEventSite(@By() viewer: Viewer, @Args(id) siteId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.pause(viewer, siteId);
    return this.service.read(viewer, siteId, asked);
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async resumeEventSite(@By() viewer: Viewer, @Args(id) siteId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.resume(viewer, siteId);
    return this.service.read(viewer, siteId, asked);
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async archiveEventSite(@By() viewer: Viewer, @Args(id) siteId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, siteId);
    return this.service.read(viewer, siteId, asked);
  }

  @Mutation(() => EventSite, { nullable: true })
  @Access('site.manage')
  async sendTestEvent(@By() viewer: Viewer, @Args(id) siteId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.test(viewer, siteId);
    return this.service.read(viewer, siteId, asked);
  }

  @Query(() => EventRetention, { nullable: true })
  @Access('site.manage')
  eventRetention(): Promise<EventRetention> {
    return this.service.retention();
  }

  @Mutation(() => EventRetention, { nullable: true })
  @Access('site.manage')
  setEventRetention(@Args('input') { months }: EventMonthsInput): Promise<EventRetention> {
    return this.service.keep(months);
  }
}

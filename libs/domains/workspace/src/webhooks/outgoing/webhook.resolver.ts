import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { PageArgs, type Page } from '@dossier/kernel/list';
import { DeliveryService } from './delivery.service';
import { Webhook, WebhookConnection } from './webhook.entity';
import { WebhookDelivery, WebhookDeliveryConnection } from './webhook-delivery.entity';
import { NewWebhook, WebhookDeliveryArgs, WebhookInput } from './webhook.inputs';
import { WebhookService } from './webhook.service';

const byId = { type: () => ID } as const;

@Resolver(() => Webhook)
export class WebhookResolver {
  constructor(
    private readonly service: WebhookService,
    private readonly deliveries: DeliveryService,
  ) {}

  @Query(() => WebhookConnection, { nullable: true })
  @Access('webhook.manage')
  webhooks(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => Webhook, { nullable: true })
  @Access('webhook.manage')
  webhook(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Query(() => WebhookDeliveryConnection, { nullable: true })
  @Access('webhook.manage')
  webhookDeliveries(@By() viewer: Viewer, @Args() args: WebhookDeliveryArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.deliveries.page(viewer, args, asked);
  }

  @Mutation(() => NewWebhook, { nullable: true })
  @Access('webhook.manage', { stepUp: true })
  async createWebhook(@By() viewer: Viewer, @Args('input') input: WebhookInput, @Asked() asked: Selection): Promise<NewWebhook> {
    const { id, secret } = await this.service.create(viewer, input);
    return { webhook: await this.service.read(viewer, id, asked.below('webhook')), secret };
  }

  @Mutation(() => Webhook, { nullable: true })
  @Access('webhook.manage', { stepUp: true })
  async updateWebhook(
    @By() viewer: Viewer, @Args('id', byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: WebhookInput, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Webhook, { nullable: true })
  @Access('webhook.manage')
  async pauseWebhook(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.pause(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Webhook, { nullable: true })
  @Access('webhook.manage')
  async resumeWebhook(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.resume(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => Webhook, { nullable: true })
  @Access('webhook.manage')
  async archiveWebhook(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => NewWebhook, { nullable: true })
  @Access('webhook.manage', { stepUp: true })
  async rotateWebhookSecret(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<NewWebhook> {
    const { secret } = await this.service.rotate(viewer, id);
    return { webhook: await this.service.read(viewer, id, asked.below('webhook')), secret };
  }

  @Mutation(() => WebhookDelivery, { nullable: true })
  @Access('webhook.manage')
  async testWebhook(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    const delivery = await this.deliveries.test(viewer, id);
    return this.deliveries.read(viewer, delivery, asked);
  }

  @Mutation(() => WebhookDelivery, { nullable: true })
  @Access('webhook.manage')
  async replayDelivery(@By() viewer: Viewer, @Args('id', byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.deliveries.replay(viewer, id);
    return this.deliveries.read(viewer, id, asked);
  }

  @Mutation(() => Int, { nullable: true, description: 'How many dead letters go out again.' })
  @Access('webhook.manage')
  replayDeliveries(@By() viewer: Viewer, @Args('webhookId', byId) webhookId: string): Promise<number> {
    return this.deliveries.replayAll(viewer, webhookId);
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page, PageArgs } from '@dossier/kernel/list';
import { Outgoing } from '@dossier/kernel/net';
import { WebhookState } from '@dossier/vocabulary/webhook-enums';
import { Secrets } from '../secrets';
import { WebhookOwner } from '../webhook-owner';
import { Webhook } from './webhook.entity';
import { webhookList, type WebhookInput } from './webhook.inputs';

const MOST_WEBHOOKS = 50;

/** A webhook just made or turned, with the secret that is shown this once. */
export interface Shown {
  id: string;
  secret: string;
}

/** Webhooks: where events go, and in whose reach. */
@Injectable()
export class WebhookService {
  constructor(
    @InjectRecords(Webhook) private readonly webhooks: Records<Webhook>,
    private readonly outgoing: Outgoing,
    private readonly secrets: Secrets,
    private readonly owners: WebhookOwner,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.webhooks.page(viewer, args, webhookList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.webhooks.read(viewer, id, asked);
  }

  /** Makes a webhook in one's own name, or in that of an API client. Its address is judged now and at every call. */
  async create(viewer: Viewer, input: WebhookInput): Promise<Shown> {
    const ownerId = await this.owners.chosen(viewer, input.ownerId);
    await this.owners.requireRoom('webhook', MOST_WEBHOOKS);
    const url = await this.outgoing.checked(input.url);
    const { id } = await this.webhooks.add(viewer, { id: newId(), ownerId, name: input.name.trim(), url, events: input.events, state: WebhookState.ACTIVE });
    return { id, secret: await this.secrets.make(id) };
  }

  /** Changes name, events and address. Only its owner turns it to another address. */
  async update(viewer: Viewer, id: string, version: number, input: WebhookInput): Promise<Webhook> {
    const webhook = await this.webhooks.get(viewer, id, 'UPDATE');
    await this.owners.requireDirecting(viewer, webhook.ownerId);
    const url = await this.outgoing.checked(input.url);
    if (url !== webhook.url) await this.fresh(id);
    return this.webhooks.save(viewer, webhook, { name: input.name.trim(), url, events: input.events }, 'UPDATE', { base: version });
  }

  /** Nothing more is delivered; what waits stays, what happens meanwhile is not kept for it. */
  async pause(viewer: Viewer, id: string): Promise<void> {
    const webhook = await this.webhooks.get(viewer, id, 'PAUSE');
    await this.webhooks.save(viewer, webhook, { state: WebhookState.PAUSED }, 'PAUSE');
  }

  /** Goes on at once with what waited. */
  async resume(viewer: Viewer, id: string): Promise<void> {
    const webhook = await this.webhooks.get(viewer, id, 'RESUME');
    await this.webhooks.save(viewer, webhook, { state: WebhookState.ACTIVE }, 'RESUME');
    await this.fresh(id);
  }

  /** Ends a webhook; what waited for it is dropped. */
  async archive(viewer: Viewer, id: string): Promise<void> {
    const webhook = await this.webhooks.get(viewer, id, 'ARCHIVE');
    await this.webhooks.archive(viewer, webhook);
    await currentWork().query(`delete from webhook_delivery where webhook_id = $1 and state = 'WAITING'`, [id]);
    await currentWork().query('delete from webhook_secret where of_id = $1', [id]);
  }

  /** A new secret; deliveries bear both signatures for a day. */
  async rotate(viewer: Viewer, id: string): Promise<Shown> {
    const webhook = await this.webhooks.get(viewer, id, 'ROTATE');
    await this.owners.requireDirecting(viewer, webhook.ownerId);
    return { id, secret: await this.secrets.rotate(id) };
  }

  /** The address counts as untried again. */
  private async fresh(id: string): Promise<void> {
    await currentWork().query('update webhook_health set failures = 0, failing_since = null, rest_until = null where webhook_id = $1', [id]);
    await currentWork().query(`select pg_notify('dossier', '["webhook",""]')`);
  }
}

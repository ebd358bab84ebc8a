import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { Signals } from '@dossier/kernel/events';
import { Webhook } from './webhook.entity';
import { WebhookDelivery } from './webhook-delivery.entity';
import { webhookDeliveryList, type WebhookDeliveryArgs } from './webhook.inputs';

/** Where a delivery stands when it is to go out once more: as if it had never been tried, under the same id. */
const AGAIN = `state = 'WAITING', attempts = 0, first_at = null, next_at = '-infinity', fault = null, status = null, latency_ms = null`;

/** What was delivered, and delivering it again. */
@Injectable()
export class DeliveryService {
  constructor(
    @InjectRecords(WebhookDelivery) private readonly deliveries: Records<WebhookDelivery>,
    @InjectRecords(Webhook) private readonly webhooks: Records<Webhook>,
    private readonly signals: Signals,
  ) {}

  page(viewer: Viewer, args: WebhookDeliveryArgs, asked: Selection): Promise<Page<Raw>> {
    return this.deliveries.page(viewer, args, webhookDeliveryList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.deliveries.read(viewer, id, asked);
  }

  /** One delivery goes out again, with the id and the signature it had. */
  async replay(viewer: Viewer, id: string): Promise<void> {
    const delivery = await this.deliveries.get(viewer, id, 'REPLAY');
    await this.webhooks.get(viewer, delivery.webhookId, 'REPLAY');
    await currentWork().query(`update webhook_delivery set ${AGAIN} where id = $1 and (lease_until is null or lease_until < now())`, [id]);
    await this.wake(delivery.webhookId);
  }

  /** Every dead letter of a webhook goes out again; gives their number. */
  async replayAll(viewer: Viewer, webhookId: string): Promise<number> {
    await this.webhooks.get(viewer, webhookId, 'REPLAY');
    const rows = await currentWork().query(`update webhook_delivery set ${AGAIN} where webhook_id = $1 and state = 'DEAD' returning id`, [webhookId]);
    await this.wake(webhookId);
    return rows.length;
  }

  /** Sends an event that says nothing, to see whether the address answers; gives the delivery. */
  async test(viewer: Viewer, webhookId: string): Promise<string> {
    await this.webhooks.get(viewer, webhookId, 'TEST');
    const [event] = await currentWork().query<{ id: string }>(`insert into webhook_event (type, only_for) values ('WEBHOOK_TEST', $1) returning id`, [webhookId]);
    // Nothing of it is out of anybody's reach, so it may be shown before it has left.
    const [made] = await currentWork().query<{ id: string }>(`update webhook_delivery set body = '' where event_id = $1 and webhook_id = $2 returning id`, [event!.id, webhookId]);
    await this.wake(webhookId);
    return made!.id;
  }

  /** Whoever rests is tried at once. */
  private async wake(webhookId: string): Promise<void> {
    await currentWork().query('update webhook_health set rest_until = null where webhook_id = $1', [webhookId]);
    await this.signals.send('webhook');
  }
}

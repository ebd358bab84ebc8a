import { Module } from '@nestjs/common';
import { provideRecords } from '@dossier/kernel/data';
import { SealedText } from '../files/sealed-text';
import { IncomingController } from './incoming/incoming.controller';
import { incomingDeliveryPolicy, incomingSourcePolicy } from './incoming/incoming.entity';
import { IncomingHandlers } from './incoming/incoming.handlers';
import { IncomingJob } from './incoming/incoming.job';
import { IncomingReceiver } from './incoming/incoming.receiver';
import { IncomingResolver } from './incoming/incoming.resolver';
import { IncomingService } from './incoming/incoming.service';
import { IncomingThrottle } from './incoming/incoming.throttle';
import { DeliveryService } from './outgoing/delivery.service';
import { EventBody } from './outgoing/event-body';
import { webhookDeliveryPolicy } from './outgoing/webhook-delivery.entity';
import { webhookPolicy } from './outgoing/webhook.entity';
import { WebhookPump } from './outgoing/webhook.pump';
import { WebhookResolver } from './outgoing/webhook.resolver';
import { WebhookService } from './outgoing/webhook.service';
import { SecretRotation } from './secret-rotation';
import { Secrets } from './secrets';
import { WebhookOwner } from './webhook-owner';

const records = [webhookPolicy, webhookDeliveryPolicy, incomingSourcePolicy, incomingDeliveryPolicy];
const outgoing = [WebhookService, DeliveryService, EventBody, WebhookPump, WebhookResolver];
const incoming = [IncomingHandlers, IncomingThrottle, IncomingReceiver, IncomingJob, IncomingService, IncomingResolver];

/** Events that leave the house, and events that come in. */
@Module({
  controllers: [IncomingController],
  providers: [...records.map((policy) => provideRecords(policy as never)), SealedText, Secrets, SecretRotation, WebhookOwner, ...outgoing, ...incoming],
  exports: [IncomingHandlers],
})
export class WebhooksModule {}

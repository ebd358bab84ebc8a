import { Injectable } from '@nestjs/common';
import { currentWork, Database, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { SealedText } from '../../files/sealed-text';
import { Secrets } from '../secrets';
import { isSigned, newSecret, TOLERANCE_SECONDS } from '../signature';
import { WebhookOwner } from '../webhook-owner';
import { IncomingThrottle } from './incoming.throttle';

/** A delivery as it came over the line. */
export interface Arrived {
  sourceId: string;
  id: string;
  timestamp: string;
  signature: string;
  body: Buffer;
  ip: string | null;
  requestId: string;
}

interface Known {
  id: string;
  owner_id: string;
}

const MOST_ID = 200;
/** Compared against where a source is not known, so that guessing ids takes the same time. */
const nobodys = newSecret();

export const payloadPlace = (rowId: string) => ({ table: 'incoming_delivery', column: 'payload', rowId });

/** Takes events in: verified before anything reads them, kept once whatever the number of deliveries, processed by a job. */
@Injectable()
export class IncomingReceiver {
  /** Deliveries of one event that arrive together are one. */
  private readonly taking = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly sealed: SealedText,
    private readonly owners: WebhookOwner,
    private readonly throttle: IncomingThrottle,
  ) {}

  /** Verifies a delivery and keeps it. An event that was taken before is answered as the first time. */
  async receive(arrived: Arrived): Promise<void> {
    const source = await this.verified(arrived);
    if (!source) {
      await this.throttle.failed(arrived.ip);
      throw new DomainError('SIGNATURE_INVALID');
    }
    await this.throttle.accepted(source.id);
    if (await this.isKnown(source.id, arrived.id)) return;
    const key = `${source.id}:${arrived.id}`;
    let taking = this.taking.get(key);
    if (!taking) this.taking.set(key, (taking = this.take(source, arrived).finally(() => this.taking.delete(key))));
    await taking;
  }

  private async verified({ sourceId, id, timestamp, signature, body }: Arrived): Promise<Known | null> {
    const rows = isId(sourceId) ? await this.database.query<Known & Record<string, unknown>>(`select id, owner_id from incoming_source where id = $1 and state = 'ACTIVE' and archived_at is null`, [sourceId]) : [];
    const source = rows[0] ?? null;
    const secrets = source ? await this.secrets.of(source.id) : [nobodys];
    const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : 0;
    const signed = isSigned(secrets, signature, { id, timestamp: seconds, body });
    const isFresh = Math.abs(this.clock.now().getTime() / 1000 - seconds) <= TOLERANCE_SECONDS;
    return signed && isFresh && id.length > 0 && id.length <= MOST_ID ? source : null;
  }

  private async take(source: Known, arrived: Arrived): Promise<void> {
    const viewer = await this.owners.viewer(source.owner_id, arrived.requestId);
    if (!viewer) throw new DomainError('SIGNATURE_INVALID');
    if (await this.isKnown(source.id, arrived.id)) return;
    await this.database.work(viewer, 'receiveWebhook', () => this.keep(source, arrived));
  }

  private async keep(source: Known, arrived: Arrived): Promise<void> {
    const id = newId();
    const work = currentWork();
    work.note.objectType = 'IncomingSource';
    work.note.objectId = source.id;
    const payload = this.sealed.seal(payloadPlace(id), arrived.body.toString('utf8'));
    const kept = await work.query('insert into incoming_delivery (id, source_id, provider_id, payload) values ($1, $2, $3, $4) on conflict (source_id, provider_id) do nothing returning id', [id, source.id, arrived.id, payload]);
    if (kept.length > 0) await this.jobs.startOwn('workspace.incoming', { deliveryId: id });
  }

  private async isKnown(sourceId: string, providerId: string): Promise<boolean> {
    return (await this.database.query('select 1 from incoming_delivery where source_id = $1 and provider_id = $2', [sourceId, providerId])).length > 0;
  }
}

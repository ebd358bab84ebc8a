import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { Page, PageArgs } from '@dossier/kernel/list';
import { WebhookState } from '@dossier/vocabulary/webhook-enums';
import { Secrets } from '../secrets';
import { WebhookOwner } from '../webhook-owner';
import { IncomingDelivery, IncomingSource } from './incoming.entity';
import { incomingDeliveryList, incomingSourceList, type IncomingDeliveryArgs, type IncomingSourceInput } from './incoming.inputs';

const MOST_SOURCES = 50;

/** Sources: who may send events in, and with whose rights they take effect. */
@Injectable()
export class IncomingService {
  constructor(
    @InjectRecords(IncomingSource) private readonly sources: Records<IncomingSource>,
    @InjectRecords(IncomingDelivery) private readonly deliveries: Records<IncomingDelivery>,
    private readonly secrets: Secrets,
    private readonly owners: WebhookOwner,
    private readonly jobs: Jobs,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.sources.page(viewer, args, incomingSourceList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.sources.read(viewer, id, asked);
  }

  pageOfDeliveries(viewer: Viewer, args: IncomingDeliveryArgs, asked: Selection): Promise<Page<Raw>> {
    return this.deliveries.page(viewer, args, incomingDeliveryList, asked);
  }

  readDelivery(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.deliveries.read(viewer, id, asked);
  }

  /** Makes a source whose events take effect with one's own rights, or those of an API client. */
  async create(viewer: Viewer, input: IncomingSourceInput): Promise<{ id: string; secret: string }> {
    const ownerId = await this.owners.chosen(viewer, input.ownerId);
    await this.owners.requireRoom('incoming_source', MOST_SOURCES);
    const { id } = await this.sources.add(viewer, { id: newId(), ownerId, name: input.name.trim(), kind: input.kind, state: WebhookState.ACTIVE });
    return { id, secret: await this.secrets.make(id) };
  }

  async rename(viewer: Viewer, id: string, version: number, name: string): Promise<void> {
    const source = await this.sources.get(viewer, id, 'UPDATE');
    if (name.trim() === '' || name.length > 80) throw new DomainError('INVALID_INPUT', { field: 'name', reason: '1..80' });
    await this.sources.save(viewer, source, { name: name.trim() }, 'UPDATE', { base: version });
  }

  /** Refuses its events until it is resumed; their sender keeps them. */
  async pause(viewer: Viewer, id: string): Promise<void> {
    const source = await this.sources.get(viewer, id, 'PAUSE');
    await this.sources.save(viewer, source, { state: WebhookState.PAUSED }, 'PAUSE');
  }

  async resume(viewer: Viewer, id: string): Promise<void> {
    const source = await this.sources.get(viewer, id, 'RESUME');
    await this.sources.save(viewer, source, { state: WebhookState.ACTIVE }, 'RESUME');
  }

  async archive(viewer: Viewer, id: string): Promise<void> {
    const source = await this.sources.get(viewer, id, 'ARCHIVE');
    await this.sources.archive(viewer, source);
    await currentWork().query('delete from webhook_secret where of_id = $1', [id]);
  }

  /** A new secret; the one before still verifies for a day. */
  async rotate(viewer: Viewer, id: string): Promise<string> {
    const source = await this.sources.get(viewer, id, 'ROTATE');
    await this.owners.requireDirecting(viewer, source.ownerId);
    return this.secrets.rotate(id);
  }

  /** Tries a failed event once more, with the rights that the owner of its source has by now. */
  async replay(viewer: Viewer, id: string): Promise<void> {
    const delivery = await this.deliveries.get(viewer, id, 'REPLAY');
    await currentWork().query(`update incoming_delivery set state = 'RECEIVED', code = null, facts = null, settled_at = null where id = $1`, [delivery.id]);
    await this.jobs.startOwn('workspace.incoming', { deliveryId: id });
  }
}

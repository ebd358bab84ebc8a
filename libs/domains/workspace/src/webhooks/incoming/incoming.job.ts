import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { SealedText } from '../../files/sealed-text';
import { WebhookOwner } from '../webhook-owner';
import { IncomingHandlers } from './incoming.handlers';
import { payloadPlace } from './incoming.receiver';

interface Waiting {
  id: string;
  source_id: string;
  name: string;
  kind: string;
  payload: Buffer;
}

/** Faults that pass by themselves: the job is tried again. */
const PASSING = new Set(['UNAVAILABLE', 'STORAGE_FULL']);

/** Lets a received event take effect, once, as an act of its source's owner and with the rights they have now. */
@Job('workspace.incoming', 'job.webhook')
@Access('job.webhook')
export class IncomingJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly handlers: IncomingHandlers,
    private readonly sealed: SealedText,
    private readonly owners: WebhookOwner,
  ) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['deliveryId']);
    try {
      const viewer = await this.ownerOf(id, job.id);
      await this.database.work(viewer, 'processWebhook', () => this.process(viewer, id));
    } catch (fault) {
      if (!(fault instanceof DomainError) || PASSING.has(fault.code)) throw fault;
      await job.work(() => this.failed(id, fault));
    }
  }

  private async ownerOf(id: string, requestId: string): Promise<Viewer> {
    const [source] = await this.database.query<{ owner_id: string }>('select s.owner_id from incoming_delivery d join incoming_source s on s.id = d.source_id where d.id = $1', [id]);
    const viewer = source ? await this.owners.viewer(source.owner_id, requestId) : null;
    if (!viewer) throw new DomainError('FORBIDDEN', { permission: 'signed-in' });
    return viewer;
  }

  /** The effect and the note of it are one commit: run again, it finds nothing waiting. */
  private async process(viewer: Viewer, id: string): Promise<void> {
    const work = currentWork();
    const [row] = await work.query<Waiting & Record<string, unknown>>(
      `select d.id, d.source_id, s.name, s.kind, d.payload from incoming_delivery d join incoming_source s on s.id = d.source_id where d.id = $1 and d.state = 'RECEIVED' and d.payload is not null for update of d`,
      [id],
    );
    if (!row) return;
    const payload = parsed(this.sealed.open(payloadPlace(id), row.payload));
    const objectId = await this.handlers.of(row.kind).handle(viewer, { sourceId: row.source_id, sourceName: row.name, payload });
    await work.query(`update incoming_delivery set state = 'DONE', attempts = attempts + 1, code = null, facts = null, payload = null, object_id = $2, settled_at = now() where id = $1`, [id, objectId]);
  }

  /** Which field or right stood in the way; the values stay sealed. */
  private async failed(id: string, { code, facts }: DomainError): Promise<void> {
    const told = Object.fromEntries(Object.entries(facts).filter(([name]) => name === 'field' || name === 'permission' || name === 'rule'));
    await currentWork().query(`update incoming_delivery set state = 'FAILED', attempts = attempts + 1, code = $2, facts = $3, settled_at = now() where id = $1 and state = 'RECEIVED'`, [id, code, JSON.stringify(told)]);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DomainError('INVALID_INPUT', { field: 'body', reason: 'NOT_JSON' });
  }
}

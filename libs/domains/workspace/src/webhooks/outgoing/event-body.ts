import { Injectable } from '@nestjs/common';
import { allPolicies, Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, RecordsOf, type Records } from '@dossier/kernel/data';
import { wireName } from '@dossier/vocabulary/webhook-enums';
import { WebhookOwner } from '../webhook-owner';

/** A delivery as a worker takes it, with its event. */
export interface Due {
  id: string;
  webhook_id: string;
  owner_id: string;
  url: string;
  event_id: string;
  seq: number | string;
  type: string;
  object: string | null;
  object_id: string | null;
  record_version: number | null;
  fields: string[];
  event_at: Date;
  body: string | null;
}

type Change = Due & { object: string; object_id: string };

/** What an event says to one webhook: only what its owner may know at this moment, and nothing where that is nothing. */
@Injectable()
export class EventBody {
  constructor(
    private readonly database: Database,
    private readonly records: RecordsOf,
    private readonly owners: WebhookOwner,
  ) {}

  /** The body to send; null when the change lies outside what the owner reaches and may read now. */
  async of(due: Due): Promise<string | null> {
    const viewer = await this.owners.viewer(due.owner_id, `webhook:${due.event_id}`);
    if (!viewer) return null;
    if (due.object === null || due.object_id === null) return bodyOf(due, null);
    const fields = await this.known(viewer, due as Change);
    if (fields === null) return null;
    const [object] = wireName(due.type).split('.');
    return bodyOf(due, { object, id: due.object_id, version: due.record_version, ...(due.fields.length > 0 ? { fields } : {}) });
  }

  /** Names of the changed fields that this viewer reads in clear on this row; null when the row or all of them are out of reach. */
  private async known(viewer: Viewer, { object, object_id: id, fields }: Change): Promise<string[] | null> {
    const policy = allPolicies().find((one) => one.table === object);
    if (!policy) return null;
    const records = this.records.of(policy.entity as never) as unknown as Records<{ id: string }>;
    const row = await this.within(viewer, policy, records, id);
    if (!row) return null;
    const plan = planOf(viewer, policy);
    const names = fields.map((column) => [...records.shape.columns].find(([, stored]) => stored.column === column)?.[0] ?? column);
    const clear = names.filter((name) => {
      const where = plan.field(name).clear;
      return typeof where === 'boolean' ? where : policy.scope.covers(where, viewer, row);
    });
    return fields.length > 0 && clear.length === 0 ? null : clear;
  }

  private async within(viewer: Viewer, policy: Policy, records: Records<{ id: string }>, id: string): Promise<object | null> {
    const columns = policy.scope.needs.map((name) => `t.${records.shape.columns.get(name)!.column} as "${name}"`);
    const reached = records.reach(viewer);
    const params = Params.empty();
    const place = params.add(id, 'uuid');
    const rows = await this.database.query(`select ${['t.id', ...columns].join(', ')} from ${policy.table} t where t.id = ${place} and ${reached('t', params)}`, params.values(viewer));
    return rows[0] ?? null;
  }
}

function bodyOf(due: Due, data: object | null): string {
  return JSON.stringify({ id: due.event_id, type: wireName(due.type), timestamp: due.event_at.toISOString(), sequence: Number(due.seq), data: data ?? {} });
}

import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { ofCustomers } from '../profile/customer.policy';
import { bareListOf } from './ingest.columns';
import type { Spoken } from './ingest.rules';

/** Whose an event is: the record that stands, the record it came in for where that one was merged, and whether they have withdrawn. */
export interface Whose {
  customerId: string | null;
  sideId: string | null;
  isStopped: boolean;
}

/** What the events of one call refer to, looked up for all of them at once. */
export interface Refs {
  topics: ReadonlyMap<string, string>;
  visitors: ReadonlyMap<string, Whose>;
  byId: ReadonlyMap<string, Whose>;
  /** By external key, and by source and key; null where several customers bear it. */
  byKey: ReadonlyMap<string, Whose | null>;
}

interface Found extends Record<string, unknown> {
  id: string;
  root: string;
  source: string | null;
  key: string | null;
  stopped: boolean;
}

export const keyed = (source: string | null, key: string): string => `${source ?? ''}\u0000${key}`;
const stopped = (alias: string): string => `exists (select 1 from behaviour_stop s where s.customer_id = ${alias} and s.archived_at is null)`;
const said = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value): value is string => value !== null))];

/** Looks up what events refer to. Customers are looked for where the sender may send for them; the others are as good as unknown. */
@Injectable()
export class IngestRefs {
  async of(viewer: Viewer | null, events: readonly Spoken[]): Promise<Refs> {
    const found = viewer ? await this.customers(viewer, said(events.map(({ customerId }) => customerId)), said(events.map(({ externalKey }) => externalKey))) : [];
    const byKey = new Map<string, Whose | null>();
    for (const row of found) if (row.key !== null) for (const name of new Set([keyed(row.source, row.key), keyed(null, row.key)])) {
      const other = byKey.get(name);
      byKey.set(name, other === undefined || other?.customerId === row.root ? whose(row) : null);
    }
    return { topics: await this.topics(said(events.flatMap(({ topics }) => topics))), visitors: await this.visitors(said(events.map(({ visitorId }) => visitorId))), byId: new Map(found.map((row) => [row.id, whose(row)])), byKey };
  }

  private async topics(codes: readonly string[]): Promise<Map<string, string>> {
    if (codes.length === 0) return new Map();
    const rows = await currentWork().query<{ id: string; code: string }>('select id, code from topic where code = any($1::text[]) and archived_at is null', [codes]);
    return new Map(rows.map(({ id, code }) => [code, id]));
  }

  private async visitors(ids: readonly string[]): Promise<Map<string, Whose>> {
    if (ids.length === 0) return new Map();
    const rows = await currentWork().query<{ id: string; customer_id: string | null; side_id: string | null; stopped: boolean }>(
      `select v.id, v.customer_id, v.side_id, v.state = 'STOPPED' or ${stopped('v.customer_id')} as stopped from visitor v where v.id = any($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, { customerId: row.customer_id, sideId: row.side_id, isStopped: row.stopped }]));
  }

  /** Whether all these customers stand, within reach and with nothing that speaks against keeping their behaviour: mostly so, and told by three numbers that indexes alone give. */
  private async areOpen(viewer: Viewer, ids: readonly string[]): Promise<boolean> {
    const params = Params.empty();
    const asked = params.add(bareListOf(ids), 'uuid[]');
    const [row] = await currentWork().query<{ there: number; closed: boolean }>(
      `select (select count(*)::int from customer c where c.id = any(${asked}) and ${planOf(viewer, ofCustomers).reach('c', params, 'event.ingest')}) as there,
        exists (select 1 from customer c where c.id = any(${asked}) and (c.archived_at is not null or c.merged_into_id is not null)) or exists (select 1 from behaviour_stop s where s.customer_id = any(${asked}) and s.archived_at is null) as closed`,
      params.values(viewer),
    );
    return row?.there === ids.length && !row.closed;
  }

  private async customers(viewer: Viewer, ids: readonly string[], keys: readonly string[]): Promise<Found[]> {
    if (ids.length > 0 && (await this.areOpen(viewer, ids))) return [...ids.map((id) => ({ id, root: id, source: null, key: null, stopped: false })), ...(await this.customers(viewer, [], keys))];
    if (ids.length === 0 && keys.length === 0) return [];
    const params = Params.empty();
    const plan = planOf(viewer, ofCustomers);
    const [byIds, byKeys] = [params.add(ids, 'uuid[]'), params.add(keys, 'text[]')];
    const columns = (root: string): string => `c.id, ${root}.id as root, c.external_source as source, c.external_key as key, ${stopped(`${root}.id`)} as stopped`;
    const live = `select ${columns('c')} from customer c where ${plan.reach('c', params, 'event.ingest')} and c.archived_at is null and c.merged_into_id is null and`;
    // Records that were merged are few: each is looked up with the one it stands in now.
    const merged = `select ${columns('r')} from customer c cross join lateral (select * from customer r where r.id = c.merged_into_id and r.archived_at is null offset 0) r where ${plan.reach('r', params, 'event.ingest')} and c.merged_into_id is not null and`;
    return currentWork().query<Found>(
      `${live} c.id = any(${byIds}) union all ${live} c.external_key = any(${byKeys}) union all ${merged} (c.id = any(${byIds}) or c.external_key = any(${byKeys}))`,
      params.values(viewer),
    );
  }
}

const whose = (row: Found): Whose => ({ customerId: row.root, sideId: row.id === row.root ? null : row.id, isStopped: row.stopped });

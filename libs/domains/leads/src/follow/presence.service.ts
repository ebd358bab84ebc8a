import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, Records, selectionFrom, type NamedRef } from '@dossier/kernel/data';
import { NotificationService } from '@dossier/workspace';
import { Lead } from '../lead/lead.entity';
import type { LeadHold, LeadPresence } from './presence.view';

/** A hold ends by itself after so long. */
export const HOLD_MINUTES = 15;
/** Whoever has not been heard of for so long looks no longer: pages say so every twenty seconds. */
const PATIENCE = '50 seconds';

interface Held extends Record<string, unknown> { lead_id: string; user_id: string; since: Date; until: Date }

/** Who looks at a lead, and who works on it. Both stand in tables, so that every process says the same. */
@Injectable()
export class PresenceService {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, LeadHold | null>>();

  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly database: Database,
    private readonly names: Dictionaries,
    private readonly notifications: NotificationService,
  ) {}

  /** Says that the viewer looks at a lead, and who else does. */
  async look(viewer: Viewer, id: string): Promise<LeadPresence> {
    await this.leads.read(viewer, id, selectionFrom(['id']));
    if (viewer.userId !== null) await this.database.query('select lead_seen($1, $2, $3::interval)', [id, viewer.userId, PATIENCE]);
    return this.at(viewer, id);
  }

  /** Says that the viewer has left a lead: others see them no more, and what they had in hand is free. */
  async leave(viewer: Viewer, id: string): Promise<LeadPresence> {
    await this.leads.read(viewer, id, selectionFrom(['id']));
    if (viewer.userId !== null) await this.database.query('select lead_left($1, $2)', [id, viewer.userId]);
    return this.at(viewer, id);
  }

  /** Takes a lead in hand for fifteen minutes, or for fifteen more. Whoever had it is told. */
  async hold(viewer: Viewer, id: string): Promise<LeadPresence> {
    await this.leads.get(viewer, id, 'UPDATE');
    const work = currentWork();
    const [before] = await work.query<Held>('select * from lead_hold where lead_id = $1 and until > now() for update', [id]);
    await work.query(
      `insert into lead_hold as h (lead_id, user_id, since, until) values ($1, $2, now(), now() + $3 * interval '1 minute')
        on conflict (lead_id) do update set user_id = excluded.user_id, until = excluded.until, since = case when h.user_id = excluded.user_id and h.until > now() then h.since else excluded.since end`,
      [id, viewer.userId, HOLD_MINUTES]);
    if (before && before.user_id !== viewer.userId) await this.notifications.notify([before.user_id], { kind: 'LEAD_TAKEN_OVER', facts: { name: viewer.name }, link: `/leads/${id}` });
    return this.at(viewer, id);
  }

  /** Lets go of a lead that one has in hand; the hold of another stays. */
  async letGo(viewer: Viewer, id: string): Promise<LeadPresence> {
    await this.leads.get(viewer, id);
    await currentWork().query('delete from lead_hold where lead_id = $1 and user_id = $2', [id, viewer.userId]);
    return this.at(viewer, id);
  }

  /** Who works on each lead of a page: one statement for all of them. */
  holdOf(viewer: Viewer, id: string): Promise<LeadHold | null> {
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = new DataLoader<string, LeadHold | null>((ids) => this.holds(viewer, ids), { cache: false })));
    return loader.load(id);
  }

  private async holds(viewer: Viewer, ids: readonly string[]): Promise<(LeadHold | null)[]> {
    const rows = await this.database.query<Held>('select * from lead_hold where lead_id = any($1::uuid[]) and until > now()', [ids]);
    const byLead = new Map(rows.map((row) => [row.lead_id, row]));
    return ids.map((id) => {
      const row = byLead.get(id);
      return row ? { holder: this.nameOf(row.user_id), isMine: row.user_id === viewer.userId, since: row.since, until: row.until } : null;
    });
  }

  private async at(viewer: Viewer, id: string): Promise<LeadPresence> {
    const others = await this.database.query<{ user_id: string; since: Date }>(
      `select user_id, since from lead_presence where lead_id = $1 and user_id is distinct from $2 and seen_at > now() - $3::interval order by since, user_id`, [id, viewer.userId, PATIENCE]);
    const [hold] = await this.holds(viewer, [id]);
    return { id, others: others.map(({ user_id, since }) => ({ user: this.nameOf(user_id), since })), hold: hold ?? null };
  }

  private nameOf(userId: string): NamedRef {
    return this.names.lookUp('user', userId) ?? { id: userId, name: '' };
  }
}

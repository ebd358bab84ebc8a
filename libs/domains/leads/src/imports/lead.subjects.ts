import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { beyondReach, currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, type BatchItem, type RevertOutcome } from '@dossier/kernel/exchange';
import { Lead } from '../lead/lead.entity';
import { wordsOf } from '../lead/lead.rules';
import { LOCK_RECORDS } from '../lead/lead.sql';
import { PUT_BACK, TAKE_TOUCHES } from './lead.news';

interface Standing extends Record<string, unknown> {
  id: string;
  version: number;
  touches: number;
  archived: boolean;
  reached: boolean;
}

/** How a file of leads is taken back: what it changed gets its old values, the touches it left go, its leads are archived and give their numbers free, then the records that it brought and nothing else uses. */
@Injectable()
export class LeadSubjects implements OnModuleInit {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addSubject({ subject: 'lead', word: 'lead.import', revert: (viewer, items) => this.revertLeads(viewer, items) });
    this.registry.addSubject({ subject: 'leadTouch', word: 'lead.import', revert: (_viewer, items) => this.revertTouches(items) });
    this.registry.addSubject({ subject: 'leadRecord', word: 'lead.import', revert: (viewer, items) => this.revertRecords(viewer, items) });
  }

  private async revertLeads(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const params = Params.empty();
    const ids = params.add(items.map(({ targetId }) => targetId), 'uuid[]');
    const reach = this.leads.reach(viewer, 'lead.import')('t', params);
    const rows = await currentWork().query<Standing>(`select t.id, t.version, t.touches, t.archived_at is not null as archived, (${reach}) as reached from lead t where t.id = any(${ids}) order by t.id for update`, params.values(viewer));
    const standing = new Map(rows.map((row) => [row.id, row]));
    const free = items.filter((item) => conflictOf(item, standing.get(item.targetId)) === null);
    await this.putBack(free.filter(({ action }) => action === 'UPDATE'));
    await this.putAway(free.filter(({ action }) => action !== 'UPDATE').map(({ targetId }) => targetId));
    return items.map((item) => {
      const conflict = conflictOf(item, standing.get(item.targetId));
      return conflict === null ? { id: item.id } : { id: item.id, conflict };
    });
  }

  private async putAway(leads: readonly string[]): Promise<void> {
    if (leads.length === 0) return;
    await currentWork().query('update lead_touch set external_source = null, external_key = null where lead_id = any($1::uuid[]) and external_key is not null', [leads]);
    await currentWork().query('update lead set archived_at = now(), external_source = null, external_key = null, version = version + 1, updated_at = now() where id = any($1::uuid[])', [leads]);
  }

  /** What a file changed of a lead gets its old values. */
  private async putBack(items: readonly BatchItem[]): Promise<void> {
    if (items.length === 0) return;
    const images = items.map(({ targetId, before }) => {
      const set = before ?? {};
      const { searchText, searchGrams } = wordsOf(typeof set['subject'] === 'string' ? set['subject'] : null);
      return { id: targetId, set, search_text: searchText, search_grams: searchGrams };
    });
    await currentWork().query(PUT_BACK, [JSON.stringify(images)]);
  }

  /** The touches that a file has left on leads go with it, whosever those leads are: nothing of them is told. */
  private async revertTouches(items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const gone = new Set((await beyondReach(async () => {
      const work = currentWork();
      const ids = [items.map(({ targetId }) => targetId)];
      // Records before leads, as whatever brings leads in holds them.
      await work.query(LOCK_RECORDS, [(await work.query<{ id: string }>('select distinct customer_id as id from lead_touch where id = any($1::uuid[])', ids)).map(({ id }) => id)]);
      await work.query('select 1 from lead where id in (select lead_id from lead_touch where id = any($1::uuid[])) order by id for update', ids);
      return work.query<{ id: string }>(TAKE_TOUCHES, [JSON.stringify(items.map(({ targetId, before }) => ({ id: targetId, before: before?.['at'] ?? null })))]);
    })).map(({ id }) => id));
    return items.map(({ id, targetId }) => (gone.has(targetId) ? { id } : { id, conflict: 'GONE' }));
  }

  /** A record on which another lead stands stays. */
  private async revertRecords(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const used = new Set((await currentWork().query<{ id: string }>('select distinct customer_id as id from lead where customer_id = any($1::uuid[]) and archived_at is null', [items.map(({ targetId }) => targetId)])).map(({ id }) => id));
    const free = items.filter(({ targetId }) => !used.has(targetId));
    const taken = free.length === 0 ? [] : await this.registry.subject('customer').revert(viewer, free);
    return [...taken, ...items.filter(({ targetId }) => used.has(targetId)).map(({ id }) => ({ id, conflict: 'IN_USE' as const }))];
  }
}

function conflictOf(item: BatchItem, standing: Standing | undefined): RevertOutcome['conflict'] | null {
  if (!standing || standing.archived) return 'GONE';
  if (!standing.reached) return 'OUT_OF_REACH';
  if (standing.version !== item.version) return 'CHANGED_SINCE';
  // Whoever came back meanwhile is not sent away with the file: its own touches have been taken back before.
  return item.action === 'INSERT' && standing.touches > 1 ? 'IN_USE' : null;
}

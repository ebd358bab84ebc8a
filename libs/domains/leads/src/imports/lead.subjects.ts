import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, type BatchItem, type RevertOutcome } from '@dossier/kernel/exchange';
import { Lead } from '../lead/lead.entity';

interface Standing extends Record<string, unknown> {
  id: string;
  version: number;
  archived: boolean;
  reached: boolean;
}

/** How a file of leads is taken back: its leads are archived and give their numbers free, then the records that it brought and nothing else uses. */
@Injectable()
export class LeadSubjects implements OnModuleInit {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addSubject({ subject: 'lead', word: 'lead.import', revert: (viewer, items) => this.revertLeads(viewer, items) });
    this.registry.addSubject({ subject: 'leadRecord', word: 'lead.import', revert: (viewer, items) => this.revertRecords(viewer, items) });
  }

  private async revertLeads(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]> {
    const params = Params.empty();
    const ids = params.add(items.map(({ targetId }) => targetId), 'uuid[]');
    const reach = this.leads.reach(viewer, 'lead.import')('t', params);
    const rows = await currentWork().query<Standing>(`select t.id, t.version, t.archived_at is not null as archived, (${reach}) as reached from lead t where t.id = any(${ids}) order by t.id for update`, params.values(viewer));
    const standing = new Map(rows.map((row) => [row.id, row]));
    const free = items.filter((item) => conflictOf(item, standing.get(item.targetId)) === null).map(({ targetId }) => targetId);
    await currentWork().query('update lead_touch set external_source = null, external_key = null where lead_id = any($1::uuid[]) and external_key is not null', [free]);
    await currentWork().query('update lead set archived_at = now(), external_source = null, external_key = null, version = version + 1, updated_at = now() where id = any($1::uuid[])', [free]);
    return items.map((item) => {
      const conflict = conflictOf(item, standing.get(item.targetId));
      return conflict === null ? { id: item.id } : { id: item.id, conflict };
    });
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
  return standing.version === item.version ? null : 'CHANGED_SINCE';
}

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Database, type Raw } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { RecycleReason, type RecycleExemption } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { RecycleOutlook } from './pool.entities';
import { dueSql, poolsSql, WARNED_MS, type DueLead, type RecyclePool } from './recycle.sql';

interface Told extends Record<string, unknown> {
  lead_id: string;
  due_at: Date;
  warned_at: Date;
  pool_id: string;
}

type Named = RecyclePool & { name: string };
type Due = DueLead & { spared: RecycleExemption[]; pool: Named };

/** Beside a lead: when the rules of pools take it back, by which of them, and what spares it. */
@Resolver(() => Lead)
export class RecycleOutlookField {
  private readonly loader = new DataLoader<string, RecycleOutlook | null>((ids) => this.of(ids), { cache: false });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => RecycleOutlook, { nullable: true, description: 'When it goes back to a pool by itself, or would if nothing spared it; null: no rule takes it back, and nobody has spared it' })
  @Access('lead.read')
  recycleOutlook(@By() _viewer: Viewer, @Parent() lead: Raw): Promise<RecycleOutlook | null> {
    return this.loader.load(String(lead['id']));
  }

  private async of(ids: readonly string[]): Promise<(RecycleOutlook | null)[]> {
    const wanted = [...new Set(ids)];
    const [due, told, spared] = [await this.due(wanted), await this.told(wanted), await this.spared(wanted)];
    return ids.map((id) => {
      const own = due.filter((one) => one.id === id).map((one): Due => ({ ...one, due_at: this.earliest(one, told.get(id)) }));
      // What really comes first is what nothing spares it from.
      const [first] = own.sort((a, b) => Number(a.spared.length > 0) - Number(b.spared.length > 0) || a.due_at.getTime() - b.due_at.getTime());
      if (!first) return spared.has(id) ? { at: null, reason: null, pool: null, warnedAt: null, spared: [], sparedUntil: spared.get(id)!, isSpared: true } : null;
      const warning = told.get(id)?.pool_id === first.pool.id ? told.get(id)! : null;
      return { at: first.due_at.toISOString(), reason: first.reason, pool: { id: first.pool.id, name: first.pool.name }, warnedAt: warning?.warned_at.toISOString() ?? null, spared: first.spared, sparedUntil: spared.get(id) ?? null, isSpared: spared.has(id) };
    });
  }

  /** Nothing goes back before its owner was told of it in time. */
  private earliest({ due_at, reason, pool }: Due, told: Told | undefined): Date {
    if (told?.pool_id === pool.id) return told.due_at;
    return reason === RecycleReason.UNANSWERED ? due_at : new Date(Math.max(due_at.getTime(), this.clock.now().getTime() + WARNED_MS));
  }

  private async due(ids: readonly string[]): Promise<Due[]> {
    const found: Due[] = [];
    for (const pool of await this.database.query<Named & Record<string, unknown>>(poolsSql)) {
      const rows = await this.database.query<DueLead & { spared: RecycleExemption[] }>(`select x.* from (${dueSql(pool, true)}) x where x.id = any($4::uuid[])`, ['infinity', this.clock.zone, this.clock.today(), ids]);
      found.push(...rows.map((row): Due => ({ ...row, pool })));
    }
    return found;
  }

  private async told(ids: readonly string[]): Promise<Map<string, Told>> {
    const rows = await this.database.query<Told>('select w.lead_id, w.due_at, w.warned_at, w.pool_id from lead_warning w where w.lead_id = any($1::uuid[])', [ids]);
    return new Map(rows.map((row) => [row.lead_id, row]));
  }

  /** Leads that are spared themselves: up to which day, or for good. */
  private async spared(ids: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await this.database.query<{ lead_id: string; until: string | null }>('select lead_id, until::text as until from lead_spared where lead_id = any($1::uuid[]) and (until is null or until >= $2::date)', [ids, this.clock.today()]);
    return new Map(rows.map(({ lead_id, until }) => [lead_id, until]));
  }
}

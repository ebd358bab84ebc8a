import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { Access, By, Params, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, type Raw } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import type { RecycleReason } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { RecycleNotice, type RecycleRule } from './pool.entities';
import { dueSql, type DueLead, type RecyclePool } from './recycle.sql';

const DAY_MS = 86_400_000;
const MOST = 500;

/** What would go back to a pool before it does. */
@Injectable()
export class RecyclePreview {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly clock: Clock,
  ) {}

  /** Leads within reach that go back within so many days, by the rules of the pool or by others that are tried; the soonest first. */
  async of(viewer: Viewer, poolId: string, rules: readonly RecycleRule[] | null, days: number): Promise<RecycleNotice[]> {
    const [pool] = await this.database.query<RecyclePool & { name: string }>('select id, name, team_id as "teamId", recycle, spared_user_ids as "sparedUserIds", spares_top_grade as "sparesTopGrade", spares_appointments as "sparesAppointments" from lead_pool where id = $1 and archived_at is null', [poolId]);
    if (!pool) throw new DomainError('NOT_FOUND');
    const meant: RecyclePool = { ...pool, recycle: rules ?? pool.recycle };
    if (meant.recycle.length === 0) return [];
    const params = Params.empty();
    for (const value of [new Date(this.clock.now().getTime() + Math.min(365, Math.max(0, days)) * DAY_MS), this.clock.zone, this.clock.today()]) params.add(value);
    const rows = await this.database.query<DueLead>(`select x.* from (${dueSql(meant)}) x join lead t on t.id = x.id where ${this.leads.reach(viewer)('t', params)} order by x.due_at, x.id limit ${MOST}`, params.values(viewer));
    return rows.map((row) => ({ leadId: row.id, subject: row.subject, owner: this.dictionaries.lookUp('user', row.owner_id), pool: { id: pool.id, name: pool.name }, reason: row.reason, at: row.due_at.toISOString() }));
  }
}

interface Warned extends Record<string, unknown> {
  lead_id: string;
  owner_id: string;
  pool_id: string;
  name: string;
  reason: RecycleReason;
  due_at: Date;
}

/** Beside a lead: that it is about to go back. */
@Resolver(() => Lead)
export class RecycleField {
  private readonly loader: DataLoader<string, RecycleNotice | null>;

  constructor(database: Database, dictionaries: Dictionaries) {
    this.loader = new DataLoader<string, RecycleNotice | null>(async (ids) => {
      const rows = await database.query<Warned>('select w.lead_id, w.owner_id, w.pool_id, p.name, w.reason, w.due_at from lead_warning w join lead_pool p on p.id = w.pool_id where w.lead_id = any($1::uuid[])', [[...new Set(ids)]]);
      const found = new Map(rows.map((row): [string, RecycleNotice] => [row.lead_id, { leadId: row.lead_id, subject: null, owner: dictionaries.lookUp('user', row.owner_id), pool: { id: row.pool_id, name: row.name }, reason: row.reason, at: row.due_at.toISOString() }]));
      return ids.map((id) => found.get(id) ?? null);
    }, { cache: false });
  }

  @ResolveField(() => RecycleNotice, { nullable: true, description: 'When it goes back to a pool, where that is near' })
  @Access('lead.read')
  recycle(@By() _viewer: Viewer, @Parent() lead: Raw): Promise<RecycleNotice | null> {
    return this.loader.load(String(lead['id']));
  }
}

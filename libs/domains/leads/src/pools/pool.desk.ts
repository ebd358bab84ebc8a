import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { AssignmentAct, type ReleaseReason } from '@dossier/vocabulary/lead-enums';
import { LeadOwnership } from '../assignment/ownership';
import { Lead } from '../lead/lead.entity';
import { LeadPool, PoolClaim, PoolLead, PoolLeadDetail, PoolLimits } from './pool.entities';
import { poolLeadList } from './pool.policy';
import { PoolService } from './pool.service';

/** Giving back what one has just claimed costs nothing within this time, and so long a return can be undone. */
export const FREE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Bounds extends Record<string, unknown> {
  today: number;
  held: number;
  views: number;
}

/** The doors of the pools: what is shown of a lead that nobody owns, who may take it, and how it comes back. */
@Injectable()
export class PoolDesk {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    @InjectRecords(LeadPool) private readonly pools: Records<LeadPool>,
    @InjectRecords(PoolLead) private readonly listed: Records<PoolLead>,
    @InjectRecords(PoolLeadDetail) private readonly details: Records<PoolLeadDetail>,
    private readonly service: PoolService,
    private readonly ownership: LeadOwnership,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page of one pool. */
  async page(viewer: Viewer, poolId: string, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    if (!(await this.service.openTo(viewer)).includes(poolId)) throw new DomainError('NOT_FOUND');
    return this.listed.page(viewer, { ...args, filter: { pool: { in: [poolId] }, and: [args.filter ?? {}] } }, poolLeadList, asked);
  }

  /** One lead, opened. It counts into what may be opened a day; the same one again that day does not. */
  async detail(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const found = await this.details.read(viewer, id, selectionFrom(['poolId']));
    const pool = await this.pools.read(viewer, String(found['poolId']), selectionFrom(['viewsPerDay']));
    const most = (pool['viewsPerDay'] as number | null | undefined) ?? null;
    const [row] = await this.database.query<{ may: boolean }>('select may_view_lead($1, $2, $3, $4, $5) as may', [viewer.userId, found['poolId'], id, this.clock.today(), most]);
    if (row?.may !== true) throw new DomainError('POOL_VIEWS_DAY', { limit: most });
    return this.details.read(viewer, id, asked);
  }

  /** What is left to the viewer of a pool. */
  async limits(viewer: Viewer, poolId: string): Promise<PoolLimits> {
    const [pool] = await this.database.query<{ perDay: number | null; inTotal: number | null; viewsPerDay: number | null }>('select per_day as "perDay", in_total as "inTotal", views_per_day as "viewsPerDay" from lead_pool where id = $1', [poolId]);
    const bounds = await this.bounds(viewer, poolId);
    const left = (most: number | null | undefined, used: number): number | null => (most === null || most === undefined ? null : Math.max(0, most - used));
    return { today: left(pool?.perDay, bounds.today), total: left(pool?.inTotal, bounds.held), views: left(pool?.viewsPerDay, bounds.views) };
  }

  /** Takes leads out of a pool, all of these or none: within the bounds of the pool, and not one that the viewer gave back a short while ago. */
  async claim(viewer: Viewer, ids: readonly string[]): Promise<PoolClaim> {
    const owner = viewer.ownerId;
    if (owner === null) throw new DomainError('FORBIDDEN', { permission: 'pool.claim' });
    const wanted = [...new Set(ids)];
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtextextended('lead claims ' || $1, 0))`, [owner]);
    await this.ownership.lockRecords(wanted);
    const params = Params.empty();
    const list = params.add(wanted, 'uuid[]');
    // Whoever comes second waits here for the first, and then finds the lead no longer in the pool.
    const rows = await work.query<{ id: string; pool_id: string }>(`select t.id, t.pool_id from lead t where t.id = any(${list}) and ${this.listed.reach(viewer)('t', params)} order by t.id for update of t`, params.values(viewer));
    if (rows.length < wanted.length) throw new DomainError(await this.wereTaken(viewer, wanted.filter((id) => !rows.some((row) => row.id === id))) ? 'LEAD_TAKEN' : 'NOT_FOUND');
    for (const [poolId, own] of Map.groupBy(rows, (row) => row.pool_id)) await this.requireRoom(viewer, poolId, own.length);
    await this.ownership.give(viewer, wanted, { ownerId: owner }, { act: AssignmentAct.CLAIMED });
    const now = this.clock.now();
    await work.query(
      'insert into lead_pick (id, lead_id, pool_id, user_id, at, on_day) select x.id, x.lead_id, x.pool_id, $4, $5, $6 from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as x (id, lead_id, pool_id)',
      [rows.map(() => newId()), rows.map((row) => row.id), rows.map((row) => row.pool_id), owner, now, this.clock.today()]);
    return { ids: wanted, freeUntil: new Date(now.getTime() + FREE_MS).toISOString() };
  }

  /** Gives leads back to a pool. Whoever had one cannot claim it again for a while, unless they had taken it just now. */
  async release(viewer: Viewer, ids: readonly string[], poolId: string, reason: ReleaseReason): Promise<string[]> {
    const wanted = [...new Set(ids)];
    await this.ownership.lockRecords(wanted);
    const rows = await this.leads.byIds(viewer, wanted, 'RELEASE');
    if (rows.length < wanted.length) throw new DomainError('NOT_FOUND');
    await this.service.require(viewer, poolId);
    const free = await this.takenBack(rows, poolId);
    await this.lock(rows.filter(({ id }) => !free.has(id)).map(({ id, ownerId }) => ({ id, ownerId })), poolId);
    await this.ownership.give(viewer, wanted, { poolId }, { act: AssignmentAct.RELEASED, reason });
    return wanted;
  }

  /** Takes one's own return of these leads back within a minute, as if nothing had been. What a colleague has claimed in the meantime stays theirs; gives those that are back. */
  async undoRelease(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    const work = currentWork();
    const now = this.clock.now();
    const decisions = await work.query<{ id: string; is_late: boolean }>(ownReturnsSql, [[...new Set(ids)], viewer.userId, new Date(now.getTime() - FREE_MS)]);
    if (decisions.length === 0) throw new DomainError('NOT_FOUND');
    const fresh = decisions.filter(({ is_late }) => !is_late).map(({ id }) => id);
    if (fresh.length === 0) throw new DomainError('RETURN_FIRM', { seconds: FREE_MS / 1_000 });
    const back = await this.ownership.putBack(viewer, fresh);
    if (back.length === 0) throw new DomainError('LEAD_TAKEN');
    // Whoever no longer reaches what they gave back has no business with it.
    if ((await this.leads.byIds(viewer, back, 'RELEASE')).length < back.length) throw new DomainError('NOT_FOUND');
    await work.query('delete from lead_lock k using lead l where l.id = any($1::uuid[]) and k.lead_id = l.id and k.user_id = l.owner_id', [back]);
    await work.query(pickAgainSql, [back, fresh]);
    return back;
  }

  /** Keeps those who had these leads from claiming them again, for as long as the pool says. */
  async lock(had: readonly { id: string; ownerId: string | null }[], poolId: string): Promise<void> {
    const owned = had.filter(({ ownerId }) => ownerId !== null);
    const [pool] = await currentWork().query<{ days: number }>('select lock_days as days from lead_pool where id = $1', [poolId]);
    if (!pool || pool.days === 0 || owned.length === 0) return;
    await currentWork().query(
      'insert into lead_lock (lead_id, user_id, until) select x.lead_id, x.user_id, $3 from unnest($1::uuid[], $2::uuid[]) as x (lead_id, user_id) on conflict (lead_id, user_id) do update set until = greatest(lead_lock.until, excluded.until)',
      [owned.map(({ id }) => id), owned.map(({ ownerId }) => ownerId), new Date(this.clock.now().getTime() + pool.days * DAY_MS)]);
  }

  /** Whether these leads were claimed by others from pools that are open to the viewer; of any other lead nothing is told. */
  private async wereTaken(viewer: Viewer, ids: readonly string[]): Promise<boolean> {
    const rows = await currentWork().query('select distinct lead_id from lead_pick where lead_id = any($1::uuid[]) and pool_id = any($2::uuid[]) and released_at is null', [ids, await this.service.openTo(viewer)]);
    return rows.length === ids.length;
  }

  /** Marks claims that are given back. One within a minute, to the same pool, never counts: a slip of the hand. */
  private async takenBack(rows: readonly Lead[], poolId: string): Promise<Set<string>> {
    const now = this.clock.now();
    const back = await currentWork().query<{ lead_id: string; is_slip: boolean }>(
      `update lead_pick k set released_at = $3, counts = not (k.pool_id = $4 and k.at > $5) from unnest($1::uuid[], $2::uuid[]) as x (lead_id, owner_id)
       where k.lead_id = x.lead_id and k.user_id = x.owner_id and k.released_at is null returning k.lead_id, not k.counts as is_slip`,
      [rows.map(({ id }) => id), rows.map(({ ownerId }) => ownerId), now, poolId, new Date(now.getTime() - FREE_MS)]);
    return new Set(back.filter(({ is_slip }) => is_slip).map(({ lead_id }) => lead_id));
  }

  private async requireRoom(viewer: Viewer, poolId: string, wanted: number): Promise<void> {
    const { today, total } = await this.limits(viewer, poolId);
    const [pool] = await currentWork().query<{ perDay: number | null; inTotal: number | null }>('select per_day as "perDay", in_total as "inTotal" from lead_pool where id = $1', [poolId]);
    if (today !== null && wanted > today) throw new DomainError('POOL_LIMIT_DAY', { limit: pool!.perDay, left: today });
    if (total !== null && wanted > total) throw new DomainError('POOL_LIMIT_TOTAL', { limit: pool!.inTotal, left: total });
  }

  private async bounds(viewer: Viewer, poolId: string): Promise<Bounds> {
    const [row] = await this.database.query<Bounds>(
      `select (select count(*)::int from lead_pick k where k.user_id = $1 and k.pool_id = $2 and k.on_day = $3 and k.counts) as today,
        (select count(*)::int from lead_pick k join lead l on l.id = k.lead_id where k.user_id = $1 and k.pool_id = $2 and k.counts and k.released_at is null and l.owner_id = $1 and l.status = 'OPEN' and l.archived_at is null) as held,
        (select count(*)::int from lead_view v where v.user_id = $4 and v.pool_id = $2 and v.on_day = $3) as views`,
      [viewer.ownerId, poolId, this.clock.today(), viewer.userId]);
    return row!;
  }
}

/** $1 the leads, $2 who, $3 the earliest moment that can still be undone: of each lead the newest hand-over, where it is their own return. */
const ownReturnsSql = `
  select d.id, d.at < $3::timestamptz as is_late from unnest($1::uuid[]) as g (lead_id)
  cross join lateral (select x.id, x.at from lead_decision x where x.lead_id = g.lead_id and x.act = '${AssignmentAct.RELEASED}' and x.actor_id = $2::uuid order by x.at desc, x.id desc limit 1) d`;

/** $1 the leads, $2 their returns: whoever had claimed one holds it again, and it counts as before. */
const pickAgainSql = `
  update lead_pick k set released_at = null, counts = true from lead_decision d
  where d.id = any($2::uuid[]) and d.lead_id = any($1::uuid[]) and k.lead_id = d.lead_id and k.user_id = (d.before->>'ownerId')::uuid and k.released_at between d.at - interval '1 minute' and d.at
    and k.id = (select x.id from lead_pick x where x.lead_id = k.lead_id and x.user_id = k.user_id order by x.at desc, x.id desc limit 1)`;

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { RecycleReason } from '@dossier/vocabulary/lead-enums';
import { LeadPool, type RecycleRule } from './pool.entities';
import type { LeadPoolInput, RecycleRuleInput } from './pool.inputs';
import { isOpenTo, leadPoolList } from './pool.policy';

/** Pools and their rules. */
@Injectable()
export class PoolService {
  constructor(
    @InjectRecords(LeadPool) private readonly pools: Records<LeadPool>,
    private readonly database: Database,
  ) {}

  /** All pools, or those alone that are open to the viewer, by name. */
  async all(viewer: Viewer, onlyOpen: boolean, asked: Selection): Promise<Raw[]> {
    if (!onlyOpen) return wholeList(this.pools, viewer, asked, { spec: leadPoolList });
    return this.pools.readAll(viewer, await this.openTo(viewer), asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.pools.read(viewer, id, asked);
  }

  /** The pools that are open to a viewer, by name. */
  async openTo(viewer: Viewer): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(`select p.id from lead_pool p where ${isOpenTo((name) => (name === 'teamIds' ? '$1::uuid[]' : '$2::uuid[]'))} order by p.name, p.id`, [viewer.teamIds, viewer.treeIds]);
    return rows.map(({ id }) => id);
  }

  /** A pool in use; one that is not open to the viewer is not known to them. */
  async require(viewer: Viewer, id: string): Promise<LeadPool> {
    if (!(await this.openTo(viewer)).includes(id)) throw new DomainError('NOT_FOUND');
    return this.pools.get(viewer, id);
  }

  async create(viewer: Viewer, input: LeadPoolInput): Promise<LeadPool> {
    return this.pools.add(viewer, { id: newId(), ...(await this.fieldsOf(input)) });
  }

  async update(viewer: Viewer, id: string, version: number, input: LeadPoolInput): Promise<LeadPool> {
    return this.pools.save(viewer, await this.pools.get(viewer, id, 'UPDATE'), await this.fieldsOf(input), 'UPDATE', { base: version });
  }

  /** Takes a pool away that is empty and that no rule in force names. */
  async archive(viewer: Viewer, id: string): Promise<LeadPool> {
    const pool = await this.pools.get(viewer, id, 'ARCHIVE');
    const [used] = await currentWork().query<{ count: number; named: boolean }>(
      `select (select count(*)::int from lead where pool_id = $1::uuid) as count, exists (select 1 from assignment_policy where state = 'ACTIVE' and rules::text like '%' || $1::text || '%') as named`, [id]);
    if (used!.count > 0 || used!.named) throw new DomainError('POOL_IN_USE', { count: used!.count });
    return this.pools.archive(viewer, pool);
  }

  /** Rules of return as they are kept: each says just what its reason asks for. */
  rulesOf(given: readonly RecycleRuleInput[]): RecycleRule[] {
    return given.map((rule) => {
      const isHours = rule.reason === RecycleReason.UNANSWERED;
      const owes = isHours ? rule.hours : rule.days;
      if (owes === null || owes === undefined || (rule.reason === RecycleReason.CONTRACT_END) !== Boolean(rule.contractField)) throw new DomainError('INVALID_INPUT', { field: 'recycle', reason: rule.reason });
      const some = <T>(list: readonly T[] | null | undefined): T[] | null => (list && list.length > 0 ? [...list] : null);
      return { reason: rule.reason, days: isHours ? null : owes, hours: isHours ? owes : null, grades: some(rule.grades), stages: some(rule.stages), productIds: some(rule.productIds), contractField: rule.contractField ?? null };
    });
  }

  private async fieldsOf(input: LeadPoolInput): Promise<Partial<LeadPool>> {
    const recycle = this.rulesOf(input.recycle ?? []);
    const spared = [...new Set(input.sparedUserIds ?? [])];
    await this.known('team', input.teamId ? [input.teamId] : []);
    await this.known('app_user', spared);
    await this.known('product', [...new Set(recycle.flatMap(({ productIds }) => productIds ?? []))]);
    return {
      name: input.name.trim(), teamId: input.teamId ?? null, perDay: input.perDay ?? null, inTotal: input.inTotal ?? null, viewsPerDay: input.viewsPerDay ?? null, hidden: [...new Set(input.hidden ?? [])],
      lockDays: input.lockDays ?? 0, recycle, sparedUserIds: spared, sparesTopGrade: input.sparesTopGrade ?? true, sparesAppointments: input.sparesAppointments ?? true,
    };
  }

  private async known(table: 'team' | 'app_user' | 'product', ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await currentWork().query(`select 1 from ${table} where id = any($1::uuid[]) and archived_at is null`, [ids]);
    if (rows.length < ids.length) throw new DomainError('NOT_FOUND');
  }
}

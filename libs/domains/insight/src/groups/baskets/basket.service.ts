import { Injectable } from '@nestjs/common';
import { normalised, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { Page } from '@dossier/kernel/list';
import { GroupRunState } from '@dossier/vocabulary/insight-enums';
import { scopesOf, teamsWithin } from '../counted-reach';
import { BasketRule, BasketRun } from './basket.entities';
import type { BasketRuleArgs, BasketRunArgs, BasketRunInput } from './basket.inputs';
import { basketRuleList, basketRunList } from './basket.list';
import type { Baskets } from './basket.reader';
import type { Mined } from './mine';

export const BASKET_JOB = 'insight.baskets';
/** Raised when the same baskets would give other rules. */
const METHOD = { name: 'ECLAT', version: '1' };
const USUAL = { minSupport: 0.01, minConfidence: 0.2, significance: 0.05 };

/** What is bought together: computed on demand, kept run by run. */
@Injectable()
export class BasketService {
  constructor(
    @InjectRecords(BasketRun) private readonly runs: Records<BasketRun>,
    @InjectRecords(BasketRule) private readonly rules: Records<BasketRule>,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** The computations within reach, the newest first. */
  page(viewer: Viewer, args: BasketRunArgs, asked: Selection): Promise<Page<Raw>> {
    return this.runs.page(viewer, args, basketRunList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.runs.read(viewer, id, asked);
  }

  /** Rules of computations within reach. */
  pageOfRules(viewer: Viewer, args: BasketRuleArgs, asked: Selection): Promise<Page<Raw>> {
    return this.rules.page(viewer, args, basketRuleList, asked);
  }

  /** Computes anew, in the background: of a team and those below it, or of all orders that the viewer reaches. */
  async start(viewer: Viewer, input: BasketRunInput): Promise<BasketRun> {
    if (input.fromOn > input.toOn) throw new DomainError('PERIOD_ENDS_EARLY', { field: 'toOn' });
    const teamIds = await this.teamsOf(viewer, input.teamId ?? null);
    const id = newId();
    const jobId = await this.jobs.start(BASKET_JOB, { runId: id });
    return this.runs.add(viewer, {
      id, jobId, teamId: input.teamId ?? null, teamIds, level: input.level, fromOn: input.fromOn, toOn: input.toOn, kept: GroupRunState.RUNNING, method: METHOD.name, methodVersion: METHOD.version, capped: false,
      minSupport: input.minSupport ?? USUAL.minSupport, minConfidence: input.minConfidence ?? USUAL.minConfidence, significance: input.significance ?? USUAL.significance,
    });
  }

  /** Puts a computation away; its rules are no longer shown. */
  async archive(viewer: Viewer, id: string): Promise<BasketRun> {
    return this.runs.archive(viewer, await this.runs.get(viewer, id, 'ARCHIVE'));
  }

  restore(viewer: Viewer, id: string): Promise<BasketRun> {
    return this.runs.restore(viewer, id);
  }

  /** What a computation was asked for; null once it has gone. */
  async wish(id: string): Promise<BasketRun | null> {
    const [row] = await this.database.query<BasketRun & Record<string, unknown>>(
      `select id, level, from_on::text as "fromOn", to_on::text as "toOn", team_ids as "teamIds", min_support::float8 as "minSupport", min_confidence::float8 as "minConfidence", significance::float8 as significance from basket_run where id = $1`, [id]);
    return row ?? null;
  }

  /** Keeps what a computation has found. Done twice it stands once. */
  async keep(id: string, baskets: Pick<Baskets, 'ids' | 'orders' | 'share'>, mined: Mined): Promise<void> {
    const work = currentWork();
    await work.query('delete from basket_rule where run_id = $1', [id]);
    if (mined.status === 'REFUSED') {
      await work.query(`update basket_run set state = 'REFUSED', orders = $2, sample_share = $3, lack = $4, lack_found = $5, lack_needed = $6, computed_at = now(), version = version + 1, updated_at = now() where id = $1`,
        [id, baskets.orders, baskets.share, mined.lack, mined.found, mined.needed]);
      return;
    }
    const rows = mined.rules.map(({ left, right, leftCount, rightCount, low, high, ...rule }) => ({ ...rule, id: newId(), left_ids: left.map((item) => baskets.ids[item]!), right_id: baskets.ids[right]!, left_count: leftCount, right_count: rightCount, lift_low: low, lift_high: high }));
    await work.query(
      `insert into basket_rule (id, run_id, left_ids, right_id, count, left_count, right_count, support, confidence, lift, lift_low, lift_high, leverage, p, q)
        select r.id, $1, r.left_ids, r.right_id, r.count, r.left_count, r.right_count, r.support, r.confidence, r.lift, r.lift_low, r.lift_high, r.leverage, r.p, r.q
        from jsonb_to_recordset($2::jsonb) r(id uuid, left_ids uuid[], right_id uuid, count int, left_count int, right_count int, support float8, confidence float8, lift float8, lift_low float8, lift_high float8, leverage float8, p float8, q float8)`,
      [id, JSON.stringify(rows)]);
    await work.query(
      `update basket_run set state = 'DONE', orders = $2, baskets = $3, sample_share = $4, items = $5, least_count = $6, capped = $7, found = $8, chance = $9, redundant = $10, mirrored = $11, rules = $12, computed_at = now(),
        version = version + 1, updated_at = now() where id = $1`,
      [id, baskets.orders, mined.baskets, baskets.share, baskets.ids.length, mined.leastCount, mined.isCapped, mined.found, mined.chance, mined.redundant, mined.mirrored, rows.length]);
  }

  /** Of which teams orders are counted: of those that the viewer reaches by boards and by orders alike. Null: all orders. */
  private async teamsOf(viewer: Viewer, teamId: string | null): Promise<string[] | null> {
    const boards = teamsWithin(normalised(viewer.grants.filter(({ action }) => action === 'insight.read').map(({ scope }) => scope)), viewer);
    const orders = teamsWithin(scopesOf(viewer, 'order.read', 'lines'), viewer);
    const reached = boards === null ? orders : orders === null ? boards : boards.filter((id) => orders.includes(id));
    if (teamId === null) {
      if (reached?.length === 0) throw new DomainError('FORBIDDEN', { permission: 'insight.read' });
      return reached === null ? null : [...reached];
    }
    const tree = await currentWork().query<{ id: string }>('select id from team where $1::uuid = any(path) and archived_at is null', [teamId]);
    if (tree.length === 0 || (reached !== null && !tree.every(({ id }) => reached.includes(id)))) throw new DomainError('NOT_FOUND');
    return tree.map(({ id }) => id);
  }
}

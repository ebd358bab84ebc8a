import { Injectable } from '@nestjs/common';
import { jobViewer, Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { permissions, type Permission } from '@dossier/vocabulary/permissions';
import { compileDefinition, compilePicks } from '../compile/compile';
import type { Definition } from '../compile/definition';
import { KEPT, NOT_KEPT, type Kept } from '../compile/kept';

/** A segment as its computing needs it. */
export interface Computed extends Record<string, unknown> {
  id: string;
  definition: Definition | null;
  refers: string[];
  turn: string;
}

const seeing = (Object.keys(permissions) as Permission[]).filter((word) => word.endsWith('.read'));

/** What a statement needs to know of the company as it stands. */
export interface Around {
  zones: readonly string[];
  kept: Kept;
}

/** A company with fewer customers is small: its segments are computed in the act itself. */
const SMALL = 20_000;

/** Who belongs is settled for everybody at once, by all that is known; what a viewer is told of it is cut to their reach. */
export const knower: Viewer = jobViewer('job.segment', seeing, 'segments');

/** Those to whom others refer come before them. */
export function inOrder<T extends { id: string; refers: readonly string[] }>(segments: readonly T[]): T[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const done = new Set<string>();
  const ordered: T[] = [];
  const visit = (segment: T): void => {
    if (done.has(segment.id)) return;
    done.add(segment.id);
    for (const id of segment.refers) if (byId.has(id)) visit(byId.get(id)!);
    ordered.push(segment);
  };
  segments.forEach(visit);
  return ordered;
}

/** Computes who belongs to segments, and writes what has changed. */
@Injectable()
export class SegmentRefresher {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The zones that customers keep of their own. */
  async zones(): Promise<string[]> {
    return (await this.database.query<{ zone: string }>('select distinct time_zone as zone from customer where time_zone is not null order by 1')).map(({ zone }) => zone);
  }

  /** What a look at everybody needs to know: the zones, and which narrow tables may be asked. */
  async around(): Promise<Around> {
    const [[kept], zones] = await Promise.all([this.database.query<{ records: boolean; events: boolean }>(KEPT), this.zones()]);
    return { zones, kept: kept ?? NOT_KEPT };
  }

  /** The ids of who belongs, as a statement. */
  statement({ id, definition }: Pick<Computed, 'id' | 'definition'>, params: Params, around: Around, only: string | null = null): string {
    const asking = { viewer: knower, params, clock: this.clock, ...around, only };
    return definition === null ? compilePicks(id, asking) : compileDefinition(definition, asking);
  }

  /** Whether there are so few customers that whatever is asked of them may read whole tables. */
  async isSmall(): Promise<boolean> {
    return (await this.database.query('select 1 from customer offset $1 limit 1', [SMALL])).length === 0;
  }

  /**
   * How a statement is planned: sets are hashed in memory, and never compiled to machine code, which takes longer than they do. In a small company,
   * and where few customers are looked at, nothing is gone through once for each of them: what the planner does not know yet of a table must not cost
   * minutes. Elsewhere lines are found by their orders.
   */
  private async settings(text: string, few: boolean): Promise<Record<string, string>> {
    const hashes = (few && !text.includes('order_line')) || (await this.isSmall());
    return { jit: 'off', work_mem: '64MB', ...(hashes ? { enable_nestloop: 'off' } : {}) };
  }

  /** Which of these customers belong now. */
  async belonging(segment: Computed, ids: readonly string[], zones: readonly string[]): Promise<string[]> {
    const params = Params.empty();
    const text = this.statement(segment, params, { zones, kept: NOT_KEPT }, params.add(ids, 'uuid[]'));
    return (await this.database.planned<{ id: string }>(await this.settings(text, true), text, params.values(knower))).map(({ id }) => id);
  }

  /** Asks a statement that was compiled for somebody. */
  async ask<R extends Record<string, unknown>>(viewer: Viewer, text: string, params: Params): Promise<R[]> {
    return this.database.planned<R>(await this.settings(text, false), text, params.values(viewer));
  }

  /** Writes who of these customers belongs; null: somebody else has written since, and this must be looked at again. */
  async keep(segment: Computed, ids: readonly string[], wanted: readonly string[]): Promise<number | null> {
    const [row] = await this.database.query<{ changed: number | null }>('select segment_keep($1, $2, $3::uuid[], $4::uuid[], $5) as changed', [segment.id, segment.turn, ids, wanted, this.clock.now()]);
    return row?.changed ?? null;
  }

  /**
   * Computes a segment as a whole, in the open unit of work: one statement compares who belongs with who stands there. The row of its state is
   * held meanwhile, so whoever computes a part of it waits for the next beat.
   */
  async recompute(id: string): Promise<void> {
    const work = currentWork();
    const [segment] = await work.query<Computed>('select s.id, s.definition, s.refers, t.turn from segment s join segment_state t on t.segment_id = s.id where s.id = $1 and s.archived_at is null for update of t', [id]);
    if (!segment) return;
    const params = Params.empty();
    const wanted = this.statement(segment, params, await this.around());
    const target = params.add(id, 'uuid');
    const now = params.add(this.clock.now(), 'timestamptz');
    await this.database.planned(await this.settings(wanted, false),
      `with want as materialized (${wanted}),
        gone as (delete from segment_member m where m.segment_id = ${target} and not exists (select 1 from want w where w.id = m.customer_id) returning m.customer_id, m.entered_at),
        stayed as (insert into segment_stay (segment_id, customer_id, entered_at, left_at) select ${target}, g.customer_id, g.entered_at, greatest(${now}, g.entered_at) from gone g join customer c on c.id = g.customer_id and c.erased_at is null),
        come as (insert into segment_member (segment_id, customer_id, entered_at) select ${target}, w.id, ${now} from want w where not exists (select 1 from segment_member m where m.segment_id = ${target} and m.customer_id = w.id) on conflict do nothing)
      update segment_state set size = (select count(*)::int from want), turn = turn + 1, wants_full = false, full_at = ${now}, tried_at = ${now}, rolled_on = ${params.add(this.clock.today(), 'date')}, fault = null where segment_id = ${target}`,
      params.values(knower));
  }
}

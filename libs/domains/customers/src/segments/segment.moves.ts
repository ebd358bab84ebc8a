import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { addDays, Clock, type Day } from '@dossier/kernel/time';
import { ofCustomers } from '../profile/customer.policy';
import type { Days } from './compile/definition';
import type { SegmentMove } from './segment.entity';

const DAYS = 30;

interface MoveRow extends SegmentMove, Record<string, unknown> {
  id: string;
}

/** How many entered and left segments, day by day of the company's zone, within the reach of whoever asks. */
@Injectable()
export class SegmentMoves {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of several segments in one statement. Whoever asks has settled that their members may be told. */
  async of(viewer: Viewer, ids: readonly string[], within: Days | null = null): Promise<Map<string, SegmentMove[]>> {
    const params = Params.empty();
    const reach = planOf(viewer, ofCustomers).reach('t', params);
    const { from, to } = this.range(within);
    const zone = params.add(this.clock.zone, 'text');
    const target = params.add(ids, 'uuid[]');
    const [first, last] = [params.add(from, 'date'), params.add(to, 'date')];
    const line = (table: string, at: string, side: number): string =>
      `select x.segment_id as id, (x.${at} at time zone ${zone})::date as day, ${side} as side, ${side === 1 ? 'coalesce(x.entered_at <= f.first_at, false)' : 'false'} as is_first from ${table} x join customer t on t.id = x.customer_id left join first_found f on f.segment_id = x.segment_id where x.segment_id = any(${target})
        and x.${at} >= (${first}::timestamp at time zone ${zone}) and x.${at} < ((${last} + 1)::timestamp at time zone ${zone}) and ${reach}`;
    const rows = await this.database.query<MoveRow>(
      `with first_found as materialized (select t.segment_id, t.first_at from segment_state t join segment s on s.id = t.segment_id and s.kind = 'DYNAMIC' where t.segment_id = any(${target}))
      select id, day::text, count(*) filter (where side = 1)::int as entered, count(*) filter (where is_first)::int as "first", count(*) filter (where side = -1)::int as "left" from (
        ${line('segment_member', 'entered_at', 1)} union all ${line('segment_stay', 'entered_at', 1)} union all ${line('segment_stay', 'left_at', -1)}) m group by id, day order by day`, params.values(viewer));
    return new Map(ids.map((id) => [id, rows.filter((row) => row.id === id)]));
  }

  private range(within: Days | null): { from: Day; to: Day } {
    const today = this.clock.today();
    return { from: within?.from ?? addDays(today, 1 - (within?.last ?? DAYS)), to: within?.to ?? today };
  }
}

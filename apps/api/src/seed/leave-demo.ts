import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { ViewerLoader } from '@dossier/identity';
import { BatchService } from '@dossier/workspace';
import { keepDemoState, readDemoState } from './demo.state';

/** Half a million lines leave in one transaction: longer than a page may take. */
const PATIENCE = '300s';

/** What was learned of customers who were invented: models with all that they keep, and the sums of boards. What hangs on these goes with them. */
const LEARNED = ['model_version', 'basket_run', 'market_segment', 'market_sum', 'market_month', 'churn_state', 'churn_month', 'churn_life', 'churn_sign', 'churn_band', 'churn_hazard', 'value_cell', 'value_step', 'value_taken', 'product_neighbour', 'product_pace', 'product_popularity', 'category_pace', 'segment_member', 'segment_stay', 'segment', 'segment_due', 'segment_zone', 'lead_dry_run', 'nurture_track', 'task', 'leave'] as const;

/** Interests of people who were invented and whatever was done with them; in this order, for the later ones are what the earlier refer to. */
const SOLD = ['nurture_enrolment', 'nurture_track', 'task', 'leave', 'lead_conversion', 'lead', 'lead_assignment', 'assignment_round', 'assignment_simulation', 'assignment_policy', 'sales_profile', 'lead_pool', 'lead_dry_run'] as const;

/** The way from the demo to a company of one's own. */
@Injectable()
export class LeaveDemo {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchService,
    private readonly viewers: ViewerLoader,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** Takes out everything the demo brought, accounts and sessions included; then the first-run set-up is open. */
  async leave(viewer: Viewer, asked: Selection): Promise<Raw> {
    const state = await readDemoState(this.database);
    if (state?.state !== 'LOADED') throw new DomainError('NOT_FOUND');
    const work = currentWork();
    await work.query(`select set_config('statement_timeout', $1, true)`, [PATIENCE]);
    await work.query(`update job set cancel_asked = true, state = case when state = 'QUEUED' then 'CANCELLED' else state end where name like 'insight.%' and state in ('QUEUED','RUNNING')`);
    for (const table of [...SOLD, ...LEARNED]) await work.query(`delete from ${table}`);
    const [gone] = await work.query<{ removed: number }>('select leave_demo($1, $2, $3) as removed', [
      [state.batchId], state.tagIds, state.channelIds,
    ]);
    // What was noticed about people who were invented concerns nobody any more; what was done stays in the trail.
    for (const table of ['alert', 'read_count', 'known_place', 'quality_report']) await work.query(`delete from ${table}`);
    work.note.objectType = 'OperationBatch';
    work.note.objectId = state.batchId;
    work.note.facts = { removed: gone?.removed ?? 0 };
    await keepDemoState(this.database, { ...state, state: 'LEFT' });
    work.after(async () => {
      this.viewers.forget();
      await this.dictionaries.load();
    });
    return this.batches.read(viewer, state.batchId, asked);
  }
}

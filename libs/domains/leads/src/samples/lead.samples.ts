import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { ReleaseReason } from '@dossier/vocabulary/lead-enums';
import type { AssignmentPolicyInput, SalesProfileInput } from '../assignment/assignment.inputs';
import { PeopleService } from '../assignment/people.service';
import { PolicyService } from '../assignment/policy.service';
import type { NurtureTrackInput } from '../nurture/nurture.inputs';
import { NurtureRunner } from '../nurture/nurture.run';
import { NurtureService } from '../nurture/nurture.service';
import { PoolDesk } from '../pools/pool.desk';
import type { LeadPoolInput } from '../pools/pool.inputs';
import { PoolService } from '../pools/pool.service';
import { ScoreKeeper } from '../scoring/score.keeper';

const FIRST = '00000000-0000-0000-0000-000000000000';
const ACT = 'loadDemo';

/** How a sales team that does not exist has set up its work on leads. */
export interface LeadSample {
  pool: LeadPoolInput;
  /** So many of the open leads that somebody has spoken with, the oldest first, lie in the pool. */
  returned: number;
  people: readonly SalesProfileInput[];
  policy: (poolId: string) => AssignmentPolicyInput;
  /** Whether the rules are switched on, or stay a draft. */
  isInForce: boolean;
  track: NurtureTrackInput;
}

/** Sets up sample data by the verbs that people use. */
@Injectable()
export class LeadSamples {
  constructor(
    private readonly database: Database,
    private readonly pools: PoolService,
    private readonly desk: PoolDesk,
    private readonly people: PeopleService,
    private readonly policies: PolicyService,
    private readonly tracks: NurtureService,
    private readonly runner: NurtureRunner,
    private readonly scores: ScoreKeeper,
  ) {}

  /** Sets all of it up in the name of the viewer. What a start that was cut short has brought stands, and is not brought again. */
  async bring(viewer: Viewer, sample: LeadSample): Promise<void> {
    // A track takes leads by their grades.
    await this.scores.drain();
    await this.database.work(viewer, ACT, () => this.assignment(viewer, sample));
    await this.database.work(viewer, ACT, () => this.nurture(viewer, sample.track));
  }

  private async assignment(viewer: Viewer, { pool, returned, people, policy, isInForce }: LeadSample): Promise<void> {
    const [there] = await currentWork().query('select 1 from lead_pool limit 1');
    if (there) return;
    const { id: poolId } = await this.pools.create(viewer, pool);
    const spare = await currentWork().query<{ id: string }>(
      `select l.id from lead l join customer c on c.id = l.customer_id where l.status = 'OPEN' and l.stage = 'CONTACTED' and l.archived_at is null and l.owner_id is not null and c.stage = 'PROSPECT'
        and not exists (select 1 from lead o where o.customer_id = l.customer_id and o.id <> l.id) order by l.opened_at, l.id limit $1`, [returned]);
    if (spare.length > 0) await this.desk.release(viewer, spare.map(({ id }) => id), poolId, ReleaseReason.NO_TIME);
    for (const one of people) await this.people.save(viewer, one);
    const { id } = await this.policies.create(viewer, policy(poolId));
    if (isInForce) await this.policies.activate(viewer, id, null);
  }

  private async nurture(viewer: Viewer, input: NurtureTrackInput): Promise<void> {
    const [there] = await currentWork().query('select 1 from nurture_track limit 1');
    if (there) return;
    await this.tracks.create(viewer, input);
    for (const track of await this.runner.rules()) await this.runner.enter(track, 'GRADE', FIRST);
  }
}

import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { inOrder, SegmentRefresher } from './refresher';

export const SEGMENTS_JOB = 'customers.segments';
/** What failed is tried again after so long, by itself. */
export const AGAIN_MINUTES = 10;

interface Owed extends Record<string, unknown> {
  id: string;
  refers: string[];
}

const system = () => jobViewer('job.segment', ['job.segment'], 'segments');

/**
 * Computes segments as a whole: those whose definition is new, and every night all of them, for days pass without anything being written.
 * Each is one transaction: whatever becomes of the worker, a segment stands as it was or as it is.
 */
@Job(SEGMENTS_JOB, 'job.segment')
@Access('job.segment')
export class SegmentsJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly refresher: SegmentRefresher,
    private readonly clock: Clock,
  ) {}

  async run(job: JobRun): Promise<void> {
    const named = typeof job.data['id'] === 'string' ? job.data['id'] : null;
    const owed = named === null ? await this.owed() : [{ id: named, refers: [] }];
    for (const [done, { id }] of inOrder(owed).entries()) {
      if (await job.cancelled()) return;
      await this.one(job, id, named !== null);
      await job.progress(done + 1, owed.length);
    }
  }

  /** Asks for what is owed, once however many processes ask. */
  async ask(): Promise<void> {
    if ((await this.owed()).length === 0) return;
    await this.database.work(system(), SEGMENTS_JOB, () => this.jobs.startSlot(SEGMENTS_JOB, 1));
  }

  private async one(job: JobRun, id: string, alone: boolean): Promise<void> {
    try {
      await job.work(() => this.refresher.recompute(id));
    } catch (fault) {
      // A definition that cannot be computed any more must not keep the others waiting; what goes by itself is tried by the job.
      if (!(fault instanceof DomainError) || fault.code === 'UNAVAILABLE' || fault.code === 'STORAGE_FULL') throw fault;
      await job.work(() => currentWork().query('select segment_failed($1, $2, $3)', [id, fault.code, this.clock.now()]));
      if (alone) throw fault;
    }
  }

  /** Segments that wait to be computed as a whole: never computed, changed, or last computed on another day. */
  private owed(): Promise<Owed[]> {
    const now = this.clock.now();
    return this.database.query<Owed>(
      `select s.id, s.refers from segment s join segment_state t on t.segment_id = s.id where s.archived_at is null and (t.wants_full or t.rolled_on is distinct from $1::date)
        and (t.fault is null or t.tried_at is null or t.tried_at < $2::timestamptz - interval '${AGAIN_MINUTES} minutes') order by s.id`, [this.clock.today(), now]);
  }
}

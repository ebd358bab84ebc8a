import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import type { JobRun } from '@dossier/kernel/events';

const WAIT_MS = 500;

/** Lets one job at a time write the scores of a kind. Who has the turn stands in its job, and falls with its lease: nothing is held open meanwhile. */
@Injectable()
export class ShelfTurn {
  constructor(private readonly database: Database) {}

  /** Waits for the turn and runs; without running where the job is cancelled meanwhile. */
  async alone(job: JobRun, kind: string, run: () => Promise<void>): Promise<void> {
    while (!(await this.takes(job.id, kind))) {
      if (await job.cancelled()) return;
      await new Promise((next) => setTimeout(next, WAIT_MS));
    }
    await run();
  }

  /** Takes the turn, unless a running job has it. The lock makes those who come at the same instant look one after the other. */
  private async takes(id: string, kind: string): Promise<boolean> {
    const client = await this.database.background.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      await client.query(`select pg_advisory_xact_lock(hashtextextended('shelf ' || $1, 0))`, [kind]);
      const { rowCount } = await client.query(
        `update job set data = data || jsonb_build_object('shelf', $2::text) where id = $1
          and not exists (select 1 from job o where o.state = 'RUNNING' and o.data->>'shelf' = $2 and o.lease_holder is not null and o.lease_until > now() and o.id <> $1)`, [id, kind]);
      await client.query('commit');
      return rowCount === 1;
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      throw fault;
    } finally {
      client.release(broken);
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../data/database';
import { Jobs } from './jobs';
import { Signals } from './signals';

/** Stands at the end of a holder's name that has a life line; a worker of a version without one is left to its lease. */
export const LIFE_LINE = ':line';
const LOOK_MS = 1_500;
/** A worker whose life line was missing for so long is dead: one that lost its connection has long taken it up again. */
const MISSING_MS = 4_000;

/**
 * Finds workers that died without a word. Each worker holds an advisory lock on the connection it listens by, and
 * PostgreSQL lets go of it when that process is gone: others need not wait for the lease. The lease stays the last word
 * where a whole machine falls silent.
 */
@Injectable()
export class DeadWorkers {
  private readonly missing = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly signals: Signals,
    private readonly jobs: Jobs,
  ) {}

  async start(holder: string): Promise<void> {
    await this.signals.hold(holder);
    this.timer = setInterval(() => void this.look(holder).catch(() => undefined), LOOK_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(self: string): Promise<void> {
    const rows = await this.database.query<{ lease_holder: string }>(
      `select distinct j.lease_holder from job j
       where j.state = 'RUNNING' and j.lease_until > now() and j.lease_holder <> $1 and j.lease_holder like '%${LIFE_LINE}' and not exists (
         select 1 from pg_locks l where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
           and l.database = (select oid from pg_database where datname = current_database())
           and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(j.lease_holder, 0))`,
      [self],
    );
    const now = Date.now();
    const gone = new Set(rows.map((row) => row.lease_holder));
    for (const holder of this.missing.keys()) if (!gone.has(holder)) this.missing.delete(holder);
    for (const holder of gone) if (!this.missing.has(holder)) this.missing.set(holder, now);
    const dead = [...this.missing].filter(([, since]) => now - since >= MISSING_MS).map(([holder]) => holder);
    if (dead.length > 0) await this.takeFrom(dead);
  }

  private async takeFrom(dead: readonly string[]): Promise<void> {
    const rows = await this.database.query<{ id: string }>(
      `update job set lease_until = now() - interval '1 second' where state = 'RUNNING' and lease_holder = any($1) and lease_until > now() returning id`,
      [dead],
    );
    for (const { id } of rows) await this.jobs.deliver(id);
  }
}

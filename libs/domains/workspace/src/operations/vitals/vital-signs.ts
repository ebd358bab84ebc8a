import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Database, type SlowStatement } from '@dossier/kernel/data';
import { Worker } from '@dossier/kernel/events';
import { Installation, type Vitals } from '../health/source';

const BEAT_MS = 15_000;
const NANOSECONDS = 1e6;
/** More than this many slow statements a beat say no more than these. */
const MOST_SLOW = 50;
const MOST_TEXT = 1_000;

/** How this process fares, told to the database every 15 seconds, so that any process and the doctor can see all. */
@Injectable()
export class VitalSigns implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000);
  private readonly logger = new Logger('database');
  private slow: SlowStatement[] = [];
  private told = false;
  /** The percentile since the last beat; asking does not change it. */
  private lastDelay = 0;

  constructor(
    private readonly database: Database,
    private readonly worker: Worker,
    private readonly installation: Installation,
  ) {
    this.delay.enable();
    database.onSlow = (statement) => this.note(statement);
  }

  onApplicationBootstrap(): void {
    void this.beat();
  }

  read(): Vitals {
    const { pool } = this.database;
    return {
      most: pool.options.max, busy: pool.totalCount - pool.idleCount, waiting: pool.waitingCount,
      delay: Math.max(this.lastDelay, this.sinceBeat()), memory: process.memoryUsage.rss(), jobs: this.worker.busy,
    };
  }

  @Interval(BEAT_MS)
  async beat(): Promise<void> {
    this.lastDelay = this.sinceBeat();
    this.delay.reset();
    const slow = this.slow;
    this.slow = [];
    const told = {
      id: this.worker.holder, part: this.installation.part, host: hostname(), pid: process.pid,
      version: `${this.installation.version} ${this.installation.commit}`, started_at: this.startedAt.toISOString(), facts: this.read(),
    };
    const statements = slow.map(({ text, ms, operation }) => ({ ms: Math.round(ms), operation, statement: text.slice(0, MOST_TEXT) }));
    await this.database.watch.query('select sign_of_life($1, $2)', [JSON.stringify(told), JSON.stringify(statements)]).then(() => (this.told = true), () => undefined);
  }

  /** Who leaves in order is not missed. */
  async onApplicationShutdown(): Promise<void> {
    this.delay.disable();
    const told = { id: this.worker.holder, ended_at: new Date().toISOString() };
    if (this.told) await this.database.watch.query(`select sign_of_life($1, '[]')`, [JSON.stringify(told)]).catch(() => undefined);
  }

  private note(statement: SlowStatement): void {
    this.logger.warn(`A statement took ${Math.round(statement.ms)} ms${statement.operation ? ` in ${statement.operation}` : ''}`);
    if (this.slow.length < MOST_SLOW) this.slow.push(statement);
  }

  private sinceBeat(): number {
    const delay = this.delay.percentile(99) / NANOSECONDS;
    return Number.isFinite(delay) ? delay : 0;
  }
}

import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { jobViewer, type Viewer } from '../access/viewer';
import { Database } from '../data/database';
import { inBackground } from '../data/errand';
import { DomainError } from '../errors/domain-error';
import { plainFault } from '../errors/plain-fault';
import { DeadWorkers, LIFE_LINE } from './dead-workers';
import { JOB, type JobHandler, type JobMark, type JobRun } from './job.decorator';
import { Jobs, Queue, QUEUE, SWEEP, type StoredViewer } from './jobs';

/** A job is held for so long after each sign of life, then another worker may take it over. */
export const LEASE_SECONDS = 60;
/** How often a running job gives a sign of life. */
export const BEAT_SECONDS = 15;
/** A job that waits longer than this has been forgotten by the queue: it is delivered again. */
const QUEUED_SECONDS = 30;
/** A job that fails for an unforeseen reason is tried so often, then it waits among the failed ones. */
export const ATTEMPTS = 5;
/** And so often for a reason that goes by itself: a database that is slow or away for some minutes must not end a long job. */
const PASSING_ATTEMPTS = 20;
/** When the process ends, a job may go on for so long; then it is handed over at its next checkpoint. */
const FINISH_MS = 6_000;
const HAND_OVER_MS = 11_000;

/** How a person's viewer is made anew for a job: set by the identity domain, so that rights are those of now. */
export abstract class ViewerSource {
  abstract anew(who: StoredViewer & { userId: string }, requestId: string): Promise<Viewer | null>;
}

interface JobRow {
  id: string;
  name: string;
  data: Record<string, unknown>;
  viewer: StoredViewer;
  request_id: string | null;
  attempts: number;
  takeovers: number;
}

/** What goes by itself: the job is tried again, however it is worded to people. */
const passing = new Set<string>(['UNAVAILABLE', 'STORAGE_FULL']);

/** Another worker holds the job now: stop quietly, write nothing. */
class LeaseLost extends Error {}

/** Runs jobs under a lease: a heartbeat keeps it, a dead worker loses it and another goes on. */
@Injectable()
export class Worker implements OnApplicationShutdown {
  readonly holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}${LIFE_LINE}`;
  private readonly handlers = new Map<string, { mark: JobMark; handler: JobHandler }>();
  private readonly running = new Set<Promise<void>>();
  private readonly logger = new Logger('job');
  private stopping = false;
  private handsOver = false;

  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly jobs: Jobs,
    private readonly deadWorkers: DeadWorkers,
    private readonly discovery: DiscoveryService,
    private readonly modules: ModuleRef,
  ) {}

  /** How many jobs this process is running. */
  get busy(): number {
    return this.running.size;
  }

  async start(): Promise<void> {
    this.collect();
    await this.deadWorkers.start(this.holder);
    await this.queue.boss.work<{ id: string }>(QUEUE, { batchSize: 1, localConcurrency: 3, pollingIntervalSeconds: 0.5 }, async ([message]) => {
      if (message) await this.claim(message.data.id);
    });
    await this.queue.boss.work(SWEEP, { batchSize: 1, pollingIntervalSeconds: 5 }, async () => this.sweep().catch(() => undefined));
    await this.sweep(0);
  }

  /** Takes nothing new, lets what runs finish, and hands over what takes longer, at its next checkpoint. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.deadWorkers.stop();
    const stopped = this.queue.stop();
    await this.settled(FINISH_MS);
    this.handsOver = true;
    await this.settled(HAND_OVER_MS);
    await stopped;
  }

  private async settled(within: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((done) => (timer = setTimeout(done, within)));
    await Promise.race([Promise.allSettled(this.running), late]);
    clearTimeout(timer);
  }

  /** Delivers again what nobody holds: queued too long ago, or leased by a worker that went silent. */
  async sweep(waited = QUEUED_SECONDS): Promise<void> {
    const rows = await this.database.query<{ id: string }>(
      `select id from job where (state = 'RUNNING' and lease_until < now()) or (state = 'QUEUED' and created_at < now() - $1 * interval '1 second') limit 100`,
      [waited],
    );
    for (const { id } of rows) await this.jobs.deliver(id);
  }

  private collect(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const mark = metatype ? (Reflect.getMetadata(JOB, metatype) as JobMark | undefined) : undefined;
      if (mark && instance) this.handlers.set(mark.name, { mark, handler: instance as JobHandler });
    }
  }

  private async claim(id: string): Promise<void> {
    if (this.stopping) return;
    const [row] = await this.database.query<JobRow>(
      `update job set takeovers = takeovers + (state = 'RUNNING' and lease_holder is not null)::int, state = 'RUNNING', lease_holder = $2, lease_until = now() + $3 * interval '1 second',
         heartbeat_at = now(), attempts = attempts + 1, started_at = coalesce(started_at, now())
       where id = $1 and (state = 'QUEUED' or (state = 'RUNNING' and lease_until < now())) returning id, name, data, viewer, request_id, attempts, takeovers`,
      [id, this.holder, LEASE_SECONDS],
    );
    if (!row) return;
    const run = this.execute(row);
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }

  private async execute(row: JobRow): Promise<void> {
    const beat = setInterval(() => void this.beat(row.id), BEAT_SECONDS * 1_000);
    try {
      const found = this.handlers.get(row.name);
      if (!found) throw new Error(`No handler for the job ${row.name}`);
      await inBackground(() => found.handler.run(this.runOf(row, found.mark)));
      await this.end(row.id, `state = case when cancel_asked then 'CANCELLED' else 'DONE' end, error = null, detail = null`);
    } catch (fault) {
      if (!(fault instanceof LeaseLost)) await this.failed(row, fault);
      else if (this.handsOver) await this.handOver(row.id);
    } finally {
      clearInterval(beat);
    }
  }

  private async failed(row: JobRow, fault: unknown): Promise<void> {
    const isPassing = fault instanceof DomainError && passing.has(fault.code);
    // A full disk is no attempt of the job's: it waits until there is room, however long that takes.
    const waits = fault instanceof DomainError && fault.code === 'STORAGE_FULL';
    // A worker that died is no attempt of the job's either: a long one may outlive many of them.
    const final = !waits && ((fault instanceof DomainError && !isPassing) || row.attempts - row.takeovers >= (isPassing ? PASSING_ATTEMPTS : ATTEMPTS));
    const error = fault instanceof DomainError ? fault.code : 'INTERNAL';
    const detail = plainFault(fault);
    if (!(fault instanceof DomainError)) this.logger.error(`${row.name} ${row.id}: ${detail}`);
    if (final) return this.end(row.id, `state = 'FAILED', error = $3, detail = $4`, [error, detail]);
    // Not final: the lease, nobody's now, runs out soon, and the next attempt goes on from the last checkpoint.
    await this.database.query(`update job set lease_holder = null, lease_until = now() + interval '2 seconds' * least(greatest(attempts - takeovers, 1), 15), attempts = attempts - $5, error = $3, detail = $4 where id = $1 and lease_holder = $2`, [row.id, this.holder, error, detail, waits ? 1 : 0]).catch(() => undefined);
  }

  private async end(id: string, sets: string, values: readonly string[] = []): Promise<void> {
    await this.database.query(`update job set ${sets}, lease_until = null, ended_at = now() where id = $1 and lease_holder = $2`, [id, this.holder, ...values]).catch(() => undefined);
  }

  /** Gives the lease back, so that another worker goes on at once. It was no attempt that failed. */
  private async handOver(id: string): Promise<void> {
    await this.database
      .query(`update job set state = 'QUEUED', lease_holder = null, lease_until = null, attempts = greatest(attempts - 1, 0) where id = $1 and lease_holder = $2`, [id, this.holder])
      .then(() => this.jobs.deliver(id))
      .catch(() => undefined);
  }

  private async beat(id: string): Promise<void> {
    await this.database.query(`update job set lease_until = now() + $3 * interval '1 second', heartbeat_at = now() where id = $1 and lease_holder = $2 and state = 'RUNNING'`, [id, this.holder, LEASE_SECONDS]).catch(() => undefined);
  }

  private runOf(row: JobRow, mark: JobMark): JobRun {
    const requestId = row.request_id ?? row.id;
    const viewer = async (): Promise<Viewer> => {
      if (row.viewer.kind === 'job' || !row.viewer.userId) return jobViewer(row.viewer.name || row.name, [mark.word], requestId);
      const found = await this.modules.get(ViewerSource, { strict: false }).anew({ ...row.viewer, userId: row.viewer.userId }, requestId);
      if (!found) throw new DomainError('FORBIDDEN', { permission: mark.word });
      return found;
    };
    return {
      id: row.id,
      data: row.data,
      viewer,
      work: async (run) => {
        const now = await viewer();
        return this.database.work(now, row.name, async () => {
          await this.hold(row.id);
          return run(now);
        });
      },
      progress: async (done, total) => void (await this.database.query('update job set done = $2, total = $3 where id = $1', [row.id, done, total])),
      cancelled: async () => (await this.database.query<{ cancel_asked: boolean }>('select cancel_asked from job where id = $1', [row.id]))[0]?.cancel_asked === true,
    };
  }

  /** Takes the lease row for the length of the unit of work: two workers can never write for one job. */
  private async hold(id: string): Promise<void> {
    const [own] = await this.database.query<{ lease_holder: string }>('select lease_holder from job where id = $1 for update', [id]);
    if (own?.lease_holder !== this.holder) throw new LeaseLost();
    if (this.handsOver) throw new LeaseLost();
  }
}

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { jobViewer, type Viewer } from '../access/viewer';
import { Database } from '../data/database';
import { DomainError } from '../errors/domain-error';
import { JOB, type JobHandler, type JobMark, type JobRun } from './job.decorator';
import { Jobs, Queue, QUEUE, SWEEP, type StoredViewer } from './jobs';

const LEASE_SECONDS = 60;
const BEAT_MS = 15_000;
const ATTEMPTS = 5;

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
}

/** Another worker holds the job now: stop quietly, write nothing. */
class LeaseLost extends Error {}

/** Runs jobs under a lease: a heartbeat keeps it, a dead worker loses it and another goes on. */
@Injectable()
export class Worker implements OnApplicationShutdown {
  readonly holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  private readonly handlers = new Map<string, { mark: JobMark; handler: JobHandler }>();
  private readonly running = new Set<Promise<void>>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    private readonly jobs: Jobs,
    private readonly discovery: DiscoveryService,
    private readonly modules: ModuleRef,
  ) {}

  async start(): Promise<void> {
    this.collect();
    await this.queue.boss.work<{ id: string }>(QUEUE, { batchSize: 1, localConcurrency: 3, pollingIntervalSeconds: 0.5 }, async ([message]) => {
      if (message) await this.claim(message.data.id);
    });
    await this.queue.boss.work(SWEEP, { batchSize: 1, pollingIntervalSeconds: 5 }, async () => this.sweep());
    await this.sweep();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.queue.stop();
    await Promise.race([Promise.allSettled(this.running), new Promise((done) => setTimeout(done, 25_000).unref())]);
  }

  /** Delivers again what nobody holds: queued too long ago, or leased by a worker that went silent. */
  async sweep(): Promise<void> {
    const rows = await this.database.query<{ id: string }>(
      `select id from job where (state = 'RUNNING' and lease_until < now()) or (state = 'QUEUED' and created_at < now() - interval '30 seconds') limit 100`,
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
      `update job set state = 'RUNNING', lease_holder = $2, lease_until = now() + $3 * interval '1 second', attempts = attempts + 1, started_at = coalesce(started_at, now())
       where id = $1 and (state = 'QUEUED' or (state = 'RUNNING' and lease_until < now())) returning id, name, data, viewer, request_id, attempts`,
      [id, this.holder, LEASE_SECONDS],
    );
    if (!row) return;
    const run = this.execute(row);
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }

  private async execute(row: JobRow): Promise<void> {
    const beat = setInterval(() => void this.beat(row.id), BEAT_MS);
    try {
      const found = this.handlers.get(row.name);
      if (!found) throw new Error(`No handler for the job ${row.name}`);
      await found.handler.run(this.runOf(row, found.mark));
      await this.end(row.id, `state = case when cancel_asked then 'CANCELLED' else 'DONE' end, error = null`);
    } catch (fault) {
      if (!(fault instanceof LeaseLost)) await this.failed(row, fault);
    } finally {
      clearInterval(beat);
    }
  }

  private async failed(row: JobRow, fault: unknown): Promise<void> {
    const final = fault instanceof DomainError || row.attempts >= ATTEMPTS;
    const error = fault instanceof DomainError ? fault.code : 'INTERNAL';
    if (!(fault instanceof DomainError)) process.stderr.write(`${JSON.stringify({ level: 'error', job: row.name, id: row.id, fault: String((fault as Error)?.stack ?? fault).slice(0, 2_000) })}\n`);
    if (final) await this.end(row.id, `state = 'FAILED', error = '${error}'`);
    // Not final: the lease runs out soon, and the next attempt goes on from the last checkpoint.
    else await this.database.query(`update job set lease_until = now() + interval '2 seconds' * attempts, error = $3 where id = $1 and lease_holder = $2`, [row.id, this.holder, error]).catch(() => undefined);
  }

  private async end(id: string, sets: string): Promise<void> {
    await this.database.query(`update job set ${sets}, lease_until = null, ended_at = now() where id = $1 and lease_holder = $2`, [id, this.holder]).catch(() => undefined);
  }

  private async beat(id: string): Promise<void> {
    await this.database.query(`update job set lease_until = now() + $3 * interval '1 second' where id = $1 and lease_holder = $2 and state = 'RUNNING'`, [id, this.holder, LEASE_SECONDS]).catch(() => undefined);
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
    if (this.stopping) throw new LeaseLost();
  }
}

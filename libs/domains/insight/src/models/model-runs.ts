import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import type { JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import type { Day } from '@dossier/metrics';
import { CompanyService } from '@dossier/workspace';
import { Compute } from './compute';
import type { ModelVersion } from './model-version.entity';
import type { ModelRun } from './score-model';
import { ShelfWriter } from './shelf-writer';

/** Somebody has cancelled the job: it ends where it is, and nothing of it stays but what was written chunk by chunk. */
export class Cancelled extends Error {}

/** A connection, as far as reading needs it. */
interface Line {
  query(ask: { text: string; values?: unknown[]; rowMode?: 'array' }): Promise<{ rows: unknown[] }>;
}

const NEWEST_ORDER = 'select ordered_on as day from sales_order where archived_at is null order by ordered_at desc, id desc limit 1';
const PATIENCE = '10min';
const BATCH = 20_000;
const LOOK_MS = 1_500;
/** For sorting and grouping all orders at once. */
const ROOM = '128MB';

/** Makes what a model works with, for one job. */
@Injectable()
export class ModelRuns {
  constructor(
    private readonly database: Database,
    private readonly computing: Compute,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  async of(job: JobRun, version: Pick<ModelVersion, 'id' | 'params' | 'seed'>, dataEnd = NEWEST_ORDER): Promise<ModelRun> {
    const [cutoff, { currency }] = [await this.cutoff(dataEnd), await this.company.settings()];
    const stopIfCancelled = async (): Promise<void> => {
      if (await job.cancelled()) throw new Cancelled('The job was cancelled');
    };
    return {
      versionId: version.id, params: version.params, seed: Number(version.seed), cutoff, currency,
      rows: <R extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) => this.patiently(async (line) => (await line.query({ text: sql, values: [...values] })).rows as R[]),
      stream: (sql, values, batch) => this.patiently((line) => streamed(line, { sql, values, batch })),
      compute: (name, input, transfer = []) => this.watched(job, (left) => this.computing.do(name, input, { transfer, left })),
      shelf: (table) => new ShelfWriter(this.database, table, async () => stopIfCancelled()),
      progress: async (done, total) => {
        await stopIfCancelled();
        await job.progress(done, total);
      },
    };
  }

  /** The latest complete day, or the last day of the data where that lies before: what has not come in yet is no silence of customers. */
  async cutoff(dataEnd = NEWEST_ORDER): Promise<Day> {
    const [row] = await this.database.query<{ day: string }>(`select least($1::date - 1, (${dataEnd})::date)::text as day`, [this.clock.today()]);
    return row!.day;
  }

  /** Waits for a computation and ends it where the job is cancelled meanwhile. */
  private async watched<R>(job: JobRun, run: (left: AbortSignal) => Promise<R>): Promise<R> {
    const left = new AbortController();
    const timer = setInterval(() => void job.cancelled().then((isCancelled) => isCancelled && left.abort(), () => undefined), LOOK_MS);
    try {
      return await run(left.signal);
    } catch (fault) {
      if (left.signal.aborted) throw new Cancelled('The job was cancelled');
      throw fault;
    } finally {
      clearInterval(timer);
    }
  }

  /** Reads on one connection in one view of the data; what all orders take is longer than any other question may. */
  private async patiently<R>(run: (line: Line) => Promise<R>): Promise<R> {
    const client = await this.database.background.connect();
    let broken: Error | undefined;
    try {
      await client.query(`begin read only; set local statement_timeout = '${PATIENCE}'; set local work_mem = '${ROOM}'; set local jit = off; set local cursor_tuple_fraction = 1`);
      const result = await run(client);
      await client.query('commit');
      return result;
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      throw fault;
    } finally {
      client.release(broken);
    }
  }
}

interface Streamed {
  sql: string;
  values: readonly unknown[];
  batch: (rows: readonly (readonly unknown[])[]) => void;
}

async function streamed(line: Line, { sql, values, batch }: Streamed): Promise<void> {
  await line.query({ text: `declare told no scroll cursor for ${sql}`, values: [...values] });
  for (let got = BATCH; got === BATCH; ) {
    const rows = (await line.query({ text: `fetch ${BATCH} from told`, rowMode: 'array' })).rows as unknown[][];
    got = rows.length;
    if (got > 0) batch(rows);
  }
}

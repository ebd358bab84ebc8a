import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { JobState } from '@dossier/kernel/events';
import { gauge } from '@dossier/kernel/metrics';
import { VitalSigns } from './vital-signs';

type Pairs = ReadonlyMap<string, number>;

/** The figures beyond requests: connections, jobs, the database, the process. They are read when somebody scrapes, never before. */
@Injectable()
export class Gauges {
  constructor(
    private readonly database: Database,
    private readonly signs: VitalSigns,
  ) {
    this.ofProcess();
    this.ofJobs();
    this.ofDatabase();
  }

  private ofProcess(): void {
    const { pool, background, aside, watch } = this.database;
    const pools = { people: pool, background, aside, watch };
    const each = (figure: (of: typeof pool) => number): Pairs => new Map(Object.entries(pools).map(([name, of]) => [name, figure(of)]));
    gauge('dossier_connections_open', 'Open connections to PostgreSQL.', () => each((of) => of.totalCount), 'pool');
    gauge('dossier_connections_busy', 'Connections in use.', () => each((of) => of.totalCount - of.idleCount), 'pool');
    gauge('dossier_connections_waiting', 'Callers that wait for a connection.', () => each((of) => of.waitingCount), 'pool');
    gauge('dossier_connections_most', 'Connections a pool may open.', () => each((of) => of.options.max), 'pool');
    gauge('dossier_event_loop_delay_seconds', '99th percentile of the event loop\'s delay, of the last 15 seconds.', () => this.signs.read().delay / 1_000);
    gauge('dossier_process_memory_bytes', 'Memory of the process.', () => new Map(Object.entries(process.memoryUsage())), 'kind');
    gauge('dossier_process_cpu_seconds', 'Processor time used since the process began.', () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; });
    gauge('dossier_process_uptime_seconds', 'How long the process has run.', () => process.uptime());
    gauge('dossier_jobs_here', 'Jobs that this process runs now.', () => this.signs.read().jobs);
  }

  private ofJobs(): void {
    gauge('dossier_jobs', 'Jobs by state.', () => this.pairs(`select state as of, count(*)::float8 as figure from job group by state`, Object.values(JobState)), 'state');
    gauge('dossier_jobs_oldest_seconds', 'Age of the oldest job that waits or runs.', () => this.pairs(
      `select state as of, extract(epoch from now() - min(case state when 'QUEUED' then created_at else started_at end))::float8 as figure from job where state in ('QUEUED','RUNNING') group by state`, ['QUEUED', 'RUNNING'],
    ), 'state');
    gauge('dossier_jobs_silent', 'Running jobs without a sign of life for half a minute.', () => this.one(
      `select count(*)::float8 as figure from job where state = 'RUNNING' and error is null and coalesce(heartbeat_at, started_at) < now() - interval '30 seconds'`,
    ));
    gauge('dossier_audit_unsealed_seconds', 'Age of the oldest entry of the audit trail that is not sealed yet.', () => this.one(
      `select coalesce(extract(epoch from now() - (select min(at) from audit_entry e where e.xid > s.entry_xid and e.at > now() - interval '7 days')), 0)::float8 as figure from audit_state s`,
    ));
  }

  private ofDatabase(): void {
    gauge('dossier_database_bytes', 'Size of the database.', () => this.one('select pg_database_size(current_database())::float8 as figure'));
    gauge('dossier_database_connections', 'Connections of the server by state.', () => this.pairs(`select coalesce(state, 'other') as of, count(*)::float8 as figure from pg_stat_activity where backend_type = 'client backend' group by 1`, []), 'state');
    gauge('dossier_database_longest_transaction_seconds', 'Age of the oldest open transaction.', () => this.one(`select coalesce(extract(epoch from now() - min(xact_start)), 0)::float8 as figure from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`));
    gauge('dossier_slow_statements', 'Statements of over a second in the last 24 hours, as the processes have noted them.', () => this.one(`select count(*)::float8 as figure from slow_statement where at > now() - interval '24 hours'`));
    gauge('dossier_database_cache_hit_ratio', 'Share of pages that PostgreSQL found in its memory.', () => this.one(`select coalesce(blks_hit::float8 / nullif(blks_hit + blks_read, 0), 1) as figure from pg_stat_database where datname = current_database()`));
  }

  private async one(text: string): Promise<number> {
    return Number((await this.database.look<{ figure: number }>(text))[0]?.figure ?? 0);
  }

  private async pairs(text: string, always: readonly string[]): Promise<Pairs> {
    const rows = await this.database.look<{ of: string; figure: number }>(text);
    return new Map([...always.map((of) => [of, 0] as const), ...rows.map((row) => [row.of, Number(row.figure)] as const)]);
  }
}

import { BEAT_SECONDS } from '@dossier/kernel/events';
import { found, type Checks, type Found, type HealthSource } from './source';

const LATE_SECONDS = 60;
const STUCK_SECONDS = 600;
const SEAL_SECONDS = 60;
const CHECKPOINT_SECONDS = 900;

async function queue({ look }: HealthSource): Promise<Found> {
  const [row] = await look<{ queued: number; running: number; age: number }>(
    `select count(*) filter (where state = 'QUEUED')::int as queued, count(*) filter (where state = 'RUNNING')::int as running,
      coalesce(extract(epoch from now() - min(created_at) filter (where state = 'QUEUED')), 0)::int as age from job where state in ('QUEUED','RUNNING')`,
  );
  const { queued = 0, running = 0, age = 0 } = row ?? {};
  return found(age > STUCK_SECONDS ? 'stuck' : age > LATE_SECONDS ? 'late' : 'flowing', { queued, running, age });
}

async function workers({ look }: HealthSource): Promise<Found> {
  const [row] = await look<{ count: number; age: number; silent: number }>(
    `select count(*) filter (where seen_at > now() - interval '1 minute')::int as count, coalesce(extract(epoch from now() - max(seen_at)), 0)::int as age,
      (select count(*)::int from job where state = 'RUNNING' and error is null and coalesce(heartbeat_at, started_at) < now() - $1 * interval '1 second') as silent from running_process`,
    [BEAT_SECONDS * 2],
  );
  const { count = 0, age = 0, silent = 0 } = row ?? {};
  if (count === 0) return found('none');
  return silent > 0 ? found('silent', { silent }) : found('alive', { count, age });
}

async function failedJobs({ look }: HealthSource): Promise<Found> {
  const [row] = await look<{ count: number; name: string | null; error: string | null }>(
    `select count(*)::int as count, (array_agg(name order by ended_at desc))[1] as name, (array_agg(error order by ended_at desc))[1] as error
     from job where state = 'FAILED' and ended_at > now() - interval '7 days'`,
  );
  const { count = 0, name, error } = row ?? {};
  return count === 0 ? found('none') : found('some', { count, name: name ?? '?', error: error ?? '?' });
}

const exists = async ({ look }: HealthSource, table: string): Promise<boolean> =>
  (await look<{ there: boolean }>('select to_regclass($1) is not null as there', [table]))[0]?.there === true;

async function seal(source: HealthSource): Promise<Found> {
  if (!(await exists(source, 'public.audit_state'))) return found('absent');
  const [row] = await source.look<{ count: number; open: number; age: number }>(
    `select s.sequence::float8 as count, e.open, e.age from audit_state s, lateral (
       select count(*)::int as open, coalesce(extract(epoch from now() - min(at)), 0)::int as age from (
         select at from audit_entry where xid > s.entry_xid and at > now() - interval '7 days' limit 10000) x) e`,
  );
  const { count = 0, open = 0, age = 0 } = row ?? {};
  return found(age > SEAL_SECONDS ? 'late' : 'close', { count, open, age });
}

async function checkpoint(source: HealthSource): Promise<Found> {
  if (!(await exists(source, 'public.audit_state'))) return found('none');
  const [row] = await source.look<{ at: string | null; age: number }>(
    `select to_char(checkpoint_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"') as at, coalesce(extract(epoch from now() - checkpoint_at), 0)::int as age from audit_state`,
  );
  if (!row?.at) return found('none');
  return found(row.age > CHECKPOINT_SECONDS ? 'old' : 'fresh', { at: row.at, age: row.age });
}

async function mail(source: HealthSource): Promise<Found> {
  if (!source.installation.mails) return found('none');
  if (!(await exists(source, 'public.mail'))) return found('unproven');
  const [row] = await source.look<{ at: string | null; failed: number; error: string | null }>(
    `select to_char(max(sent_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"') as at,
      count(*) filter (where error is not null and state <> 'SENT' and updated_at > now() - interval '24 hours')::int as failed,
      (array_agg(error order by updated_at desc) filter (where error is not null and state <> 'SENT'))[1] as error from mail`,
  );
  const { at, failed = 0, error } = row ?? {};
  if (failed > 0) return found('failing', { failed, error: error ?? '?', at: at ?? '–' });
  return at ? found('sends', { at }) : found('unproven');
}

export const workChecks: Checks = { QUEUE: queue, WORKERS: workers, FAILED_JOBS: failedJobs, SEAL: seal, CHECKPOINT: checkpoint, MAIL: mail };

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobViewer } from '@dossier/kernel/access';
import { Database, newId } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import { personId, startApi, type Api } from '@dossier/kernel/testing';
import { JobsUpkeep } from './jobs/jobs-upkeep.job';
import { VitalSigns } from './vitals/vital-signs';

const HEALTH = '{ health { state measuredAt lines { key state title evidence advice facts measuredAt } processes { part pid seenAt } } }';
const JOBS = `query($f: OperatedJobFilter, $s: OperatedJobSort) { operatedJobs(filter: $f, sort: $s, first: 50) {
  nodes { id name state attempts takeovers error detail isSilent leaseUntil holder starter { name } can } totalCount } }`;
const RETRY = 'mutation($id: ID!) { retryJob(id: $id) { id state attempts error detail } }';
const STOP = 'mutation($id: ID!) { stopJob(id: $id) { id state cancelAsked } }';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

interface Given {
  state: string;
  error?: string;
  owner?: string;
  ended?: string;
  beat?: string;
}

/** A job as the table would hold it, of a kind that nobody handles. */
async function given({ state, error, owner, ended, beat }: Given): Promise<string> {
  const id = newId();
  await api.db.query(
    `insert into job (id, name, data, viewer, state, error, detail, owner_id, attempts, ended_at, started_at, heartbeat_at, lease_holder, lease_until)
     values ($1, 'spec.job', '{"secret":"17098001234"}', '{"kind":"job","userId":null,"name":"spec"}', $2, $3, $4, $5, 5, now() - $6::interval, now() - interval '5 minutes',
       now() - $7::interval, case when $2 = 'RUNNING' then 'elsewhere' end, case when $2 = 'RUNNING' then now() + interval '1 hour' end)`,
    [id, state, error ?? null, error ? 'TypeError at spec' : null, owner ?? null, ended ?? null, beat ?? null],
  );
  return id;
}

const stateOf = async (id: string) => (await api.db.query<{ state: string; cancel_asked: boolean; attempts: number }>('select state, cancel_asked, attempts from job where id = $1', [id])).rows[0];

describe('health', () => {
  it('shows the state with its evidence, measured now', async () => {
    await api.app.get(VitalSigns, { strict: false }).beat();
    const { health } = await (await api.as('ADMIN')).query(HEALTH);
    const line = (key: string) => health.lines.find((one: { key: string }) => one.key === key);
    expect(line('DATABASE')).toMatchObject({ state: 'OK', title: '数据库', advice: null });
    expect(line('DATABASE').evidence).toMatch(/^PostgreSQL \d+\.\d+，\d+ 毫秒/);
    expect(line('SECOND_LOCK')).toMatchObject({ state: 'OK', facts: { login: 'dossier_app' } });
    expect(line('MIGRATIONS').state).toBe('OK');
    expect(line('KEY').state).toBe('OK');
    expect(line('DISK').facts.percent).toBeGreaterThan(0);
    expect(line('WORKERS').state).toBe('OK');
    expect(line('POOL').facts.most).toBe(6);
    expect(health.processes).toEqual([expect.objectContaining({ part: 'PRODUCT', pid: process.pid })]);
    for (const { measuredAt } of health.lines) expect(Date.now() - Date.parse(measuredAt)).toBeLessThan(20_000);
  });
  it('is refused to roles without the right, and to nobody', async () => {
    expect(await (await api.as('SALES')).refusal(HEALTH)).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(HEALTH)).toBe('NOT_SIGNED_IN');
    expect((await (await api.as('AUDITOR')).query(HEALTH)).health.lines.length).toBeGreaterThan(10);
  });
  it('warns when jobs have failed, and says what to do', async () => {
    const id = await given({ state: 'FAILED', error: 'INTERNAL', ended: '1 hour' });
    const { health } = await (await api.as('ADMIN')).query(HEALTH);
    const line = health.lines.find((one: { key: string }) => one.key === 'FAILED_JOBS');
    expect(line).toMatchObject({ state: 'WARN', facts: { count: 1, name: 'spec.job', error: 'INTERNAL' } });
    expect(line.advice).not.toBeNull();
    await api.db.query('delete from job where id = $1', [id]);
  });
  it('notes statements of over a second, without their values', async () => {
    await api.app.get(Database).query(`select pg_sleep(1.1), $1::text`, ['13800138000']);
    await api.app.get(VitalSigns, { strict: false }).beat();
    const { health } = await (await api.as('ADMIN')).query(HEALTH);
    const line = health.lines.find((one: { key: string }) => one.key === 'STATEMENTS');
    expect(line.state).toBe('WARN');
    expect(line.evidence).toContain('pg_sleep');
    expect(JSON.stringify((await api.db.query('select * from slow_statement')).rows)).not.toContain('13800138000');
  });
});

describe('jobs', () => {
  it('shows everybody\'s jobs to whoever operates, never what is in them', async () => {
    const id = await given({ state: 'FAILED', error: 'INTERNAL', owner: personId('SALES'), ended: '1 minute' });
    const { operatedJobs } = await (await api.as('ADMIN')).query(JOBS, { f: { state: { in: ['FAILED'] } } });
    expect(operatedJobs.nodes).toEqual([expect.objectContaining({ id, error: 'INTERNAL', detail: 'TypeError at spec', starter: { name: '赵一凡' }, can: ['RETRY'] })]);
    expect(JSON.stringify(operatedJobs)).not.toContain('17098001234');
    const seen = (await (await api.as('AUDITOR')).query(JOBS, { f: { state: { in: ['FAILED'] } } })).operatedJobs.nodes;
    expect(seen).toEqual([expect.objectContaining({ id, can: [] })]);
    expect(await (await api.as('MARKETER')).refusal(JOBS)).toBe('FORBIDDEN');
    await api.db.query('delete from job where id = $1', [id]);
  });
  it('tells a silent job from one that beats', async () => {
    const silent = await given({ state: 'RUNNING', beat: '31 seconds' });
    const lively = await given({ state: 'RUNNING', beat: '5 seconds' });
    const { nodes } = (await (await api.as('ADMIN')).query(JOBS, { f: { name: { equals: 'spec.job' }, state: { in: ['RUNNING'] } } })).operatedJobs;
    expect(Object.fromEntries(nodes.map((one: { id: string; isSilent: boolean }) => [one.id, one.isSilent]))).toEqual({ [silent]: true, [lively]: false });
    await api.db.query('delete from job where id = any($1)', [[silent, lively]]);
  });
  it('retries a failed job: works · refused · out of reach · wrong state', async () => {
    const id = await given({ state: 'FAILED', error: 'INTERNAL', ended: '1 minute' });
    const admin = await api.as('ADMIN');
    expect(await (await api.as('AUDITOR')).refusal(RETRY, { id })).toBe('FORBIDDEN');
    expect(await admin.refusal(RETRY, { id: newId() })).toBe('NOT_FOUND');
    expect((await admin.mutate(RETRY, { id })).retryJob).toMatchObject({ id, attempts: 0, error: null, detail: null });
    expect(await admin.refusal(RETRY, { id: await given({ state: 'DONE', ended: '1 minute' }) })).toBe('JOB_STATE');
    const { rows } = await api.db.query(`select action, object_id from audit_entry where action = 'retryJob' and outcome = 'DONE'`);
    expect(rows).toEqual([{ action: 'retryJob', object_id: id }]);
    await until(async () => (await stateOf(id))?.attempts === 1);
  });
  it('stops a job: works · refused · out of reach · wrong state', async () => {
    const running = await given({ state: 'RUNNING', beat: '1 second' });
    const admin = await api.as('ADMIN');
    expect(await (await api.as('MANAGER')).refusal(STOP, { id: running })).toBe('FORBIDDEN');
    expect(await admin.refusal(STOP, { id: newId() })).toBe('NOT_FOUND');
    expect((await admin.mutate(STOP, { id: running })).stopJob).toEqual({ id: running, state: 'RUNNING', cancelAsked: true });
    expect(await admin.refusal(STOP, { id: await given({ state: 'FAILED', error: 'INTERNAL', ended: '1 minute' }) })).toBe('JOB_STATE');
  });
  it('lists what the product does by itself, with its last and next run', async () => {
    await api.app.get(JobsUpkeep, { strict: false }).tick();
    const { jobSchedules } = await (await api.as('ADMIN')).query('{ jobSchedules { name everySeconds lastRunAt nextRunAt } }');
    const mine = jobSchedules.find((one: { name: string }) => one.name === 'workspace.jobs-upkeep');
    expect(mine.everySeconds).toBe(3_600);
    expect(Date.parse(mine.nextRunAt) - Date.parse(mine.lastRunAt)).toBe(3_600_000);
    expect(await (await api.as('SALES')).refusal('{ jobSchedules { name } }')).toBe('FORBIDDEN');
  });
  it('keeps ended jobs for thirty days', async () => {
    const old = await given({ state: 'DONE', ended: '31 days' });
    const young = await given({ state: 'DONE', ended: '29 days' });
    const database = api.app.get(Database);
    const upkeep = jobViewer('job.upkeep', ['job.upkeep'], 'spec');
    await database.work(upkeep, 'spec', () => api.app.get(Jobs).start('workspace.jobs-upkeep', {}));
    await until(async () => (await stateOf(old)) === undefined);
    expect(await stateOf(young)).toBeDefined();
  });
  it('keeps one redacted line of why a job failed', async () => {
    const database = api.app.get(Database);
    const id = await database.work(jobViewer('spec', ['job.upkeep'], 'spec'), 'spec', () => api.app.get(Jobs).start('spec.nobody-handles-this', { phone: '13800138000' }));
    await until(async () => (await api.db.query('select 1 from job where id = $1 and detail is not null', [id])).rowCount === 1);
    const { rows: [job] } = await api.db.query('select error, detail from job where id = $1', [id]);
    expect(job).toMatchObject({ error: 'INTERNAL' });
    expect(job.detail).toMatch(/^Error No handler for the job/);
    expect(job.detail).not.toMatch(/\n|13800138000/);
  });
});

describe('metrics', () => {
  it('are open to whoever operates, and closed to all others', async () => {
    expect((await api.anonymous().get('/metrics')).status).toBe(401);
    expect((await (await api.as('SALES')).get('/metrics')).status).toBe(403);
    const { status, text } = await (await api.as('AUDITOR')).get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('dossier_jobs{state="FAILED"}');
    expect(text).toContain('dossier_connections_busy{pool="people"}');
    expect(text).not.toMatch(/\b1\d{10}\b/);
  });
  it('name operations by the schema alone, whatever was sent', async () => {
    const sales = await api.as('SALES');
    await sales.query('query Invented { mine: me { id } }');
    await sales.query('query Invented { mine: me { id } }');
    await sales.refusal('query Forged { health { state } }');
    const { text } = await (await api.as('AUDITOR')).get('/metrics');
    expect(text).toMatch(/dossier_request_seconds_count\{operation="me",answer="ok"\} [2-9]/);
    expect(text).toMatch(/dossier_errors_total\{code="FORBIDDEN"\} \d+/);
    expect(text).not.toMatch(/Invented|Forged|mine/);
  });
});

describe('the connections', () => {
  it('of people may all be taken: looking and the queue go on, and people are told instead of waiting on', async () => {
    const { pool } = api.app.get(Database);
    const admin = await api.as('ADMIN');
    // As long as the product waits; other specs are more patient.
    const patience = pool.options.connectionTimeoutMillis;
    const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    try {
      pool.options.connectionTimeoutMillis = 1_500;
      const { status, errors } = await admin.raw('{ operatedJobs(first: 1) { nodes { id } } }');
      expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 503, code: 'UNAVAILABLE' });
      expect((await api.anonymous().get('/readyz')).status).toBe(200);
    } finally {
      pool.options.connectionTimeoutMillis = patience;
      for (const client of taken) client.release();
    }
    expect((await admin.query('{ operatedJobs(first: 1) { nodes { id } } }')).operatedJobs).toBeDefined();
  });
});

async function until(is: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error('It did not come to pass');
    await new Promise((done) => setTimeout(done, 100));
  }
}

import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { on, page, Refusal, show } from '../../testing/show';
import { HealthDocument, JobSchedulesDocument, OperatedJobsDocument, RetryJobDocument } from './operations.documents';
import { operationsRoutes } from './operations.routes';

const at = '2026-11-22T05:00:00Z';
const line = (key: string, state: 'OK' | 'WARN' | 'FAIL', advice: string | null) => ({ key, state, title: `The ${key}`, evidence: `evidence of ${key}`, advice, measuredAt: at });
const health = (lines: ReturnType<typeof line>[]) => ({ health: { state: lines[0]!.state, measuredAt: at, lines, processes: [{ id: 'p', part: 'PRODUCT', host: 'house', pid: 7, build: '0.1.0', startedAt: at, seenAt: at }] } });
const schedules = on(JobSchedulesDocument, { jobSchedules: [{ name: 'workspace.jobs-upkeep', everySeconds: 3600, lastRunAt: at, lastState: 'DONE' as const, nextRunAt: at }] });
const job = {
  id: 'j', name: 'workspace.export', state: 'FAILED' as const, done: 3, total: 9, attempts: 5, takeovers: 1, error: 'INTERNAL', detail: 'TypeError at export.job.ts:9', requestId: 'ABC', holder: null,
  heartbeatAt: at, isSilent: false, leaseUntil: null, cancelAsked: false, createdAt: at, startedAt: at, endedAt: at, can: ['RETRY'], starter: { id: 'u', name: '周岚' },
};

afterEach(cleanup);

describe('operations', () => {
  it('puts what needs somebody first, with its evidence and what to do', async () => {
    await show(operationsRoutes, '/operations', [schedules, on(HealthDocument, health([line('DISK', 'FAIL', 'Make room now.'), line('DATABASE', 'OK', null)]))]);
    expect(await screen.findByText('1 failing')).toBeInTheDocument();
    expect(screen.getByText('evidence of DISK')).toBeInTheDocument();
    expect(screen.getByText('Make room now.')).toBeInTheDocument();
    expect(screen.getByText('evidence of DATABASE')).toBeInTheDocument();
    expect(await screen.findByText('Clear old jobs')).toBeInTheDocument();
  });
  it('says so when the state cannot be asked, and to whom it is closed', async () => {
    await show(operationsRoutes, '/operations', [schedules, on(HealthDocument, new Refusal('UNAVAILABLE'))]);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    cleanup();
    await show(operationsRoutes, '/operations', [], { without: ['operation.read'] });
    expect(screen.queryByText('Schedules')).not.toBeInTheDocument();
  });
  it('shows a failed job with why, and retries it', async () => {
    const { sent } = await show(operationsRoutes, '/operations/jobs', [on(OperatedJobsDocument, { operatedJobs: { ...page([job]), totalCount: 1, totalIsExact: true } }), on(RetryJobDocument, { retryJob: { id: 'j', state: 'QUEUED' as const } })]);
    await userEvent.click(await screen.findByRole('button', { name: 'Export a list' }));
    expect(await screen.findByText('TypeError at export.job.ts:9')).toBeInTheDocument();
    await userEvent.click(screen.getAllByRole('button', { name: 'Retry the job Export a list' })[0]!);
    expect(sent.some(({ operation, variables }) => operation === 'RetryJob' && variables['id'] === 'j')).toBe(true);
  });
  it('tells what is silent, and what comes when there is nothing', async () => {
    await show(operationsRoutes, '/operations/jobs', [on(OperatedJobsDocument, { operatedJobs: { ...page([{ ...job, state: 'RUNNING' as const, isSilent: true, can: ['STOP'] }]), totalCount: 1, totalIsExact: true } })]);
    expect(await screen.findByText('Silent, will be taken over')).toBeInTheDocument();
    cleanup();
    await show(operationsRoutes, '/operations/jobs', [on(OperatedJobsDocument, { operatedJobs: { ...page([]), totalCount: 0, totalIsExact: true } })]);
    expect(await screen.findByText('No jobs')).toBeInTheDocument();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { AcknowledgeDocument, AlertsDocument, ChecksDocument, KeepDocument, KeptDocument, SealDocument, VerifyDocument } from './audit.documents';
import { auditRoutes } from './audit.routes';

afterEach(cleanup);

const alert = { id: 'a', kind: 'SIGN_IN_FAILURES' as const, facts: { name: '赵一凡', count: 5 }, at: '2026-11-22T05:00:00Z', acknowledgedAt: null, acknowledgedBy: null, can: ['ACKNOWLEDGE'] };
const seal = { sequence: 1200, head: 'ab'.repeat(32), sealedAt: '2026-11-22T05:00:00Z', waiting: 0, lateSeconds: 0, isLate: false, checkpointAt: '2026-11-22T05:00:00Z', checkpointSequence: 1190, isTrue: true, keptSince: null };
const check = { id: 'c', state: 'BROKEN' as const, at: '2026-11-22T05:00:00Z', jobId: null, checked: 1200, total: 1200, millis: 600, fault: 'EDITED', sequence: 17, facts: {}, askedBy: { name: '何审' } };
const months = on(KeptDocument, { company: { id: 'k', version: 3, auditMonths: 36 } });

describe('the alerts', () => {
  it('say what was seen, and are acknowledged one by one', async () => {
    const { sent } = await show(auditRoutes, '/audit/alerts', [on(AlertsDocument, { alerts: page([alert]) }), on(AcknowledgeDocument, { acknowledgeAlert: { id: 'a', acknowledgedAt: '2026-11-22T05:01:00Z' } })]);
    expect(await screen.findByText('5 sign-ins to the account of 赵一凡 failed within 15 minutes.')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: /^Acknowledge:/ }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'AcknowledgeAlert')?.variables).toEqual({ id: 'a' }));
    expect(sent.find(({ operation }) => operation === 'AuditAlerts')?.variables).toMatchObject({ filter: { open: true } });
  });
  it('say that nothing needs a look, and that they could not be read', async () => {
    await show(auditRoutes, '/audit/alerts', [on(AlertsDocument, { alerts: page([]) })]);
    expect(await screen.findByText('Nothing needs a look')).toBeInTheDocument();
    cleanup();
    await show(auditRoutes, '/audit/alerts', [on(AlertsDocument, new Refusal('UNAVAILABLE'))]);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});

describe('the seal', () => {
  it('shows the chain and the last checks, and starts one', async () => {
    const { sent } = await show(auditRoutes, '/audit/seal', [
      on(SealDocument, { auditSeal: seal }), on(ChecksDocument, { auditChecks: { nodes: [check] } }), on(VerifyDocument, { verifyAudit: { id: 'd', jobId: 'j', state: 'RUNNING' } }), months,
    ]);
    expect(await screen.findByText(/Broken: a row was edited/)).toHaveTextContent('first at number 17');
    expect(screen.getByText('1,200')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: /Check now/ }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'VerifyAudit')).toBe(true));
  });
  it('shows in red what is late or does not match', async () => {
    await show(auditRoutes, '/audit/seal', [on(SealDocument, { auditSeal: { ...seal, isLate: true, lateSeconds: 75, isTrue: false } }), on(ChecksDocument, { auditChecks: { nodes: [] } }), months]);
    expect(await screen.findByText('75 seconds late')).toHaveClass('d-tone-error');
    expect(screen.getByText('does not match the database')).toHaveClass('d-tone-error');
    expect(screen.getByText(/Not checked yet/)).toBeInTheDocument();
  });
  it('sets how long the trail is kept, for whoever sets the company', async () => {
    const replies = [on(SealDocument, { auditSeal: seal }), on(ChecksDocument, { auditChecks: { nodes: [] } }), months, on(KeepDocument, { updateCompany: { id: 'k', version: 4, auditMonths: 24 } })];
    const { sent } = await show(auditRoutes, '/audit/seal', replies);
    fireEvent.change(await screen.findByLabelText(/Months kept/), { target: { value: '24' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SetAuditMonths')?.variables).toEqual({ input: { auditMonths: 24, version: 3 } }));
    cleanup();
    await show(auditRoutes, '/audit/seal', replies, { without: ['company.manage'] });
    expect(await screen.findByText('1,200')).toBeInTheDocument();
    expect(screen.queryByText('Months kept')).toBeNull();
  });
  it('is closed without the word', async () => {
    await show(auditRoutes, '/audit/seal', [], { without: ['audit.read'] });
    expect(screen.queryByText('Check now')).toBeNull();
  });
});

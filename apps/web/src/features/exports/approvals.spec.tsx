import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { ApproveExportDocument, DeclineExportDocument, ExportLimitsDocument, ExportRequestsDocument, LimitRolesDocument, SetExportLimitDocument } from './exports.documents';
import { exportsRoutes } from './exports.routes';

const request = { id: 'r', version: 1, list: 'customers', format: 'XLSX' as const, state: 'NEEDS_APPROVAL' as const, clear: true, fields: ['name', 'phone'], reason: 'Mailing', expectedRows: 25_000, rowCount: null, createdAt: '2026-11-21T00:00:00Z', decidedAt: null, decision: null, ownerId: 'other', owner: { id: 'other', name: '李敏' }, decidedBy: null, can: ['APPROVE', 'DECLINE'] };

afterEach(cleanup);

describe('exports that wait', () => {
  it('are approved by name and number', async () => {
    const { sent } = await show(exportsRoutes, '/exports/approvals', [on(ExportRequestsDocument, { exportRequests: page([request]) }), on(ApproveExportDocument, { approveExport: { id: 'r', state: 'QUEUED' } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Approve the export of 25,000 Customers for 李敏' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ApproveExport')?.variables).toEqual({ id: 'r' }));
  });

  it('are declined with a reason alone', async () => {
    const { sent } = await show(exportsRoutes, '/exports/approvals', [on(ExportRequestsDocument, { exportRequests: page([request]) }), on(DeclineExportDocument, { declineExport: { id: 'r', state: 'DECLINED' } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Decline the Customers export of 李敏' }));
    fireEvent.change(await screen.findByLabelText('Why (the asker reads it)'), { target: { value: 'Not needed' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Decline' }).at(-1)!);
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'DeclineExport')?.variables).toEqual({ id: 'r', reason: 'Not needed' }));
  });

  it('of one’s own offer nothing', async () => {
    await show(exportsRoutes, '/exports/approvals', [on(ExportRequestsDocument, { exportRequests: page([{ ...request, ownerId: 'me' }]) })]);
    expect(await screen.findByText('your own')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });
});

describe('limits', () => {
  it('are shown and changed for the house', async () => {
    const { sent } = await show(exportsRoutes, '/exports/limits', [
      on(ExportLimitsDocument, { exportLimits: [{ id: 'l', version: 1, roleId: null, role: null, userId: null, user: null, rowsPerDay: 1000, approvalAbove: null, clearAbove: 10, opensPerHour: 200, revealsPerHour: null, mark: null }] }), on(LimitRolesDocument, { roles: [] }), on(SetExportLimitDocument, { setExportLimit: { id: 'l', version: 2 } }),
    ]);
    expect(await screen.findByText(/Rows a day 1,000 · Approval above no bound/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Change the limit: The company: everybody else' }));
    fireEvent.change(await screen.findByLabelText('Approval above'), { target: { value: '500' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SetExportLimit')?.variables).toEqual({ input: { roleId: null, userId: null, rowsPerDay: 1000, approvalAbove: 500, clearAbove: 10, opensPerHour: 200, revealsPerHour: null, mark: null } }));
  });
});

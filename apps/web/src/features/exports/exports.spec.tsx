import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { ExportsDocument } from './exports.documents';
import { exportsRoutes } from './exports.routes';

const file = { id: 'e', list: 'customers', format: 'XLSX' as const, state: 'DONE' as const, rowCount: 12, fields: ['name'], reason: 'Mailing', createdAt: '2026-11-21T00:00:00Z', expiresAt: '2999-01-01T00:00:00Z', jobId: null, url: '/api/exports/e/file', expectedRows: 12, decision: null, decidedBy: null };

afterEach(cleanup);

describe('exports', () => {
  it('offers a file until it expires', async () => {
    await show(exportsRoutes, '/exports', [on(ExportsDocument, { exports: page([file, { ...file, id: 'old', expiresAt: '2020-01-01T00:00:00Z', url: null }]) })]);
    expect(await screen.findByText('Download')).toBeInTheDocument();
    expect(screen.getByText('expired')).toBeInTheDocument();
  });
  it('says where files come from while there is none', async () => {
    await show(exportsRoutes, '/exports', [on(ExportsDocument, { exports: page([]) })]);
    expect(await screen.findByText('No exports yet')).toBeInTheDocument();
  });
});

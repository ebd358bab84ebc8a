import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import type { ImportRecord } from './import.types';
import { CommitImportDocument, ConfigureImportDocument, CorrectImportRowsDocument, ImportColleaguesDocument, ImportDocument, ImportsDocument, ImportWordsDocument } from './imports.documents';
import { importsRoutes } from './imports.routes';

const record: ImportRecord = {
  id: '1', version: 1, kind: 'CUSTOMERS', fileName: 'fair.csv', size: 100, state: 'UPLOADED', encoding: 'UTF-8', delimiter: ',', sheet: null, sheets: [], headerRow: 1, dateOrder: null,
  columns: [{ index: 0, name: 'Name', sample: ['王伟'], field: 'name', confidence: 1 }, { index: 1, name: 'Mobile', sample: ['138'], field: 'phone', confidence: 0.5 }],
  fields: [{ name: 'name', label: 'Name', required: false, type: 'TEXT', key: false, collects: false }, { name: 'phone', label: 'Phone', required: false, type: 'TEXT', key: true, collects: false }],
  preview: [['王伟', '138']], mapping: null, mode: 'BOTH', key: null, keepFields: [], defaults: null, rowCount: 2, newCount: null, changedCount: null, sameCount: null, failedCount: null,
  insertedCount: null, updatedCount: null, skippedCount: null, problems: [], problemRows: { nodes: [] }, sameFileAs: null, jobId: null, job: null, batchId: null, canRevert: false, createdAt: '2026-11-22T00:00:00Z', by: null,
};
const checked: ImportRecord = {
  ...record, state: 'CHECKED', newCount: 1, changedCount: 0, sameCount: 0, failedCount: 1,
  problems: [{ code: 'PHONE_INVALID', column: 'Mobile', count: 1, example: null, message: 'This is not a valid phone number.', remedy: 'Check the digits.', rowNo: 2 }],
  problemRows: { nodes: [{ id: 'r', row: 2, values: { Name: '王伟', Mobile: '138' }, problems: [{ code: 'PHONE_INVALID', column: 'Mobile', message: 'This is not a valid phone number.', remedy: 'Check the digits.' }] }] },
};
const words = [on(ImportWordsDocument, { tags: [], channels: [] }), on(ImportColleaguesDocument, { users: { nodes: [] } })];

afterEach(cleanup);

describe('imports', () => {
  it('says what an import is for while there is none', async () => {
    await show(importsRoutes, '/imports', [on(ImportsDocument, { imports: page([]) })]);
    expect(await screen.findByText('Nothing imported yet')).toBeInTheDocument();
  });
  it('proposes fields, marks the unsure one and settles the mapping', async () => {
    const { sent } = await show(importsRoutes, '/imports/1', [...words, on(ImportDocument, { import: record }), on(ConfigureImportDocument, new Refusal('FORBIDDEN'))]);
    expect(await screen.findByText('please check')).toBeInTheDocument();
    expect(screen.getAllByText('2 of 2 columns mapped').length).toBeGreaterThan(0);
    fireEvent.click(screen.getByText('Next'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ConfigureImport')?.variables).toEqual({ id: '1', input: { mapping: { Name: 'name', Mobile: 'phone' } } }));
  });
  it('shows counts and kinds of problems, and commits the good rows', async () => {
    const { sent } = await show(importsRoutes, '/imports/1', [...words, on(ImportDocument, { import: checked }), on(CommitImportDocument, new Refusal('FORBIDDEN'))]);
    expect(await screen.findByText('Check the digits.')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Commit 1 rows'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'CommitImport')).toBe(true));
  });
  it('sends a correction for all of the same kind', async () => {
    const { sent } = await show(importsRoutes, '/imports/1', [...words, on(ImportDocument, { import: checked }), on(CorrectImportRowsDocument, new Refusal('FORBIDDEN'))]);
    fireEvent.change(await screen.findByLabelText('Row 2, Mobile'), { target: { value: '13800138000' } });
    fireEvent.click(screen.getByLabelText('Correct all of the same kind'));
    fireEvent.click(screen.getByText('Save 1 corrections and check again'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CorrectImportRows')?.variables).toEqual({ id: '1', rows: [{ row: 2, values: { Mobile: '13800138000' } }], allOfKind: true }));
  });
  it('offers to go on where a commit stopped', async () => {
    await show(importsRoutes, '/imports/1', [...words, on(ImportDocument, { import: { ...checked, state: 'FAILED' } })]);
    expect(await screen.findByText('Go on')).toBeInTheDocument();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, Refusal, show } from '../../testing/show';
import { changeOf, readOptions } from './field.values';
import { AllCustomFieldsDocument, ArchiveCustomFieldDocument, CreateCustomFieldDocument, ReorderCustomFieldsDocument, RestoreCustomFieldDocument } from './fields.documents';
import { fieldsRoutes } from './fields.routes';

afterEach(cleanup);

const field = (id: string, nameEn: string, more: object = {}) => ({
  id, version: 1, key: `key_${id}`, name: nameEn, nameEn, type: 'TEXT' as const, options: [], required: false, least: null, most: null, pattern: null, currency: null, section: null, sectionEn: null,
  personal: false, indexed: false, sortable: false, pack: null, archivedAt: null, valueCount: 2, can: ['UPDATE', 'ARCHIVE'], ...more,
});

describe('custom fields', () => {
  it('says what they are for while there are none', async () => {
    await show(fieldsRoutes, '/fields', [on(AllCustomFieldsDocument, { customFields: [] })]);
    expect(await screen.findByText('No custom fields yet')).toBeInTheDocument();
  });

  it('adds one, and lays a refusal beside it', async () => {
    const { sent } = await show(fieldsRoutes, '/fields', [on(AllCustomFieldsDocument, { customFields: [] }), on(CreateCustomFieldDocument, new Refusal('FIELD_KEY_TAKEN', { key: 'size' }))]);
    fireEvent.click(screen.getByRole('button', { name: 'Add a field' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Label in Chinese'), { target: { value: '尺码' } });
    fireEvent.change(dialog.getByLabelText('Label in English'), { target: { value: 'Size' } });
    fireEvent.change(dialog.getByLabelText('Key'), { target: { value: 'size' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Add a field' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateCustomField')?.variables).toMatchObject({ input: { key: 'size', name: '尺码', nameEn: 'Size', type: 'TEXT', required: false } }));
    expect(await screen.findByText('The field key “size” is in use already, perhaps among the archived ones. Choose another.')).toBeInTheDocument();
  });

  it('moves by buttons, and archives with a way back', async () => {
    const replies = [
      on(AllCustomFieldsDocument, { customFields: [field('a', 'First'), field('b', 'Second'), field('p', 'Of a pack', { pack: 'RETAIL', can: ['UPDATE'] })] }), on(ReorderCustomFieldsDocument, { reorderCustomFields: [] }),
      on(ArchiveCustomFieldDocument, { archiveCustomField: { id: 'a', archivedAt: '2026-01-01T00:00:00Z' } }), on(RestoreCustomFieldDocument, { restoreCustomField: { id: 'a', archivedAt: null } }),
    ];
    const { sent } = await show(fieldsRoutes, '/fields', replies);
    fireEvent.click(await screen.findByRole('button', { name: 'Move “Second” up' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ReorderCustomFields')?.variables).toEqual({ ids: ['b', 'a', 'p'] }));
    expect(screen.queryByRole('button', { name: 'Archive “Of a pack”' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Archive “First”' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RestoreCustomField')).toBe(true));
  });
});

describe('what the form says', () => {
  it('reads options line by line, or not at all', () => {
    expect(readOptions('M, 中号, Medium\n L，大号，Large ')).toEqual([{ value: 'M', name: '中号', nameEn: 'Medium' }, { value: 'L', name: '大号', nameEn: 'Large' }]);
    for (const written of ['', 'M', 'M, 中号', 'a b, 甲, A']) expect(readOptions(written)).toBeNull();
  });
  it('sends bounds and shape only where the type has them', () => {
    expect(changeOf({ name: ' 甲 ', nameEn: 'A', type: 'DAY', least: 3, pattern: '##' })).toMatchObject({ name: '甲', least: null, pattern: null });
    expect(changeOf({ name: '甲', nameEn: 'A', type: 'TEXT', least: 3, pattern: '##' })).toMatchObject({ least: 3, pattern: '##' });
  });
  it('marks a field for sorting only where its values have an order', () => {
    expect(changeOf({ name: '甲', nameEn: 'A', type: 'DAY', sortable: true })).toMatchObject({ sortable: true });
    expect(changeOf({ name: '甲', nameEn: 'A', type: 'BOOLEAN', sortable: true })).toMatchObject({ sortable: false });
  });
});

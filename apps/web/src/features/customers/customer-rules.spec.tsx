import { AppliedPacksDocument, ColleaguesDocument, CustomerWordsDocument, CustomFieldsDocument, leftOutBy, OfferableChoicesDocument, PurposeChoicesDocument, SavedViewsDocument } from '@dossier/client';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { CustomerCountDocument, CustomersDocument } from './customers.documents';
import { customersRoutes } from './customers.routes';
import { CustomersLeftOutDocument } from './list/list.documents';
import { BulkEditCustomersDocument } from './customer-sets.documents';
import { CustomersWithValuesDocument } from './record/fields/fields.documents';

// Menus and selects are slow to draw on a busy machine.
jest.setTimeout(120_000);
afterEach(cleanup);

const purposes = on(PurposeChoicesDocument, { purposes: [{ id: 'p', code: 'MARKETING', name: '营销信息', nameEn: 'Marketing messages', channels: ['SMS', 'EMAIL'] }] });
const counted = on(CustomerCountDocument, { customers: { totalCount: 3, totalIsExact: true } });
const plain = [
  on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } }), on(SavedViewsDocument, { savedViews: [] }),
  counted, on(CustomersDocument, { customers: page([]) }),
];
const at = (filter: object): string => `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe('the filter by purpose', () => {
  it('is said in words, with its way, and tells how many are left out', async () => {
    const { sent } = await show(customersRoutes, at({ stage: { in: ['ACTIVE'] }, forPurpose: { purpose: 'MARKETING', channel: 'SMS' } }), [...plain, purposes, on(CustomersLeftOutDocument, { customers: { totalCount: 1204, totalIsExact: true } })]);
    expect(await screen.findByText('data may be used for “Marketing messages” (Text message)', { selector: 'button' })).toBeInTheDocument();
    expect(await screen.findByText('1,204 more are left out for lack of consent')).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'CustomersLeftOut')?.variables).toEqual({ filter: { stage: { in: ['ACTIVE'] }, and: [{ not: { and: [{ forPurpose: { purpose: 'MARKETING', channel: 'SMS' } }] } }] } });
  });
  it('is picked from the purposes of the company, then from their ways, and stands in what is asked', async () => {
    const { sent } = await show(customersRoutes, '/customers', [...plain, purposes, on(CustomersLeftOutDocument, { customers: { totalCount: 0, totalIsExact: true } })]);
    expect(sent.some(({ operation }) => operation === 'PurposeChoices')).toBe(false);
    fireEvent.click(await screen.findByText('Condition'));
    fireEvent.click(await screen.findByText('data may be used for a purpose'));
    fireEvent.mouseDown(await screen.findByLabelText('Purpose'));
    fireEvent.click(await screen.findByText('Marketing messages', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(sent.some(({ operation, variables }) => operation === 'Customers' && JSON.stringify(variables['filter']) === '{"forPurpose":{"purpose":"MARKETING"}}')).toBe(true));
    fireEvent.mouseDown(await screen.findByLabelText('Way'));
    fireEvent.click(await screen.findByText('E-mail', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(sent.some(({ operation, variables }) => operation === 'CustomerCount' && JSON.stringify(variables['filter']) === '{"forPurpose":{"purpose":"MARKETING","channel":"EMAIL"}}')).toBe(true));
    expect(await screen.findByText('nobody is left out for lack of consent')).toBeInTheDocument();
  });
  it('leaves nobody out where it is one of several alternatives', () => {
    expect(leftOutBy({ and: [{ or: [{ forPurpose: { purpose: 'MARKETING' } }, { stage: { in: ['LOST'] } }] }] })).toBeNull();
    expect(leftOutBy({ search: '王', forPurpose: { purpose: 'A' }, and: [{ forPurpose: { purpose: 'B' } }, { stage: { in: ['LOST'] } }] }))
      .toEqual({ search: '王', and: [{ stage: { in: ['LOST'] } }, { not: { and: [{ forPurpose: { purpose: 'A' } }, { forPurpose: { purpose: 'B' } }] } }] });
  });
});

describe('the filter by suitability', () => {
  const products = on(OfferableChoicesDocument, { products: { nodes: [{ id: 'fund', code: 'F1', name: '稳健一号', riskLevel: 'R2' }] } });
  const pack = (applied: boolean) => on(AppliedPacksDocument, { packs: [{ code: 'FINANCE', applied }] });
  it('names its product in words', async () => {
    await show(customersRoutes, at({ offerableProductId: 'fund' }), [...plain, pack(true), products]);
    expect(await screen.findByText('suitability allows “稳健一号 · R2”', { selector: 'button' })).toBeInTheDocument();
  });
  it('is offered only with the finance pack, and to whoever may see financial data', async () => {
    const { sent } = await show(customersRoutes, '/customers', [...plain, pack(true), products]);
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'AppliedPacks')).toBe(true));
    fireEvent.click(await screen.findByText('Condition'));
    fireEvent.click(await screen.findByText('suitability allows a product'));
    fireEvent.mouseDown(await screen.findByLabelText('Product'));
    fireEvent.click(await screen.findByText('稳健一号 · R2', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(sent.some(({ operation, variables }) => operation === 'Customers' && JSON.stringify(variables['filter']) === '{"offerableProductId":"fund"}')).toBe(true));
    cleanup();
    await show(customersRoutes, '/customers', [...plain, pack(false)]);
    fireEvent.click(await screen.findByText('Condition'));
    expect(await screen.findByText('data may be used for a purpose')).toBeInTheDocument();
    expect(screen.queryByText('suitability allows a product')).toBeNull();
  });
});

describe('completeness and custom fields in the list', () => {
  const field = {
    id: 'f', key: 'level', name: '级别', nameEn: 'Level', type: 'NUMBER' as const, options: [], required: false, currency: null, section: null, sectionEn: null, personal: false, word: null, pack: null, writable: true, sortable: true,
  };
  const row = {
    id: '1', version: 1, archiveNo: 'DA-1', name: '王伟', nameLatin: null, companyName: null, kind: 'PERSON' as const, stage: 'ACTIVE' as const, phone: null, email: null, region: null, city: null, archivedAt: null, createdAt: '2026-01-01T00:00:00Z', demo: false,
    can: ['UPDATE'], owner: null, source: null, tags: [], summary: null, customValues: [{ key: 'level', value: 7, masked: false }], completeness: 0.4286,
  };
  const whole = [...plain.slice(0, 4), on(CustomFieldsDocument, { customFields: [field] }), on(CustomersWithValuesDocument, { customers: page([row]) }), on(CustomersDocument, { customers: page([row]) })];
  const columns = (...keys: string[]): string => `/customers?columns=${encodeURIComponent(JSON.stringify(['customer', ...keys]))}`;

  it('shows how full a record is, and sorts by it', async () => {
    const { sent } = await show(customersRoutes, columns('completeness'), whole);
    expect(await screen.findByText('43%')).toBeInTheDocument();
    fireEvent.click(await screen.findByText('Completeness'));
    await waitFor(() => expect(sent.some(({ operation, variables }) => operation === 'CustomersWithValues' && variables['sort'] === 'COMPLETENESS' && variables['order'] === 'DESC')).toBe(true));
  });
  it('is offered to nobody who may not see all that counts', async () => {
    await show(customersRoutes, columns('completeness'), whole, { without: ['consent.read'] });
    expect(await screen.findByText('王伟', { selector: 'a' })).toBeInTheDocument();
    expect(screen.queryByText('Completeness')).toBeNull();
  });
  it('sorts by a field that is marked so, by its key', async () => {
    const { sent } = await show(customersRoutes, columns('custom.level'), whole);
    fireEvent.click(await screen.findByText('Level'));
    await waitFor(() => expect(sent.some(({ variables }) => variables['sortField'] === 'level' && !('sort' in variables) && variables['order'] === 'DESC')).toBe(true));
  });
  it('sets one field of all that are chosen, or empties it', async () => {
    const { sent } = await show(customersRoutes, columns('custom.level'), [...whole, on(BulkEditCustomersDocument, new Refusal('FORBIDDEN'))]);
    fireEvent.click(await screen.findByLabelText('Select 王伟'));
    fireEvent.click(await screen.findByText('Fields'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Change 1').closest('button')).toBeDisabled();
    fireEvent.mouseDown(dialog.getByLabelText('Field'));
    fireEvent.click(await screen.findByText('Level', { selector: '.ant-select-item-option-content' }));
    fireEvent.change(await dialog.findByLabelText('Level'), { target: { value: '5' } });
    await waitFor(() => expect(dialog.getByText('Change 1').closest('button')).toBeEnabled());
    fireEvent.click(dialog.getByText('Change 1'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'BulkEditCustomers')?.variables).toEqual({ selection: { ids: ['1'] }, change: { custom: [{ key: 'level', value: 5 }] } }));
  });
});

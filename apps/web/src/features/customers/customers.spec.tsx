import { ColleaguesDocument, CustomerWordsDocument, SavedViewsDocument } from '@dossier/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { on, page, Refusal, show } from '../../testing/show';
import { CustomerCountDocument, CustomersDocument, PossibleDuplicatesDocument, CreateCustomerDocument } from './customers.documents';
import { customersRoutes } from './customers.routes';
import type { CustomerRow } from './list/customer.row';
import { BulkEditCustomersDocument } from './customer-sets.documents';

const row = (id: string, name: string, can = ['UPDATE']): CustomerRow => ({
  id, version: 1, archiveNo: `DA-${id}`, name, nameLatin: null, companyName: '云栖置业', kind: 'PERSON', stage: 'ACTIVE', phone: '138****8000', email: null, region: '浙江', city: '杭州',
  archivedAt: null, createdAt: '2026-01-01T00:00:00Z', demo: false, can, owner: { id: 'me', name: '周岚' }, source: null, tags: [{ id: 't', name: '长三角' }],
  summary: { orderCount: 3, netAmount: { minor: -12345, currency: 'GBP' }, lastOrderOn: '2026-11-01', recencyDays: 21 },
});
const words = [
  on(CustomerWordsDocument, { tags: [{ id: 't', name: '长三角' }], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [{ id: 'li', name: '李敏' }] } }), on(SavedViewsDocument, { savedViews: [] }),
];
const counted = (count: number) => on(CustomerCountDocument, { customers: { totalCount: count, totalIsExact: true } });
const rows = (...nodes: CustomerRow[]) => [...words, counted(nodes.length), on(CustomersDocument, { customers: page(nodes) })];

afterEach(cleanup);

describe('the list of customers', () => {
  it('shows names, masked numbers and refunds with a true minus', async () => {
    await show(customersRoutes, '/customers', rows(row('1', '王伟'), row('2', '陈思远')));
    expect(await screen.findByRole('link', { name: '王伟' })).toBeInTheDocument();
    expect(screen.getAllByText('138****8000')).toHaveLength(2);
    expect(screen.getAllByText('−£123.45')).toHaveLength(2);
    expect(await screen.findByText('2')).toBeInTheDocument();
  });
  it('says what the list is for while there is nothing', async () => {
    await show(customersRoutes, '/customers', rows());
    expect(await screen.findByRole('heading', { name: 'No customers yet' })).toBeInTheDocument();
  });
  it('repeats the filter in words where nothing matches', async () => {
    await show(customersRoutes, `/customers?filter=${encodeURIComponent(JSON.stringify({ stage: { in: ['LOST'] } }))}`, rows());
    expect(await screen.findByRole('heading', { name: 'Nothing matches' })).toBeInTheDocument();
    expect(screen.getByText(/Stage is Lost\./u)).toBeInTheDocument();
  });
  it('gives the number of a failure and tries again', async () => {
    const replies = [on(CustomersDocument, new Refusal('INTERNAL')), ...words, counted(0)];
    await show(customersRoutes, '/customers', replies);
    expect(await screen.findByText('Number 7F3K2')).toBeInTheDocument();
    replies[0] = on(CustomersDocument, { customers: page([row('1', '王伟')]) });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: '王伟' })).toBeInTheDocument();
  });
  it('hides verbs that the viewer does not hold', async () => {
    await show(customersRoutes, '/customers', rows(row('1', '王伟')), { without: ['customer.create', 'customer.export'] });
    await screen.findByRole('link', { name: '王伟' });
    expect(screen.queryByRole('button', { name: 'New customer' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  });
});

describe('a selection', () => {
  it('says how many may be changed, and changes them as one batch', async () => {
    const replies = [...rows(row('1', '王伟'), row('2', '陈思远', [])), on(BulkEditCustomersDocument, new Refusal('FORBIDDEN'))];
    const { sent } = await show(customersRoutes, '/customers', replies);
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select 王伟' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select 陈思远' }));
    const bar = screen.getByRole('toolbar');
    expect(within(bar).getByText('1 of them you may change')).toBeInTheDocument();
    await userEvent.click(within(bar).getByRole('button', { name: /Archive/u }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'BulkEditCustomers')?.variables).toEqual({ selection: { ids: ['1', '2'] }, change: { archive: true } }));
  });
});

describe('a new customer', () => {
  const hit = { reason: 'PHONE' as const, customer: { id: '9', name: '王伟', companyName: null, archiveNo: 'DA-9', phone: '138****8000', email: null, stage: 'ACTIVE' as const, owner: null } };
  it('needs one of name, phone and e-mail', async () => {
    const { sent } = await show(customersRoutes, '/customers/new', words);
    await userEvent.click(screen.getByRole('button', { name: 'Create record' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Give a name, a phone number or an e-mail address.');
    expect(sent.some(({ operation }) => operation === 'CreateCustomer')).toBe(false);
  });
  it('shows possible duplicates while one types, and saves all the same', async () => {
    const { sent } = await show(customersRoutes, '/customers/new', [...words, on(PossibleDuplicatesDocument, { possibleDuplicates: [hit] }), on(CreateCustomerDocument, new Refusal('FORBIDDEN'))]);
    fireEvent.change(screen.getByLabelText('Phone'), { target: { value: '138 0013 8000' } });
    expect(await screen.findByText('王伟', { selector: 'a' })).toHaveAttribute('href', '/customers/9');
    expect(screen.getByText('same phone')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Create record'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateCustomer')?.variables).toEqual({ input: { kind: 'PERSON', phone: '138 0013 8000' } }));
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ColleaguesDocument, CustomerWordsDocument } from '@dossier/client';
import { on, page, Refusal, show } from '../../testing/show';
import {
  ArchiveCustomerDocument, CustomerDocument, CustomerHistoryDocument, CustomerOrdersDocument, RestoreCustomerDocument, RevealIdentitiesDocument, UpdateCustomerDocument,
} from './customers.documents';
import { customersRoutes } from './customers.routes';
import type { CustomerRecord } from './record/record.types';
// Fetched when they are opened: here before, so that no test waits for it.
import './record/archive/HeadMenus';
import './record/archive/SignOffPanel';
import './record/HistoryTab';
import './record/PurchasesTab';

const money = (minor: number) => ({ minor, currency: 'GBP' });
const customer: CustomerRecord = {
  id: '1', version: 4, archiveNo: 'DA-2026-000001', kind: 'PERSON', name: '王伟', familyName: null, givenName: null, nameLatin: 'Wang Wei', companyName: '云栖置业', gender: 'MALE', birthDate: '1904-07-03',
  birthPrecision: 'MONTH_DAY', birthCalendar: 'SOLAR', customValues: null, birthLeapMonth: null, age: null, occupation: 'MANAGER', occupationText: null, country: 'CN', region: '安徽', city: '合肥', timeZone: null, stage: 'ACTIVE', sourceId: null,
  ownerId: 'me', teamId: null, tagIds: [], phone: '138****8000', email: null, externalSource: null, externalKey: null, demo: false, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-02-01T00:00:00Z',
  archivedAt: null, recordStatus: 'ACTIVE', signOffs: [], merges: [], can: ['UPDATE', 'ASSIGN', 'ARCHIVE', 'REVEAL'], source: null, owner: { id: 'me', name: '周岚' }, team: null, tags: [],
  identities: [{ id: 'i', kind: 'PHONE', label: null, value: '138****8000', primary: true, verifiedAt: null, shared: false, source: 'MANUAL' }],
  summary: {
    orderCount: 3, refundCount: 1, netAmount: money(5275084), averageAmount: money(117224), firstOrderOn: '2025-11-14', lastOrderOn: '2026-11-19', recencyDays: 3, gapMedianDays: 9, currency: 'GBP',
    topCategories: [{ name: 'Kitchen', share: 0.81, amount: money(1) }],
  },
  months: [{ month: '2026-06-01', amount: money(1887900), orderCount: 2 }],
};
const about = [on(CustomerDocument, { customer }), on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } })];

afterEach(cleanup);

describe('a customer record', () => {
  it('shows the head, the facts and what was bought', async () => {
    await show(customersRoutes, '/customers/1', about);
    expect(await screen.findByRole('heading', { level: 1, name: '王伟' })).toBeInTheDocument();
    expect(screen.getByText('07-03')).toBeInTheDocument();
    expect(screen.getByText('£52,750.84')).toBeInTheDocument();
    expect(document.title).toContain('王伟');
  });
  it('says that a record is not there or out of reach', async () => {
    await show(customersRoutes, '/customers/2', [on(CustomerDocument, new Refusal('NOT_FOUND'))]);
    expect(await screen.findByRole('heading', { name: 'No such record' })).toBeInTheDocument();
  });
  it('reveals contact data by an act of its own, and hides it again', async () => {
    const { sent } = await show(customersRoutes, '/customers/1', [...about, on(RevealIdentitiesDocument, { revealIdentities: [{ id: 'i', kind: 'PHONE', value: '13800138000' }] })]);
    await userEvent.click(await screen.findByRole('button', { name: 'Reveal contact data' }));
    expect(await screen.findByRole('link', { name: '13800138000' })).toHaveAttribute('href', 'tel:13800138000');
    expect(sent.find(({ operation }) => operation === 'RevealIdentities')?.variables).toEqual({ customerId: '1' });
    await userEvent.click(screen.getByRole('button', { name: 'Hide again' }));
    expect(screen.queryByText('13800138000')).toBeNull();
  });
  it('archives at once and offers the way back', async () => {
    const archived = on(ArchiveCustomerDocument, { archiveCustomer: { id: '1', version: 5, archivedAt: '2026-11-22T00:00:00Z' } });
    const { sent } = await show(customersRoutes, '/customers/1', [...about, archived, on(RestoreCustomerDocument, { restoreCustomer: { id: '1', version: 6, archivedAt: null } })]);
    await userEvent.click(await screen.findByRole('button', { name: 'Archive' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RestoreCustomer')).toBe(true));
  });
  it('lays both values side by side where somebody saved meanwhile', async () => {
    let tries = 0;
    const update = on(UpdateCustomerDocument, () => ((tries += 1) === 1 ? new Refusal('CONFLICT', { version: 7, fields: { city: { mine: '芜湖', theirs: '蚌埠' } } }) : { updateCustomer: { id: '1', version: 8 } }));
    const { sent } = await show(customersRoutes, '/customers/1?edit=true', [...about, update]);
    const city = await screen.findByLabelText('City');
    fireEvent.change(city, { target: { value: '芜湖' } });
    fireEvent.click(screen.getByText('Save'));
    fireEvent.click(await screen.findByLabelText(/蚌埠/u));
    fireEvent.click(await screen.findByText('Take theirs'));
    await waitFor(() => expect(sent.filter(({ operation }) => operation === 'UpdateCustomer').at(-1)?.variables).toEqual({ id: '1', version: 7, input: { city: '蚌埠' } }));
  });
  it('tells changes as sentences and leaves technical fields out', async () => {
    const changes = [{ field: 'stage', before: 'PROSPECT', after: 'ACTIVE' }, { field: 'owner', before: null, after: '李敏' }, { field: 'nameKey', before: 'a', after: 'b' }];
    const revision = { id: 'r', at: '2026-11-20T00:00:00Z', operation: 'UPDATE', table: 'Customer', actor: { id: 'li', name: '李敏' }, changes };
    await show(customersRoutes, '/customers/1?tab=history', [...about, on(CustomerHistoryDocument, { customerHistory: page([revision]) })]);
    expect(await screen.findByText('Stage: Prospect → Active')).toBeInTheDocument();
    expect(screen.getByText('Owner: set to 李敏')).toBeInTheDocument();
    expect(screen.queryByText(/nameKey/u)).toBeNull();
  });
  it('writes refunds with a true minus and opens the lines of an order', async () => {
    const line = { id: 'l', lineNo: 1, productCode: '85123A', productName: 'Heart holder', quantity: 6, unitPrice: money(255), amount: money(-1530), kind: 'PRODUCT' as const };
    const order = { id: 'o', orderNo: 'C1', kind: 'REFUND' as const, orderedAt: '2026-11-13T00:00:00Z', amount: money(-8136), lineCount: 1, refundsOrderNo: '580170', lines: [line] };
    await show(customersRoutes, '/customers/1?tab=purchases', [...about, on(CustomerOrdersDocument, { orders: page([order]) })]);
    expect(await screen.findByText('−£81.36')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the lines of C1' }));
    expect(await screen.findByText('Heart holder')).toBeInTheDocument();
  });
});

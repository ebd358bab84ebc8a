import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { screen as screenOf, type FeatureRoutes } from '@dossier/client';
import { on, show } from '../../testing/show';
import {
  ArchiveCreditFactDocument, ArchiveHoldingDocument, CustomerFinanceDocument, FinanceFactsDocument, OfferableProductsDocument, ProductCheckDocument, ProductsToOfferDocument, RecordHoldingDocument, RestoreCreditFactDocument, RestoreHoldingDocument, RevealCreditFactsDocument,
} from './record/finance/finance.documents';
import type { FinanceFacts, Standing } from './record/finance/finance.types';
import { ArchiveServiceRequestDocument, CloseServiceRequestDocument, RateServiceRequestDocument, RestoreServiceRequestDocument, ServiceRequestsDocument } from './record/services/services.documents';
import { FinanceSection } from './record/finance/FinanceSection';
import { ServicesSection } from './record/services/ServicesSection';
import type { CustomerRecord } from './record/record.types';

const customer = { id: '1', version: 4, name: '王伟', can: ['UPDATE'] } as unknown as CustomerRecord;
// The sections alone: the rest of the record is told of elsewhere.
const FinanceStage = () => <><h1>Record</h1><FinanceSection customer={customer} /></>;
const ServicesStage = () => <><h1>Record</h1><ServicesSection customer={customer} /></>;
const routes: FeatureRoutes = (parent) => [screenOf(parent, '/finance', async () => FinanceStage), screenOf(parent, '/services', async () => ServicesStage)];
const around = [on(OfferableProductsDocument, { products: { nodes: [] } }), on(ProductsToOfferDocument, { products: { nodes: [{ id: 'p', code: 'F4', name: 'Fund four', kind: 'FUND', riskLevel: 'R4' }] } })];
const standing: Standing = { open: true, writable: true, holdingCount: 1, holdingTotals: [{ minor: 120_000, currency: 'GBP' }], longestUntil: '2027-11-22' };
const mine = { id: 'me', name: '周岚' };
const assessment = { id: 'a', level: 'C2' as const, score: 40, validUntil: '2027-01-01', expired: false, assessedAt: '2026-01-01T00:00:00Z', assessedBy: mine, can: ['ARCHIVE'] };
const facts: FinanceFacts = {
  id: '1', riskAssessments: [assessment], holdings: [{ id: 'h', version: 1, name: 'Bond', productId: null, value: { minor: 120_000, currency: 'GBP' }, asOf: '2026-06-30', can: ['UPDATE', 'ARCHIVE'] }],
  advices: [{ id: 'v', productName: 'Fund two', rule: 'SUITABILITY/1', reason: 'R2<=C2', level: 'C2', riskLevel: 'R2', amount: null, recordingDue: false, recordedAt: null, advisedAt: '2026-02-01T00:00:00Z', advisedBy: mine }],
  creditWatches: [{ id: 'w', reason: 'OVERDUE', rule: 'CREDIT_WATCH/1', openedAt: '2026-03-01T00:00:00Z', closedAt: null, can: ['CLOSE'] }],
  creditFacts: [{ id: 'f', kind: 'OVERDUE_DAYS', source: 'Bureau', observedOn: '2026-03-01', consentedOn: '2026-02-01', value: '***', can: ['ARCHIVE'] }],
};
const finance = (is: Partial<Standing> = {}, has: Partial<FinanceFacts> = {}) => [...around, on(CustomerFinanceDocument, { customerFinance: { ...standing, ...is } }), on(FinanceFactsDocument, { customer: { ...facts, ...has } })];

afterEach(cleanup);

describe('finance on the record', () => {
  it('shows what stops credit and by which rule, and why an advice was allowed', async () => {
    await show(routes, '/finance', finance());
    expect(await screen.findByText(/No credit is offered since/u)).toHaveTextContent('Overdue');
    expect(screen.getByText('Rule CREDIT_WATCH/1')).toBeInTheDocument();
    expect(screen.getByText('product R2 ≤ customer C2 · SUITABILITY/1 · 周岚')).toBeInTheDocument();
    expect(screen.getByText('£1,200.00 in all')).toBeInTheDocument();
  });

  it('offers nothing but a new assessment when the old one has expired', async () => {
    await show(routes, '/finance', finance({}, { riskAssessments: [{ ...assessment, expired: true }] }));
    expect(await screen.findByText(/The assessment has expired/u)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Assess again' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Record advice' })).toBeNull();
    expect(screen.queryByText('Is this product right for this customer?')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Archive: C2/u })).toBeNull();
  });

  it('shows a colleague that there is something, without sums and without verbs', async () => {
    const { sent } = await show(routes, '/finance', finance({ open: false, writable: false, holdingCount: 2, holdingTotals: null }));
    expect(await screen.findByText('2, sums ***')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Record an assessment' })).toBeNull();
    expect(sent.some(({ operation }) => operation === 'CustomerFinanceFacts')).toBe(false);
  });

  it('says what is not there yet, and that it could not be read', async () => {
    await show(routes, '/finance', finance({ holdingCount: 0, holdingTotals: [] }, { riskAssessments: [], holdings: [], advices: [], creditFacts: [], creditWatches: [] }));
    for (const text of [/Not assessed yet/u, 'No holdings recorded.', 'No advice recorded.', 'No credit facts recorded.']) expect(await screen.findByText(text)).toBeInTheDocument();
    cleanup();
    await show(routes, '/finance', around);
    expect(await screen.findByRole('heading', { name: 'Suitability and holdings' })).toBeInTheDocument();
    expect((await screen.findAllByRole('button', { name: 'Try again' })).length).toBeGreaterThan(0);
  });

  it('judges a product by the answer of the server, with the sentence of the rule', async () => {
    const { sent } = await show(routes, '/finance', [
      ...finance(), on(ProductCheckDocument, { productCheck: { productId: 'p', productName: 'Fund four', offerable: false, reason: 'RISK_TOO_HIGH', rule: 'SUITABILITY/1', says: 'No product riskier than the customer can bear', level: 'C2', riskLevel: 'R4', minAmount: null, recordingDue: true } }),
    ]);
    fireEvent.mouseDown(await screen.findByRole('combobox', { name: 'Product to look at' }));
    fireEvent.click(await screen.findByTitle('Fund four · R4'));
    expect(await screen.findByText('Cannot be offered: riskier than the customer can bear')).toBeInTheDocument();
    expect(screen.getByText(/No product riskier than the customer can bear · Rule SUITABILITY\/1/u)).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'ProductCheck')?.variables).toEqual({ id: '1', product: 'p', amount: null });
  });

  it('adds a holding in the currency of the company, and takes that back', async () => {
    const { sent } = await show(routes, '/finance', [...finance(), on(RecordHoldingDocument, { recordHolding: { id: 'n', name: 'Gold' } }), on(ArchiveHoldingDocument, { archiveHolding: { id: 'n', archivedAt: '2026-11-22T00:00:00Z' } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Add a holding' }));
    const drawer = within(await screen.findByRole('dialog'));
    fireEvent.change(drawer.getByLabelText('Name'), { target: { value: 'Gold' } });
    fireEvent.change(drawer.getByLabelText(/^Value/u), { target: { value: '12.5' } });
    fireEvent.change(drawer.getByLabelText(/^As of/u), { target: { value: '2026-06-30' } });
    fireEvent.click(drawer.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RecordHolding')?.variables).toEqual({ customerId: '1', input: { productId: null, name: 'Gold', value: { minor: 1_250, currency: 'GBP' }, asOf: '2026-06-30' } }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ArchiveHolding')?.variables).toEqual({ id: 'n' }));
  });

  it('takes a holding out with the way back', async () => {
    const { sent } = await show(routes, '/finance', [...finance(), on(ArchiveHoldingDocument, { archiveHolding: { id: 'h', archivedAt: '2026-11-22T00:00:00Z' } }), on(RestoreHoldingDocument, { restoreHolding: { id: 'h', archivedAt: null } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Archive: Bond' }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RestoreHolding')?.variables).toEqual({ id: 'h' }));
  });

  it('shows credit values by an act of their own, and takes out a mistake with the way back', async () => {
    const { sent } = await show(routes, '/finance', [
      ...finance(), on(RevealCreditFactsDocument, { revealCreditFacts: [{ id: 'f', kind: 'OVERDUE_DAYS', value: '45' }] }), on(ArchiveCreditFactDocument, { archiveCreditFact: { id: 'f', archivedAt: '2026-11-22T00:00:00Z' } }), on(RestoreCreditFactDocument, { restoreCreditFact: { id: 'f', archivedAt: null } }),
    ]);
    expect(await screen.findByText(/Bureau · consent of/u)).toBeInTheDocument();
    expect(screen.queryByText('45')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show the values' }));
    expect(await screen.findByText('45')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: /^Archive: Days overdue/u }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RestoreCreditFact')).toBe(true));
  });
});

describe('service requests on the record', () => {
  const request = { id: 'r', version: 1, kind: 'REPAIR' as const, subject: 'Boiler', state: 'CLOSED' as const, openedAt: '2026-01-01T00:00:00Z', dueOn: null, closedAt: '2026-01-02T00:00:00Z', satisfaction: null, effort: null, can: ['UPDATE', 'RATE', 'ARCHIVE'], openedBy: mine };
  const services = (requests: readonly (typeof request | (Omit<typeof request, 'state'> & { state: 'OPEN' }))[]) => [on(ServiceRequestsDocument, { customer: { id: '1', serviceRequests: [...requests] } })];

  it('take what the customer said later', async () => {
    const { sent } = await show(routes, '/services', [...services([request]), on(RateServiceRequestDocument, { rateServiceRequest: { id: 'r', satisfaction: 4, effort: null } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'Rate: Boiler' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getAllByText('4')[0]!);
    fireEvent.click(dialog.getByRole('button', { name: 'Rate' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RateServiceRequest')?.variables).toEqual({ id: 'r', input: { satisfaction: 4, effort: null } }));
  });

  it('are closed and archived with the way back, and say when they are late', async () => {
    const { sent } = await show(routes, '/services', [
      ...services([{ ...request, state: 'OPEN', dueOn: '2020-01-01' as never, can: ['CLOSE', 'ARCHIVE'] }]), on(CloseServiceRequestDocument, { closeServiceRequest: { id: 'r', state: 'CLOSED' } }),
      on(ArchiveServiceRequestDocument, { archiveServiceRequest: { id: 'r', archivedAt: '2026-11-22T00:00:00Z' } }), on(RestoreServiceRequestDocument, { restoreServiceRequest: { id: 'r', archivedAt: null } }),
    ]);
    expect(await screen.findByText(/overdue since/u)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Archive: Boiler' }));
    fireEvent.click(await screen.findByText('Undo'));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RestoreServiceRequest')).toBe(true));
  });

  it('say that there are none', async () => {
    await show(routes, '/services', services([]));
    expect(await screen.findByText('No service requests.')).toBeInTheDocument();
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { ConfirmReviewDocument, CorrectReviewDocument, MarkReviewUnknownDocument, QualityReportsDocument, RetentionRulesDocument, ReviewItemsDocument, UndoReviewDocument, UpkeepRulesDocument } from './upkeep.documents';
import { upkeepRoutes } from './upkeep.routes';

const customer = (id: string, name: string, can: string[] = ['UPDATE']) => ({
  id, version: 3, archiveNo: `DA-${id}`, kind: 'PERSON' as const, name, companyName: null, gender: 'FEMALE' as const, birthDate: '1990-02-14', birthPrecision: 'FULL' as const, occupation: null, occupationText: '画家',
  country: 'CN', region: '江苏', city: '南京', stage: 'ACTIVE' as const, phone: '138****8000', email: null, can, owner: null,
});
const item = (id: string, name: string, can?: string[]) => ({
  id, version: 1, section: 'BASIC' as const, dueOn: '2026-11-01', overdueDays: 21, policyName: 'Yearly', risk: 'MEDIUM' as const, state: 'OPEN' as const, verdict: null, customer: customer(`c-${id}`, name, can),
});
const items = (...nodes: ReturnType<typeof item>[]) => on(ReviewItemsDocument, { reviewItems: { ...page(nodes), totalCount: nodes.length, totalIsExact: true } });
const settled = (id: string, verdict: 'CONFIRMED' | 'CORRECTED' | 'UNKNOWN') => ({ id, version: 2, state: 'DONE' as const, verdict });

afterEach(cleanup);

describe('the queue of reviews', () => {
  it('confirms the chosen card by its key, and offers the way back', async () => {
    const { sent } = await show(upkeepRoutes, '/upkeep', [items(item('1', '王伟'), item('2', '李静')), on(ConfirmReviewDocument, { confirmReview: settled('2', 'CONFIRMED') }), on(UndoReviewDocument, { undoReview: { id: '2', version: 3, state: 'OPEN', verdict: null } })]);
    expect(await screen.findByRole('link', { name: '李静' })).toBeInTheDocument();
    fireEvent.keyDown(window, { key: 'ArrowDown' });
    await waitFor(() => expect(screen.getByRole('link', { name: '李静' }).closest('li')).toHaveAttribute('aria-current', 'true'));
    fireEvent.keyDown(window, { key: 'c' });
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ConfirmReview')?.variables).toEqual({ id: '2' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'UndoReview')?.variables).toEqual({ id: '2' }));
  });

  it('marks as unknown, and corrects with what was changed alone', async () => {
    const { sent } = await show(upkeepRoutes, '/upkeep', [items(item('1', '王伟')), on(MarkReviewUnknownDocument, { markReviewUnknown: settled('1', 'UNKNOWN') }), on(CorrectReviewDocument, { correctReview: settled('1', 'CORRECTED') })]);
    fireEvent.click(await screen.findByRole('button', { name: /^Unknown/u }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'MarkReviewUnknown')).toBe(true));
    fireEvent.keyDown(window, { key: 'e' });
    fireEvent.change(await screen.findByLabelText('City'), { target: { value: '无锡' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the correction' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CorrectReview')?.variables).toEqual({ id: '1', customerVersion: 3, input: { city: '无锡' } }));
  });

  it('lets nobody settle what they may only see, and says when nothing is due', async () => {
    await show(upkeepRoutes, '/upkeep', [items(item('1', '王伟', []))]);
    expect(await screen.findByText('You may only see this customer')).toBeInTheDocument();
    expect(screen.queryByText('Confirm')).toBeNull();
    cleanup();
    await show(upkeepRoutes, '/upkeep', [items()]);
    expect(await screen.findByText('Nothing is due')).toBeInTheDocument();
  });

  it('is closed to who may not see customers', async () => {
    await show(upkeepRoutes, '/upkeep', [], { without: ['customer.read'] });
    expect(screen.queryByText('To review')).toBeNull();
  });
});

describe('the rules', () => {
  const rules = on(UpkeepRulesDocument, { reviewPolicies: [{ id: 'p', version: 1, name: 'Yearly', section: 'BASIC', months: 12, risk: 'HIGH', stages: [] }] });
  it('say what comes up and what goes, and take a run back', async () => {
    const run = { id: 'b', code: 'R-1', action: 'STRIP' as const, ranAt: '2026-11-20T00:00:00Z', records: 5, undone: 0, canUndo: true };
    await show(upkeepRoutes, '/upkeep/rules', [rules, on(RetentionRulesDocument, { retentionPolicies: [], retentionRuns: [run] })]);
    expect(await screen.findByText(/every 12 months/u)).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Take back this run of rule R-1' })).toBeInTheDocument();
  });
  it('of retention are closed to who does not manage them', async () => {
    await show(upkeepRoutes, '/upkeep/rules', [rules], { without: ['upkeep.manage'] });
    expect(await screen.findByText(/colleagues with the right/u)).toBeInTheDocument();
  });
});

describe('the quality report', () => {
  const report = {
    id: 'q', version: 1, month: '2026-11-01', computedAt: '2026-11-22T08:00:00Z', customers: 120, completeness: 0.61, staleShare: 0.1, accuracy: { confirmed: 9, corrected: 1, unknown: 2, share: null },
    distribution: [{ from: 0.6, customers: 120 }], sections: [{ section: 'BASIC' as const, completeness: 0.7, customers: 120 }], sources: [{ id: 's', origin: 'IMPORT' as const, channel: null, customers: 120, completeness: 0.61, reviewed: 10, accuracy: null }],
    contacts: [{ kind: 'PHONE' as const, contacts: 100, verified: 3, bounced: 1, validity: 0.8 }],
  };
  it('says each figure with its formula, and that too few facts say nothing', async () => {
    await show(upkeepRoutes, '/quality', [on(QualityReportsDocument, { qualityReports: page([report]) })]);
    expect((await screen.findAllByText('not enough data')).length).toBeGreaterThan(0);
    expect(screen.getByText('only 10 facts reviewed within a year; 30 are needed')).toBeInTheDocument();
    expect(screen.getByText('no channel · Import')).toBeInTheDocument();
  });
  it('says that none is there, and is closed to who does not manage upkeep', async () => {
    await show(upkeepRoutes, '/quality', [on(QualityReportsDocument, { qualityReports: page([]) })]);
    expect(await screen.findByText('No report yet')).toBeInTheDocument();
    cleanup();
    await show(upkeepRoutes, '/quality', [], { without: ['upkeep.manage'] });
    expect(screen.queryByText('No report yet')).toBeNull();
  });
});

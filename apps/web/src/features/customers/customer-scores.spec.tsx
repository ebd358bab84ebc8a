import { ColleaguesDocument, CustomerWordsDocument, SavedViewsDocument } from '@dossier/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, show } from '../../testing/show';
import { CustomerCountDocument, CustomersDocument } from './customers.documents';
import { customersRoutes } from './customers.routes';
import { CustomersWithScoresDocument } from './list/scores.documents';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const row = {
  id: '1', version: 1, archiveNo: 'DA-1', name: '王伟', nameLatin: null, companyName: null, kind: 'PERSON' as const, stage: 'ACTIVE' as const, phone: null, email: null, region: null, city: null,
  archivedAt: null, createdAt: '2026-01-01T00:00:00Z', demo: false, can: ['UPDATE'], owner: null, source: null, tags: [], summary: null, customValues: [], completeness: null,
  value: { rfmGroup: 'CHAMPION' as const, lifetimeValue: pounds(78_400), lifetimeLow: pounds(46_200), lifetimeHigh: pounds(118_000), aliveProbability: 0.89, expectedPurchases: 4.3 }, churn: { probability: 0.2, atStake: pounds(900) }, nextNeed: { expectedOn: '2027-01-05' }, cluster: null,
};
const rest = [on(CustomerWordsDocument, { tags: [], channels: [], teams: [] }), on(ColleaguesDocument, { users: { nodes: [] } }), on(SavedViewsDocument, { savedViews: [] }), on(CustomerCountDocument, { customers: { totalCount: 1, totalIsExact: true } })];
const replies = [...rest, on(CustomersDocument, { customers: page([row]) }), on(CustomersWithScoresDocument, { customers: page([row]) })];
const at = (filter: object) => `/customers?filter=${encodeURIComponent(JSON.stringify(filter))}`;

afterEach(cleanup);

describe('scores in the list of customers', () => {
  it('stand as a column where the list is narrowed by them, with their range, and sort it', async () => {
    const { sent } = await show(customersRoutes, at({ valueDecile: { min: 10, max: 10 } }), replies);
    expect(await screen.findByText('£784')).toBeInTheDocument();
    expect(screen.getByText('£462 – £1,180')).toBeInTheDocument();
    expect(screen.getByText('tenth of value (10 the best) is 10')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('columnheader', { name: 'Expected value' }));
    await waitFor(() => expect(sent.findLast(({ operation }) => operation === 'CustomersWithScores')?.variables).toMatchObject({ sort: 'LIFETIME_VALUE', order: 'DESC', filter: { valueDecile: { min: 10, max: 10 } } }));
  });

  it('are not asked for where no column shows one', async () => {
    const { sent } = await show(customersRoutes, '/customers', replies);
    expect(await screen.findByRole('link', { name: '王伟' })).toBeInTheDocument();
    expect(sent.some(({ operation }) => operation === 'CustomersWithScores')).toBe(false);
  });

  it('are neither columns nor conditions for whoever may not see scores', async () => {
    const { sent } = await show(customersRoutes, at({ rfmGroup: { in: ['CHAMPION'] } }), replies, { without: ['score.read'] });
    expect(await screen.findByRole('link', { name: '王伟' })).toBeInTheDocument();
    expect(sent.some(({ operation }) => operation === 'CustomersWithScores')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Condition' }));
    expect(await screen.findByRole('menuitem', { name: 'Last purchase' })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: 'RFM group' })).toBeNull();
  });
});

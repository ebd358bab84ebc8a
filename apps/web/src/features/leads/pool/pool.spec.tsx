import '@testing-library/jest-dom/jest-globals';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { on, page, show } from '../../../testing/show';
import { leadsRoutes } from '../leads.routes';
import { placeSaid } from './place';
import { OpenPoolsDocument, PoolLeadsDocument } from './pool.documents';

const pool = (hidden: readonly string[]) => on(OpenPoolsDocument, { leadPools: [{ id: 'p1', name: 'North', leadCount: 1, lockDays: 0, hidden, limits: null }] } as never);
const lead = (over: object = {}) => on(PoolLeadsDocument, { poolLeads: { ...page([{
  id: 'l1', name: '王*', subject: 'Sofas', city: '上海', region: '上海', sourceName: 'Fair', origin: 'FORM', productName: null, grade: 'A', score: 81, amount: { minor: 90_000, currency: 'GBP' }, stage: 'NEW', openedAt: '2026-11-20T08:00:00Z', touches: 1, ...over,
} as never]), totalCount: 1, totalIsExact: true } });
const heads = () => screen.getAllByRole('columnheader').map((one) => one.textContent).filter(Boolean);

afterEach(cleanup);

describe('a place', () => {
  it('is said once where the city is its own region', () => {
    expect([placeSaid('上海', '上海'), placeSaid('上海', '上海市'), placeSaid('浙江', '杭州'), placeSaid('浙江', null), placeSaid(null, '杭州'), placeSaid(null, null)]).toEqual(['上海', '上海市', '浙江 杭州', '浙江', '杭州', '']);
  });
});

describe('the leads of a pool', () => {
  it('show the grade by its mark, the score beside it, and the place once', async () => {
    await show(leadsRoutes, '/pool', [pool([]), lead()]);
    expect(await screen.findByText('A')).toHaveClass('d-grade');
    expect(screen.getByText('上海')).toBeInTheDocument();
    expect(heads()).toEqual(['Person', 'Interest', 'Place', 'Source', 'Grade', 'Amount', 'Came in']);
  });

  it('have no column of what the pool hides; the interest stays, for it opens the lead', async () => {
    await show(leadsRoutes, '/pool', [pool(['NAME', 'SUBJECT', 'CITY', 'SOURCE', 'GRADE', 'AMOUNT']), lead({ name: null, subject: null, city: null, region: null, sourceName: null, origin: null, grade: null, score: null, amount: null })]);
    expect(await screen.findByText('Details')).toBeInTheDocument();
    expect(heads()).toEqual(['Interest', 'Came in']);
  });
});

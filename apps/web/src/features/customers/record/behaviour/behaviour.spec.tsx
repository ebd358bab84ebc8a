import { afterEach, describe, expect, it } from '@jest/globals';
import { screen as route, TopicChoicesDocument, type FeatureRoutes } from '@dossier/client';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { on, page, Refusal, show } from '../../../../testing/show';
import type { CustomerRecord } from '../record.types';
import { BehaviourDaysDocument, BehaviourEventsDocument, BehaviourStopDocument, ClearInterestDocument, InterestEvidenceDocument, InterestProfileDocument, ResumeBehaviourDocument, SetInterestDocument } from './behaviour.documents';
import { BehaviourTab } from './BehaviourTab';

const routes: FeatureRoutes = (parent) => [route(parent, '/tab', async () => () => <><h1>王伟</h1><BehaviourTab customer={{ id: '1' } as CustomerRecord} /></>)];
const interest = { topicId: 't', topic: { name: '跑鞋' }, parent: { name: '鞋' }, score: 12.34, fromEvents: 12.34, declared: 0, refused: false, choice: null, eventCount: 7, lastAt: '2026-11-20T00:00:00Z', halfLifeDays: 30 };
const profile = (over: object = {}) => on(InterestProfileDocument, { interestProfile: { asOf: '2026-11-22T00:00:00Z', computedAt: '2026-11-22T00:00:00Z', freshness: 'FRESH', eventCount: 7, lastEventAt: null, interests: [{ ...interest, ...over }] } } as never);
const event = { id: 'e', name: 'CART' as const, occurredAt: '2026-11-20T00:00:00Z', path: '/p/1', productCode: 'SKU', productName: '跑鞋一号', channelMark: 'web', site: '官网', topics: [{ id: 't', name: '跑鞋' }] };
const about = [
  on(BehaviourStopDocument, { behaviourStop: { isStopped: false, stoppedAt: null, reason: null } }), on(TopicChoicesDocument, { topics: [] }),
  on(BehaviourDaysDocument, { behaviourDays: [{ day: new Date().toISOString().slice(0, 10), name: 'CART', count: 3 }] } as never), on(BehaviourEventsDocument, { behaviourEvents: page([event]) } as never),
];

afterEach(cleanup);

describe('behaviour and interests', () => {
  it('shows interests with their freshness, and the events behind them', async () => {
    await show(routes, '/tab', [...about, profile()]);
    expect(await screen.findByText('12.3 points')).toBeInTheDocument();
    expect(screen.getByText('Up to date')).toBeInTheDocument();
    expect(await screen.findByText('跑鞋一号')).toBeInTheDocument();
    expect(screen.getAllByText('Cart').length).toBeGreaterThan(0);
  });
  it('says why: the formula, and what each event adds', async () => {
    const parts = [{ eventId: 'e', name: 'CART' as const, occurredAt: '2026-11-20T00:00:00Z', path: null, productCode: 'SKU', weight: 5, ageDays: 2, part: 4.77 }];
    await show(routes, '/tab', [...about, profile(), on(InterestEvidenceDocument, { interestEvidence: { asOf: '2026-11-22T00:00:00Z', formula: 'f', interest: { score: 12.34, fromEvents: 12.34, declared: 0, eventCount: 7, halfLifeDays: 30 }, parts } } as never)]);
    await userEvent.click(await screen.findByRole('button', { name: 'Why “跑鞋” has this score' }));
    expect(await screen.findByText('4.77')).toBeInTheDocument();
    expect(screen.getByText(/0\.5\^/u)).toBeInTheDocument();
  });
  it('turns an interest down at once and offers the way back', async () => {
    const { sent } = await show(routes, '/tab', [...about, profile(), on(SetInterestDocument, { setInterest: { asOf: '2026-11-22T00:00:00Z' } } as never), on(ClearInterestDocument, { clearInterest: { asOf: '2026-11-22T00:00:00Z' } } as never)]);
    await userEvent.click(await screen.findByRole('button', { name: 'Not interested: “跑鞋”' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ClearInterest')?.variables).toEqual({ id: '1', topic: 't' }));
    expect(sent.find(({ operation }) => operation === 'SetInterest')?.variables).toEqual({ id: '1', topic: 't', kind: 'NOT_INTERESTED' });
  });
  it('offers no change to whoever may only look, and says what failed', async () => {
    await show(routes, '/tab', [...about, on(InterestProfileDocument, new Refusal('UNAVAILABLE'))], { without: ['interest.write'] });
    expect(await screen.findByText(/cannot answer just now/u)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Stop keeping behaviour' })).toBeNull();
  });
  it('shows a stop, and how to end it', async () => {
    const stopped = on(BehaviourStopDocument, { behaviourStop: { isStopped: true, stoppedAt: '2026-11-01T00:00:00Z', reason: '来电要求' } });
    const { sent } = await show(routes, '/tab', [stopped, ...about.slice(1), profile(), on(ResumeBehaviourDocument, { resumeBehaviour: { isStopped: false } })]);
    expect(await screen.findByText(/来电要求/u)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Keep it again' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'ResumeBehaviour')).toBe(true));
  });
});

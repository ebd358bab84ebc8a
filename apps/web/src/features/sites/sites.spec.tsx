import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { on, page, Refusal, show } from '../../testing/show';
import { CreateSiteDocument, CreateTopicDocument, PauseSiteDocument, ResumeSiteDocument, RetentionDocument, SetWeightDocument, SiteDocument, SitesDocument, TestSiteDocument, TopicCategoriesDocument, TopicsDocument, WeightsDocument } from './sites.documents';
import { sitesRoutes } from './sites.routes';

const site = { id: 's', version: 1, name: '官网', key: 'site_abc', origins: ['https://shop.example'], state: 'ACTIVE', lastEventAt: null, acceptedCount: 12, repeatedCount: 1, refusedCount: 0, can: ['UPDATE', 'PAUSE', 'ARCHIVE', 'TEST'] };
const one = on(SiteDocument, { eventSite: { ...site, days: [{ day: '2026-11-20', accepted: 12, repeated: 1, refused: 0 }] } } as never);

afterEach(cleanup);

describe('event sources', () => {
  it('lists them with what came lately, and makes one from name and addresses', async () => {
    const made = on(CreateSiteDocument, { createEventSite: { id: 's', name: '商城' } });
    const { sent } = await show(sitesRoutes, '/sites', [on(SitesDocument, { eventSites: page([site]) } as never), made, one]);
    expect(await screen.findByText('官网')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'New source' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: '商城' } });
    fireEvent.change(screen.getByLabelText('Addresses'), { target: { value: 'https://a.example\nhttps://b.example' } });
    await userEvent.click(screen.getByRole('button', { name: 'Make it' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateEventSite')?.variables).toEqual({ input: { name: '商城', origins: ['https://a.example', 'https://b.example'] } }));
  });
  it('says on the field which address is none', async () => {
    await show(sitesRoutes, '/sites', [on(SitesDocument, { eventSites: page([]) } as never), on(CreateSiteDocument, new Refusal('INVALID_INPUT', { field: 'origins', reason: 'shop' }))]);
    expect(await screen.findByText('No event sources yet')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'New source' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: '商城' } });
    fireEvent.change(screen.getByLabelText('Addresses'), { target: { value: 'shop' } });
    await userEvent.click(screen.getByRole('button', { name: 'Make it' }));
    expect(await screen.findByText(/“shop” is no address/u)).toBeInTheDocument();
  });
  it('shows the script with its key, sends a test, and pauses with a way back', async () => {
    const { sent } = await show(sitesRoutes, '/sites/s', [one, on(TestSiteDocument, { sendTestEvent: { id: 's', lastEventAt: null } }), on(PauseSiteDocument, { pauseEventSite: { id: 's', state: 'PAUSED' } }), on(ResumeSiteDocument, { resumeEventSite: { id: 's', state: 'ACTIVE' } })]);
    expect((await screen.findByText(/data-site/u)).textContent).toContain('data-site="site_abc"');
    await userEvent.click(screen.getByRole('button', { name: 'Send a test event' }));
    expect(await screen.findByText('The test event was taken.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'ResumeEventSite')).toBe(true));
  });
});

describe('topics and weights', () => {
  it('draws topics as a tree and adds one', async () => {
    const topics = [{ id: 'b', version: 1, code: 'running', name: '跑鞋', parentId: 'a', parent: { id: 'a', name: '鞋' }, categoryId: null, category: null, halfLifeDays: 10, customerCount: 2, can: ['UPDATE', 'ARCHIVE'] }, { id: 'a', version: 1, code: 'shoes', name: '鞋', parentId: null, parent: null, categoryId: null, category: null, halfLifeDays: 30, customerCount: 5, can: [] }];
    const { sent } = await show(sitesRoutes, '/sites/topics', [on(TopicsDocument, { topics } as never), on(TopicCategoriesDocument, { categories: [] }), on(CreateTopicDocument, { createTopic: { id: 'c', name: '酒' } })]);
    await screen.findByText('shoes');
    expect(screen.getAllByRole('row').slice(1).map((row) => row.textContent?.slice(0, 2))).toEqual(['鞋s', '跑鞋']);
    await userEvent.click(screen.getByRole('button', { name: 'New topic' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: '酒' } });
    fireEvent.change(screen.getByLabelText('Code'), { target: { value: 'wine' } });
    await userEvent.click(screen.getByRole('button', { name: 'Make it' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateTopic')?.variables).toEqual({ input: { code: 'wine', name: '酒', parentId: null, categoryId: null, halfLifeDays: 30 } }));
  });
  it('changes a weight, and says how long events are kept', async () => {
    const { sent } = await show(sitesRoutes, '/sites/weights', [on(WeightsDocument, { eventWeights: [{ name: 'CART', weight: 5 }] } as never), on(RetentionDocument, { eventRetention: { months: 25, oldest: '2025-09-01' } }), on(SetWeightDocument, { setEventWeight: [] })]);
    fireEvent.change(await screen.findByLabelText('Weight of “Cart”'), { target: { value: '7' } });
    await userEvent.click(screen.getByRole('button', { name: 'Save Cart' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SetEventWeight')?.variables).toEqual({ name: 'CART', input: { weight: 7 } }));
    expect(await screen.findByDisplayValue('25')).toBeInTheDocument();
  });
});

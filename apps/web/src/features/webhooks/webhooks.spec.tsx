import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { CreateWebhookDocument, DeliveriesDocument, OwnersDocument, ReceivedDocument, ReplayDeliveryDocument, SourceDocument, SourcesDocument, WebhookDocument, WebhooksDocument } from './webhooks.documents';
import { webhooksRoutes } from './webhooks.routes';

const hook = { id: 'w', version: 1, name: 'ERP', url: 'https://erp.example.com/hook', events: ['CUSTOMER_CREATED' as const], state: 'ACTIVE' as const, failingSince: null, nextAttemptAt: null, deadCount: 1, ownerId: 'me', owner: { id: 'me', name: '周岚' }, can: ['UPDATE', 'PAUSE', 'TEST', 'ROTATE', 'REPLAY', 'ARCHIVE'] };
const delivery = { id: 'd', eventId: 'e-1', type: 'customer.created', state: 'DEAD' as const, attempts: 12, status: 500, fault: 'STATUS' as const, latency: 31, createdAt: '2026-11-21T00:00:00Z', lastAt: '2026-11-22T00:00:00Z', nextAt: null };
const source = { id: 's', version: 1, name: '官网表单', kind: 'CUSTOMER' as const, state: 'ACTIVE' as const, path: '/api/hooks/s', failedCount: 1, ownerId: 'me', owner: { id: 'me', name: '周岚' }, can: ['PAUSE'] };
const owners = on(OwnersDocument, { clients: { nodes: [] } });

afterEach(cleanup);

describe('outgoing webhooks', () => {
  it('shows how a receiver verifies while there are none', async () => {
    await show(webhooksRoutes, '/webhooks', [on(WebhooksDocument, { webhooks: page([]) }), owners]);
    expect(await screen.findByText('No webhooks yet')).toBeInTheDocument();
    expect(screen.getByText(/timingSafeEqual\(Buffer/)).toBeInTheDocument();
  });

  it('shows the secret of a new one, once', async () => {
    const { sent } = await show(webhooksRoutes, '/webhooks', [on(WebhooksDocument, { webhooks: page([]) }), owners, on(CreateWebhookDocument, { createWebhook: { secret: 'whsec_once', webhook: { id: 'w', name: 'ERP' } } })]);
    fireEvent.click(await screen.findByText('New webhook'));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'ERP' } });
    fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'https://erp.example.com/hook' } });
    fireEvent.click(screen.getByText('Create'));
    expect(await screen.findByText('whsec_once')).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'CreateWebhook')?.variables).toEqual({ input: { name: 'ERP', url: 'https://erp.example.com/hook', events: ['CUSTOMER_CREATED', 'CUSTOMER_UPDATED'] } });
    fireEvent.click(screen.getByText('I have kept it'));
    await waitFor(() => expect(screen.queryByText('whsec_once')).toBeNull());
  });

  it('lays a refused address on its field', async () => {
    await show(webhooksRoutes, '/webhooks', [on(WebhooksDocument, { webhooks: page([]) }), owners, on(CreateWebhookDocument, new Refusal('ADDRESS_REFUSED', { field: 'url', reason: 'PLACE' }))]);
    fireEvent.click(await screen.findByText('New webhook'));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'x' } });
    fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'https://10.0.0.1/' } });
    fireEvent.click(screen.getByText('Create'));
    expect(await screen.findByText(/This address cannot be used/)).toBeInTheDocument();
  });

  it('shows deliveries with their attempts, and replays one', async () => {
    const { sent } = await show(webhooksRoutes, '/webhooks/w', [on(WebhookDocument, { webhook: hook }), on(DeliveriesDocument, { webhookDeliveries: page([delivery]) }), owners, on(ReplayDeliveryDocument, { replayDelivery: { id: 'd', state: 'WAITING' } })]);
    expect(await screen.findByText('customer.created')).toBeInTheDocument();
    expect(screen.getByText('500 · Error status')).toBeInTheDocument();
    expect(screen.getByText('31 ms')).toBeInTheDocument();
    expect(screen.getByText('Replay all dead letters')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Replay customer.created (e-1)'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'ReplayDelivery')?.variables).toEqual({ id: 'd' }));
  });

  it('says what happened when the list cannot be read', async () => {
    await show(webhooksRoutes, '/webhooks', [on(WebhooksDocument, new Refusal('UNAVAILABLE')), owners]);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});

describe('incoming sources', () => {
  it('shows how a sender signs while there are none', async () => {
    await show(webhooksRoutes, '/webhooks/incoming', [on(SourcesDocument, { incomingSources: page([]) }), owners]);
    expect(await screen.findByText('No sources yet')).toBeInTheDocument();
    expect(screen.getByText(/randomUUID\(\)/)).toBeInTheDocument();
  });

  it('says why an event could not take effect, without its values', async () => {
    const received = { id: 'r', providerId: 'evt-1', state: 'FAILED' as const, attempts: 1, code: 'INVALID_INPUT', facts: { field: 'phone' }, receivedAt: '2026-11-22T00:00:00Z', settledAt: null, can: ['REPLAY'] };
    await show(webhooksRoutes, '/webhooks/incoming/s', [on(SourceDocument, { incomingSource: source }), on(ReceivedDocument, { incomingDeliveries: page([received]) }), owners]);
    expect(await screen.findByText('evt-1')).toBeInTheDocument();
    expect(screen.getByText(/The value of “phone” is not accepted/)).toBeInTheDocument();
    expect(screen.getByLabelText('Try again: evt-1')).toBeInTheDocument();
  });
});

import '@testing-library/jest-dom/jest-globals';
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { on, page, Refusal, show } from '../../testing/show';
import { ClientChoicesDocument, ClientsDocument, CreateClientDocument, CreateKeyDocument, RevokeKeyDocument, RotateKeyDocument } from './keys.documents';
import { dayAfter, linesOf, reachOf, stateOf, type KeyRow } from './keys.rules';
import { keysRoutes } from './keys.routes';

jest.mock('./GuideScreen', () => ({ GuideScreen: () => null }));

const now = Date.now();
const at = (days: number): string => new Date(now + days * 86_400_000).toISOString();
const key = (change: Partial<KeyRow> = {}): KeyRow => ({
  id: 'k1', name: 'Server A', publicId: 'abcdefghijkl', createdAt: at(-1), expiresAt: at(80), revokedAt: null, ipList: ['10.0.0.0/8'], ratePerMinute: 600, followsId: null,
  lastUsedAt: at(-0.5), lastNetwork: '10.1.2.3', maker: { id: 'u1', name: '周岚' }, ...change,
});
const client = (keys: KeyRow[], change: object = {}) => ({
  id: 'c1', version: 1, name: 'Warehouse', description: 'Nightly copy', createdAt: at(-30), archivedAt: null, can: ['UPDATE', 'ADD_KEY', 'ARCHIVE'],
  roles: [{ id: 'r1', name: '营销经理' }], teams: [{ id: 't1', name: '华东' }], actsForId: null, actsFor: null, keys, ...change,
});
const choices = on(ClientChoicesDocument, { roles: [{ id: 'r1', name: '营销经理', nameEn: 'Marketing manager', grants: [{ action: 'customer.read', scope: 'TEAM_TREE' }] }], teams: [{ id: 't1', name: '华东' }] } as never);
const listed = (...clients: object[]) => on(ClientsDocument, { clients: page(clients) } as never);

describe('the page of API keys', () => {
  it('invites to the first client and to the guide', async () => {
    await show(keysRoutes, '/keys', [choices, listed()]);
    expect(await screen.findByText('No API clients yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'API guide' })).toHaveAttribute('href', '/keys/guide');
  });

  it('is not for everybody', async () => {
    await show(keysRoutes, '/keys', [choices, listed()], { without: ['key.manage'] });
    expect(await screen.findByText('This is outside your rights')).toBeInTheDocument();
  });

  it('says what a client reaches, and of each key whence and until when', async () => {
    await show(keysRoutes, '/keys', [choices, listed(client([key(), key({ id: 'k2', name: 'Old', revokedAt: at(-2), lastUsedAt: null })]))]);
    expect(await screen.findByRole('heading', { name: 'Warehouse' })).toBeInTheDocument();
    expect(await screen.findByText(/Roles: Marketing manager · Reach: 华东 and the teams below/)).toBeInTheDocument();
    const line = screen.getByText('Server A').closest('li')!;
    expect(within(line).getByText(/10\.0\.0\.0\/8 · 600 a minute · made by 周岚/)).toBeInTheDocument();
    expect(within(line).getByText(/from 10\.1\.2\.3/)).toBeInTheDocument();
    expect(screen.queryByText('Old')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '1 keys that have ended' }));
    expect(await screen.findByText('Revoked')).toBeInTheDocument();
  });

  it('shows a new key once, with its networks as they were typed', async () => {
    const secret = `dsr_abcdefghijkl_${'x'.repeat(43)}`;
    const { sent } = await show(keysRoutes, '/keys', [choices, listed(client([])), on(CreateKeyDocument, { createKey: { secret, key: { id: 'k9', name: 'B', publicId: 'abcdefghijkl', expiresAt: at(90) } } })]);
    expect(await screen.findByText(/No keys yet/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'New key' }));
    fireEvent.change(await screen.findByLabelText('Name of the key'), { target: { value: 'Server B' } });
    fireEvent.change(screen.getByLabelText('Networks it may come from'), { target: { value: '203.0.113.7\n10.0.0.0/8 ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make the key' }));
    expect(await screen.findByText('The key is shown this once')).toBeInTheDocument();
    expect(screen.getByLabelText('Key')).toHaveValue(secret);
    expect(sent.find(({ operation }) => operation === 'CreateKey')?.variables).toEqual({ clientId: 'c1', input: { name: 'Server B', expiresOn: dayAfter(90), ratePerMinute: 600, ipList: ['203.0.113.7', '10.0.0.0/8'] } });
    fireEvent.click(screen.getByRole('button', { name: 'I have kept it' }));
    await waitFor(() => expect(screen.queryByDisplayValue(secret)).toBeNull());
  });

  it('lays a refused network on its field', async () => {
    await show(keysRoutes, '/keys', [choices, listed(client([])), on(CreateKeyDocument, new Refusal('INVALID_INPUT', { field: 'ipList', reason: 'example.com' }))]);
    fireEvent.click(await screen.findByRole('button', { name: 'New key' }));
    fireEvent.change(await screen.findByLabelText('Name of the key'), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make the key' }));
    expect(await screen.findByText('example.com')).toBeInTheDocument();
  });

  it('says what revoking does before it is done, and what replacing leaves open', async () => {
    const { sent } = await show(keysRoutes, '/keys', [choices, listed(client([key()])), on(RevokeKeyDocument, { revokeKey: { id: 'c1', name: 'Warehouse', keys: [] } }), on(RotateKeyDocument, new Refusal('KEY_NOT_LIVE'))]);
    fireEvent.click(await screen.findByRole('button', { name: 'Replace the key Server A' }));
    expect(await screen.findByText(/goes on for 24 hours/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Replace' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This key has expired or was revoked');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    fireEvent.click(screen.getByRole('button', { name: 'Revoke the key Server A' }));
    expect(await screen.findByText(/refused within seconds/)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RevokeKey')?.variables).toEqual({ id: 'k1' }));
  });

  it('goes from a new client straight to its first key', async () => {
    const { sent } = await show(keysRoutes, '/keys', [choices, listed(), on(CreateClientDocument, { createClient: { id: 'c9', name: 'Shop' } })]);
    fireEvent.click(await screen.findByRole('button', { name: 'New API client' }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Shop' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make it' }));
    expect(await screen.findByText('Choose at least one role')).toBeInTheDocument();
    fireEvent.mouseDown(screen.getByLabelText('Roles'));
    fireEvent.click(await screen.findByTitle('Marketing manager'));
    fireEvent.click(screen.getByRole('button', { name: 'Make it' }));
    expect(await screen.findByText('New key for “Shop”')).toBeInTheDocument();
    expect(sent.find(({ operation }) => operation === 'CreateClient')?.variables).toEqual({ input: { name: 'Shop', roleIds: ['r1'], teamIds: [], description: null, actsForId: null } });
  });
});

describe('a key in words', () => {
  it('is live, ends soon, is being replaced, has ended', () => {
    expect(stateOf(key(), new Set(), now)).toBe('live');
    expect(stateOf(key({ expiresAt: at(5) }), new Set(), now)).toBe('endsSoon');
    expect(stateOf(key({ expiresAt: at(0.5) }), new Set(['k1']), now)).toBe('ending');
    expect(stateOf(key({ expiresAt: at(-1) }), new Set(), now)).toBe('expired');
    expect(stateOf(key({ expiresAt: at(-1), revokedAt: at(-2) }), new Set(), now)).toBe('revoked');
  });
  it('takes networks a line or a comma each', () => expect(linesOf(' 10.0.0.1 ,\n\n10.0.0.0/8；::1')).toEqual(['10.0.0.1', '10.0.0.0/8', '::1']));
  it('reaches as far as the widest of its roles', () => {
    const roles = [{ id: 'a', name: '', nameEn: '', grants: [{ action: 'customer.read', scope: 'SELF' }] }, { id: 'b', name: '', nameEn: '', grants: [{ action: 'customer.read', scope: 'ALL' }] }, { id: 'c', name: '', nameEn: '', grants: [{ action: 'order.read', scope: 'ALL' }] }];
    expect([reachOf(['a'], roles), reachOf(['a', 'b'], roles), reachOf(['c'], roles)]).toEqual(['SELF', 'ALL', null]);
  });
});

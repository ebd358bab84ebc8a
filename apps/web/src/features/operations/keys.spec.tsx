import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { on, page, Refusal, show } from '../../testing/show';
import { KeyStateDocument, RetireKeyDocument, RotateKeysDocument } from './operations.documents';
import { operationsRoutes } from './operations.routes';

interface Keys { current?: number; versions?: number[]; rotating?: boolean; leftBehind?: number; inFile?: boolean }
const state = (keys: Keys = {}) => ({ current: 1, versions: [1], rotating: false, leftBehind: 0, inFile: true, ...keys });
const keys = (of: Keys = {}, running?: string) => on(KeyStateDocument, { keyState: state(of), operatedJobs: page(running ? [{ id: running }] : []) });
const job = (status: object) => ({ operation: 'Job', reply: () => ({ job: { id: 'r', name: 'kernel.rotate-keys', done: 0, total: null, error: null, startedAt: null, endedAt: null, ...status } }) });
const rotated = on(RotateKeysDocument, { rotateKeys: { id: 'r' } });
const card = () => screen.findByRole('region', { name: 'Keys' });

afterEach(cleanup);

describe('the keys over personal data', () => {
  it('says which key is in use, and changes it after a question, with its progress', async () => {
    const { sent } = await show(operationsRoutes, '/operations', [keys(), rotated, job({ state: 'RUNNING', done: 250, total: 1000 })]);
    expect(await within(await card()).findByText('Version 1')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Retire/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Change the key' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change the key' }));
    expect(await screen.findByRole('progressbar', { name: /being changed/ })).toHaveAttribute('aria-valuenow', '25');
    expect(sent.some(({ operation }) => operation === 'RotateKeys')).toBe(true);
    expect(screen.queryByRole('button', { name: 'Change the key' })).toBeNull();
  });
  it('follows a change that somebody else began, and says when it is done', async () => {
    await show(operationsRoutes, '/operations', [keys({ current: 2, versions: [1, 2], rotating: true, leftBehind: 1200 }, 'r'), job({ state: 'RUNNING', done: 1, total: 2 })]);
    await waitFor(() => expect(screen.getByRole('progressbar', { name: /being changed/ })).toHaveAttribute('aria-valuenow', '50'));
    expect(screen.getByText(/1,200 items still hang on an old key/)).toBeInTheDocument();
    cleanup();
    await show(operationsRoutes, '/operations', [keys({ current: 2, versions: [1, 2] }, 'r'), job({ state: 'DONE', done: 2, total: 2 })]);
    expect(await screen.findByText('The key was changed. Copy the key file now.')).toBeInTheDocument();
  });
  it('takes up a change that was broken off', async () => {
    const { sent } = await show(operationsRoutes, '/operations', [keys({ versions: [1, 2], rotating: true, leftBehind: 3 }), rotated]);
    expect(await screen.findByText('The change is not complete')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Go on with the change' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change the key' }));
    await waitFor(() => expect(sent.some(({ operation }) => operation === 'RotateKeys')).toBe(true));
  });
  it('retires an old key once nothing hangs on it', async () => {
    const { sent } = await show(operationsRoutes, '/operations', [keys({ current: 2, versions: [1, 2] }), on(RetireKeyDocument, { retireKey: { current: 2 } })]);
    await userEvent.click(await screen.findByRole('button', { name: 'Retire the old key, version 1' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Retire the old key' }));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'RetireKey')?.variables).toEqual({ version: 1 }));
    expect(await screen.findByText(/processes hold it until they are restarted/)).toBeInTheDocument();
    cleanup();
    await show(operationsRoutes, '/operations', [keys({ current: 2, versions: [1, 2], leftBehind: 4 })]);
    expect(await screen.findByText(/4 items still hang/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Retire/ })).toBeNull();
  });
  it('says why a change is refused, and how keys of the environment are changed', async () => {
    await show(operationsRoutes, '/operations', [keys({ inFile: false }), on(RotateKeysDocument, new Refusal('KEY_NOT_IN_FILE'))]);
    expect(await screen.findByText(/The keys come from KEY/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Change the key' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change the key' }));
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toHaveTextContent('Add a new version to KEY');
  });
  it('only shows to whoever may look but not act, and says so when it cannot be asked', async () => {
    await show(operationsRoutes, '/operations', [keys({ current: 2, versions: [1, 2] })], { without: ['operation.manage'] });
    expect(await screen.findByText('Version 2')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Change the key|Retire/ })).toBeNull();
    cleanup();
    await show(operationsRoutes, '/operations', []);
    expect(await within(await card()).findByRole('alert')).toBeInTheDocument();
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '@dossier/kernel/data';
import { jobViewer } from '@dossier/kernel/access';
import { personId, startApi, type Api } from '@dossier/kernel/testing';
import { NotificationService } from './notification.service';

const LIST = '{ notifications(first: 10) { nodes { id kind facts link at readAt } totalCount } unreadNotifications }';
const MARK = 'mutation($ids: [ID!]!) { markNotificationsRead(ids: $ids) }';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const service = api.app.get(NotificationService, { strict: false });
  const upkeep = jobViewer('upkeep', ['job.upkeep'], 'spec');
  await api.app.get(Database).work(upkeep, 'spec', () => service.notify([personId('SALES'), personId('MANAGER'), personId('SALES')], { kind: 'IMPORT_DONE', facts: { rows: 12 }, link: '/imports/1' }));
});
afterAll(() => api?.close());

it('reaches each person once, and is nobody else\'s', async () => {
  const { notifications, unreadNotifications } = await (await api.as('SALES')).query(LIST);
  expect(notifications.nodes).toEqual([expect.objectContaining({ kind: 'IMPORT_DONE', facts: { rows: 12 }, link: '/imports/1', readAt: null })]);
  expect(unreadNotifications).toBe(1);
  expect((await (await api.as('AUDITOR')).query(LIST))).toEqual({ notifications: { nodes: [], totalCount: 0 }, unreadNotifications: 0 });
  expect(await api.anonymous().refusal(LIST)).toBe('NOT_SIGNED_IN');
});

it('is marked as read by its owner alone', async () => {
  const sales = await api.as('SALES');
  const manager = await api.as('MANAGER');
  const [{ id }] = (await manager.query(LIST)).notifications.nodes;
  expect((await sales.mutate(MARK, { ids: [id] })).markNotificationsRead).toBe(0);
  expect((await manager.query(LIST)).unreadNotifications).toBe(1);
  expect((await manager.mutate(MARK, { ids: [id] })).markNotificationsRead).toBe(1);
  expect((await manager.query(LIST)).notifications.nodes[0].readAt).not.toBeNull();
  expect(await sales.refusal(MARK, { ids: ['nonsense'] })).toBe('INVALID_INPUT');
});

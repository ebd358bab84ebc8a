import { own, policy } from '@dossier/kernel/access';
import type { ListSpec } from '@dossier/kernel/list';
import { Notification } from './notification.entity';

export const notificationPolicy = policy(Notification, { read: 'signed-in', scope: own('userId') });

export const notificationList: ListSpec<never, 'CREATED_AT'> = {
  filter: {},
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

import { everyone, policy } from '@dossier/kernel/access';
import { sql, type ListSpec } from '@dossier/kernel/list';
import { Alert } from './alert.entity';

export const alertPolicy = policy(Alert, {
  read: 'audit.read',
  scope: everyone(),
  actions: { ACKNOWLEDGE: { word: 'audit.read', when: (alert) => alert.acknowledgedAt === null, needs: ['acknowledgedAt'] } },
});

export const alertList: ListSpec<'open', 'CREATED_AT'> = {
  filter: { open: sql<boolean>(['acknowledgedAt'], (open, { alias }) => `(${alias}.acknowledged_at is null) = ${open ? 'true' : 'false'}`) },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

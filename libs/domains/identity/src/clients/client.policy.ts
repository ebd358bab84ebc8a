import { policy, type Scope } from '@dossier/kernel/access';
import { ApiClient } from './client.entity';

/** Of the one table of accounts, those of one kind. */
export const accountsOf = (kind: 'PERSON' | 'CLIENT'): Scope => ({
  needs: ['kind'],
  exact: true,
  where: (scopes, _viewer, alias) => (scopes.length > 0 ? `${alias}.kind = '${kind}'` : 'false'),
  covers: (scopes, _viewer, row) => scopes.length > 0 && (row as { kind?: unknown }).kind === kind,
});

const live = (client: ApiClient): boolean => client.archivedAt === null;

export const clientPolicy = policy(ApiClient, {
  read: 'key.manage',
  scope: accountsOf('CLIENT'),
  actions: {
    UPDATE: { word: 'key.manage', when: live, needs: ['archivedAt'] },
    ADD_KEY: { word: 'key.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'key.manage', when: live, needs: ['archivedAt'] },
  },
});

import { planOf, policy, type Scope } from '@dossier/kernel/access';
import { ofCustomers } from '../profile/customer.policy';
import { Relationship } from './relationship.entity';

/** Reached where both customers are, by the word and by the right to see customers. A relation of a record to itself, as a merge may leave one, is none. */
const throughBoth: Scope = {
  needs: [],
  where: (scopes, viewer, alias, params) => {
    if (scopes.length === 0) return 'false';
    const reached = (one: string, column: string): string =>
      `exists (select 1 from customer ${one} where ${one}.id = ${alias}.${column} and ${one}.archived_at is null and ${ofCustomers.scope.where(scopes, viewer, one, params)} and ${planOf(viewer, ofCustomers).reach(one, params)})`;
    return `(${alias}.from_id <> ${alias}.to_id and ${reached('one', 'from_id')} and ${reached('other', 'to_id')})`;
  },
  // Both sides were fetched within reach before; the statement itself carries the exact test.
  covers: (scopes) => scopes.length > 0,
};

const live = (row: Relationship): boolean => row.archivedAt === null;

export const relationshipPolicy = policy(Relationship, {
  read: 'relationship.read',
  scope: throughBoth,
  actions: {
    CREATE: { word: 'relationship.write', when: () => false },
    UPDATE: { word: 'relationship.write', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'relationship.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'relationship.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

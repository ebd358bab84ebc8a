import { planOf, policy, type Params, type Scope, type Viewer } from '@dossier/kernel/access';
import type { DataScope } from '@dossier/vocabulary/permissions';
import { ofCustomers } from '../profile/customer.policy';
import { Household, HouseholdMember } from './household.entity';

/** A customer within reach by these scopes, and by the right to see customers at all. */
const reached = (scopes: readonly DataScope[], viewer: Viewer, { alias, params }: { alias: string; params: Params }): string =>
  `${ofCustomers.scope.where(scopes, viewer, alias, params)} and ${planOf(viewer, ofCustomers).reach(alias, params)}`;

/** A member is reached where the person is. */
const throughPerson: Scope = {
  needs: [],
  where: (scopes, viewer, alias, params) =>
    scopes.length === 0 ? 'false' : `exists (select 1 from customer person where person.id = ${alias}.customer_id and ${reached(scopes, viewer, { alias: 'person', params })})`,
  // Who writes has fetched the person within reach before; the statement itself carries the exact test.
  covers: (scopes) => scopes.length > 0,
};

/** A household is reached where one of its members is. */
const throughMember: Scope = {
  needs: [],
  where: (scopes, viewer, alias, params) =>
    scopes.length === 0
      ? 'false'
      : `exists (select 1 from household_member belongs join customer person on person.id = belongs.customer_id where belongs.household_id = ${alias}.id and belongs.archived_at is null and ${reached(scopes, viewer, { alias: 'person', params })})`,
  covers: (scopes) => scopes.length > 0,
};

const live = (row: { archivedAt: Date | null }): boolean => row.archivedAt === null;
const written = { word: 'relationship.write', when: live, needs: ['archivedAt'] } as const;
const gone = { word: 'relationship.write', when: (row: { archivedAt: Date | null }) => !live(row), needs: ['archivedAt'] } as const;
const added = { word: 'relationship.write', when: () => false } as const;

export const householdPolicy = policy(Household, { read: 'relationship.read', scope: throughMember, actions: { CREATE: added, UPDATE: written, ADD_MEMBER: written, ARCHIVE: written, RESTORE: gone } });
export const householdMemberPolicy = policy(HouseholdMember, { read: 'relationship.read', scope: throughPerson, actions: { CREATE: added, UPDATE: written, ARCHIVE: written, RESTORE: gone } });

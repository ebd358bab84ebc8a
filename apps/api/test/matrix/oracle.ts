import type { FieldLevel, Grant, Permission } from '@dossier/vocabulary/permissions';
import type { Person, StoredCustomer } from './organisation';

/*
 * The rule of rights, written a second time and differently: row by row, field by field, from the grants as data.
 * It shares no line with the kernel.
 */

const covers = (person: Person, grant: Grant, row: StoredCustomer): boolean => {
  switch (grant.scope) {
    case 'ALL': return true;
    case 'SELF': return row.owner_id === person.id;
    case 'TEAM': return row.team_id !== null && person.teamIds.includes(row.team_id);
    case 'TEAM_TREE': return row.team_id !== null && person.treeIds.includes(row.team_id);
  }
};

const of = (person: Person, action: Permission): Grant[] => person.grants.filter((grant) => grant.action === action);
const rank: Record<FieldLevel, number> = { HIDDEN: 0, MASKED: 1, READ: 2 };
const said = (grant: Grant, field: string): FieldLevel => grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ';

export const reaches = (person: Person, row: StoredCustomer, action: Permission = 'customer.read'): boolean => of(person, action).some((grant) => covers(person, grant, row));

/** The best that any grant covering this row says of the field. */
export function levelOn(person: Person, row: StoredCustomer, field: string): FieldLevel {
  const levels = of(person, 'customer.read').filter((grant) => covers(person, grant, row)).map((grant) => said(grant, field));
  return levels.sort((a, b) => rank[b] - rank[a])[0] ?? 'HIDDEN';
}

/** Does any grant open the field at all? Where none does, its name is not known. */
export const isKnown = (person: Person, field: string): boolean => of(person, 'customer.read').some((grant) => said(grant, field) === 'READ');
export const isOpenEverywhere = (person: Person, field: string): boolean => of(person, 'customer.read').every((grant) => said(grant, field) === 'READ');
export const holds = (person: Person, action: string): boolean => person.grants.some((grant) => grant.action === action);

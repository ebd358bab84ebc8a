import { between, oneOf, sql, text, type FilterMeaning, type ListSpec } from '@dossier/kernel/list';
import type { UserFilter, UserSort } from './user.inputs';

interface Choice {
  in?: string[];
  notIn?: string[];
  isEmpty?: boolean;
}

/** Users who hold one of these roles, or sit in one of these teams. */
const linked = (field: string, table: string, column: string): FilterMeaning =>
  sql<Choice>([field], (value, { alias, params }) => {
    const some = (ids?: string[]): string => `exists (select 1 from ${table} x where x.user_id = ${alias}.id${ids ? ` and x.${column} = any(${params.add(ids, 'uuid[]')})` : ''})`;
    const parts = ['true'];
    if (value.in) parts.push(some(value.in));
    if (value.notIn) parts.push(`not ${some(value.notIn)}`);
    if (typeof value.isEmpty === 'boolean') parts.push(`${value.isEmpty ? 'not ' : ''}${some()}`);
    return `(${parts.join(' and ')})`;
  });

const search = sql<string>(['name', 'email'], (value, { alias, params }) => {
  const like = params.add(`%${value.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  return `(${alias}.name ilike ${like} or ${alias}.email ilike ${like})`;
});

export const userList: ListSpec<Exclude<keyof UserFilter, 'and' | 'or' | 'not'>, keyof typeof UserSort> = {
  filter: {
    search,
    name: text('name'),
    email: text('email'),
    status: oneOf('status'),
    roles: linked('roles', 'user_role', 'role_id'),
    teams: linked('teams', 'team_member', 'team_id'),
    createdAt: between('createdAt', { instant: true }),
    lastSignInAt: between('lastSignInAt', { instant: true }),
    archived: sql<boolean>([], (value, { alias }) => `${alias}.archived_at is ${value ? 'not ' : ''}null`),
  },
  sort: {
    NAME: { path: 'name', type: 'text' },
    EMAIL: { path: 'email', type: 'text' },
    CREATED_AT: { path: 'createdAt', type: 'timestamptz' },
    LAST_SIGN_IN_AT: { path: 'lastSignInAt', type: 'timestamptz', nullable: true },
  },
  defaultSort: 'NAME',
};

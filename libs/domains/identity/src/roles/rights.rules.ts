import { DomainError } from '@dossier/kernel/errors';
import type { DataScope, FieldLevel, Grant, Permission } from '@dossier/vocabulary/permissions';

/** Who can appoint others: both words together make an administrator, whatever the role is called. */
export const ADMINISTRATOR_WORDS: readonly Permission[] = ['user.manage', 'role.assign'];

const width: Record<DataScope, number> = { SELF: 0, TEAM: 1, TEAM_TREE: 2, ALL: 3 };
const depth: Record<FieldLevel, number> = { HIDDEN: 0, MASKED: 1, READ: 2 };

const levelOf = (grant: Grant, field: string): number => depth[grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ'];

/** One held grant gives at least what another would: the same word, no wider scope, no field more open. */
function gives(held: Grant, wanted: Grant): boolean {
  if (held.action !== wanted.action || width[held.scope] < width[wanted.scope]) return false;
  const named = new Set(['*', ...Object.keys(held.fields ?? {}), ...Object.keys(wanted.fields ?? {})]);
  return [...named].every((field) => levelOf(held, field) >= levelOf(wanted, field));
}

/** The first word of `wanted` that `held` does not cover, or null when nothing would be gained. */
export function wordBeyond(held: readonly Grant[], wanted: readonly Grant[]): Permission | null {
  return wanted.find((grant) => !held.some((own) => gives(own, grant)))?.action ?? null;
}

/** Nobody gives, or takes over by way of an account, a right that is not their own. */
export function withinRights(held: readonly Grant[], wanted: readonly Grant[]): void {
  const permission = wordBeyond(held, wanted);
  if (permission) throw new DomainError('RIGHTS_EXCEEDED', { permission });
}

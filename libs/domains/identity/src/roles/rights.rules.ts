import { DomainError } from '@dossier/kernel/errors';
import { RightsChange } from '@dossier/vocabulary/people-enums';
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

/** The grants of an edit that say more than the role said before: these alone are being given. */
export const addedGrants = (before: readonly Grant[], after: readonly Grant[]): Grant[] => after.filter((grant) => !before.some((own) => gives(own, grant)));

/** How one word changes from one set of grants to another; null where it says the same. */
export function changeOf(before: readonly Grant[], after: readonly Grant[]): RightsChange | null {
  if (before.length === 0 || after.length === 0) return before.length === after.length ? null : before.length === 0 ? RightsChange.GAINED : RightsChange.LOST;
  const isMore = addedGrants(before, after).length > 0;
  const isLess = addedGrants(after, before).length > 0;
  if (!isMore && !isLess) return null;
  return isMore && isLess ? RightsChange.CHANGED : isMore ? RightsChange.WIDENED : RightsChange.NARROWED;
}

/** Fields that become more open, and fields that become less open, wherever the word reaches. */
export function fieldsMoved(before: readonly Grant[], after: readonly Grant[]): { opened: string[]; closed: string[] } {
  const names = [...new Set([...before, ...after].flatMap((grant) => Object.keys(grant.fields ?? {})))].sort();
  const best = (grants: readonly Grant[], name: string): number => Math.max(...grants.map((grant) => levelOf(grant, name)));
  const both = before.length > 0 && after.length > 0;
  return {
    opened: both ? names.filter((name) => best(after, name) > best(before, name)) : [],
    closed: both ? names.filter((name) => best(after, name) < best(before, name)) : [],
  };
}

/** Nobody gives, or takes over by way of an account, a right that is not their own. */
export function withinRights(held: readonly Grant[], wanted: readonly Grant[]): void {
  const permission = wordBeyond(held, wanted);
  if (permission) throw new DomainError('RIGHTS_EXCEEDED', { permission });
}

import type { AnswerOf } from '@dossier/client';
import type { DataScope } from '@dossier/vocabulary/permissions';
import type { ClientChoicesDocument, ClientsDocument } from './keys.documents';

export type ClientRow = NonNullable<AnswerOf<typeof ClientsDocument>['clients']>['nodes'][number];
export type KeyRow = NonNullable<ClientRow['keys']>[number];
export type RoleChoice = AnswerOf<typeof ClientChoicesDocument>['roles'][number];

export type KeyState = 'live' | 'endsSoon' | 'ending' | 'expired' | 'revoked';

const DAY = 86_400_000;
const SOON = 14 * DAY;

/** How a key stands, seen from now; `followed` are the keys that others have replaced. */
export function stateOf(key: KeyRow, followed: ReadonlySet<string>, now = Date.now()): KeyState {
  if (key.revokedAt) return 'revoked';
  const left = new Date(key.expiresAt ?? 0).getTime() - now;
  if (left <= 0) return 'expired';
  if (followed.has(key.id)) return 'ending';
  return left < SOON ? 'endsSoon' : 'live';
}

export const isOpen = (state: KeyState): boolean => state !== 'expired' && state !== 'revoked';

export const followedIn = (keys: readonly KeyRow[]): Set<string> => new Set(keys.flatMap(key => (key.followsId ? [key.followsId] : [])));

const WIDTH: Record<DataScope, number> = { SELF: 0, TEAM: 1, TEAM_TREE: 2, ALL: 3 };

/** The widest scope in which its roles let a client see customers; null when none does. */
export function reachOf(roleIds: readonly string[], roles: readonly RoleChoice[]): DataScope | null {
  const scopes = roles.filter(role => roleIds.includes(role.id)).flatMap(role => (role.grants ?? []).filter(grant => grant.action === 'customer.read').map(grant => grant.scope as DataScope));
  return scopes.sort((a, b) => WIDTH[b] - WIDTH[a])[0] ?? null;
}

/** Lines of a text field as a list. */
export const linesOf = (text: string | undefined): string[] => (text ?? '').split(/[\n,;，；]+/).map(line => line.trim()).filter(line => line !== '');

/** The last day that the form offers first, and the last it may take. */
export const dayAfter = (days: number, now = new Date()): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);

import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Permission } from '@dossier/vocabulary/permissions';

/** Which teams a word of this viewer reaches; null: all of them, as for the product's own jobs. */
function teamsWithin(viewer: Viewer, word: Permission): ReadonlySet<string> | null {
  const scopes = viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope);
  if (viewer.kind === 'job' || scopes.includes('ALL')) return null;
  return new Set([...(scopes.includes('TEAM') ? viewer.teamIds : []), ...(scopes.includes('TEAM_TREE') ? viewer.treeIds : [])]);
}

/**
 * Under which team a row of this person is kept: one that the viewer's word reaches, else the one highest in the tree. Somebody whom the
 * word does not reach is not found; oneself always is.
 */
export async function teamOf(viewer: Viewer, word: Permission, userId: string): Promise<string | null> {
  const rows = await currentWork().query<{ team_id: string | null }>(
    `select m.team_id from app_user u left join (team_member m join team t on t.id = m.team_id and t.archived_at is null) on m.user_id = u.id
     where u.id = $1::uuid and u.kind = 'PERSON' and u.archived_at is null order by cardinality(t.path), m.team_id`,
    [userId],
  );
  if (rows.length === 0) throw new DomainError('NOT_FOUND');
  const teams = rows.flatMap(({ team_id }) => team_id ?? []);
  const within = teamsWithin(viewer, word);
  if (within === null) return teams[0] ?? null;
  const shared = teams.find((team) => within.has(team));
  if (shared === undefined && userId !== viewer.userId && userId !== viewer.ownerId) throw new DomainError('NOT_FOUND');
  return shared ?? teams[0] ?? null;
}

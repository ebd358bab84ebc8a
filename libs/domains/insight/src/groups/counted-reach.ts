import { normalised, type Params, type Scope, type Viewer } from '@dossier/kernel/access';
import type { DataScope, Permission } from '@dossier/vocabulary/permissions';

/** What was counted: the orders of these teams; null where it was those of the whole company. */
interface Counted {
  teamIds: readonly string[] | null;
}

/** The scopes in which a viewer reads a field of another type in clear: a figure built of it is shown no further. */
export const scopesOf = (viewer: Viewer, word: Permission, field: string): DataScope[] =>
  normalised(viewer.grants.filter((grant) => grant.action === word && (grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ') === 'READ').map(({ scope }) => scope));

/** Of whose rows a figure was counted, in SQL: every team of it must be one that the scopes reach. */
function within(scopes: readonly DataScope[], column: string, params: Params): string {
  const parts = scopes.flatMap((scope) => {
    if (scope === 'ALL') return ['true'];
    // Rows of one's own are part of what a team's figure counts, never all of it.
    return scope === 'SELF' ? [] : [`${column} <@ ${params.slot(scope === 'TEAM' ? 'teamIds' : 'treeIds')}`];
  });
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`;
}

const covers = (scopes: readonly DataScope[], viewer: Viewer, { teamIds }: Counted): boolean => scopes.some((scope) => {
  if (scope === 'ALL') return true;
  const reached = scope === 'TEAM' ? viewer.teamIds : scope === 'TEAM_TREE' ? viewer.treeIds : [];
  return teamIds !== null && teamIds.every((id) => reached.includes(id));
});

/**
 * Figures that count the orders of teams: within reach of whoever reaches every order that was counted, by the word that opens the figure and by that of
 * orders and their lines. So a figure tells nothing of rows out of reach.
 */
export const countedWithinReach: Scope = {
  needs: ['teamIds'],
  where: (scopes, viewer, alias, params) => `(${within(scopes, `${alias}.team_ids`, params)} and ${within(scopesOf(viewer, 'order.read', 'lines'), `${alias}.team_ids`, params)})`,
  covers: (scopes, viewer, row) => covers(scopes, viewer, row as Counted) && covers(scopesOf(viewer, 'order.read', 'lines'), viewer, row as Counted),
};

/** The teams whose rows a viewer may have counted by these scopes: null is everybody’s; none where they reach no whole team. */
export function teamsWithin(scopes: readonly DataScope[], viewer: Viewer): readonly string[] | null {
  if (scopes.includes('ALL')) return null;
  return scopes.includes('TEAM_TREE') ? viewer.treeIds : scopes.includes('TEAM') ? viewer.teamIds : [];
}

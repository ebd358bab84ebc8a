import type { DataScope } from '@dossier/vocabulary/permissions';
import type { Params } from './params';
import type { Policy } from './policy';
import { snake } from './snake';
import type { Viewer } from './viewer';

/** Which rows a set of data scopes reaches, in SQL for statements and in process for one row. */
export interface Scope {
  where(scopes: readonly DataScope[], viewer: Viewer, alias: string, params: Params): string;
  covers(scopes: readonly DataScope[], viewer: Viewer, row: object): boolean;
  /** Properties of the row that `covers` looks at. */
  readonly needs: readonly string[];
  /** Reached through a parent alone, by the property that names it: where the parent was reached by the same scopes, so is the row. */
  readonly through?: { parent(): Policy; property: string };
  /** `covers` says of any row what the statement says: it may judge alone. Elsewhere only the statement does. */
  readonly exact?: true;
}

/** ALL takes in everything, and a tree takes in its teams: what is left says the same with fewer words. */
export function normalised(scopes: readonly DataScope[]): DataScope[] {
  const set = new Set(scopes);
  if (set.has('ALL')) return ['ALL'];
  if (set.has('TEAM_TREE')) set.delete('TEAM');
  return [...set].sort();
}

const valueOf = (row: object, property: string): unknown => (row as Record<string, unknown>)[property];

/** The four data scopes over an owner and a team column. Written once, for every domain. */
export function withinReach(columns: { owner: string; team: string }): Scope {
  const owner = snake(columns.owner);
  const team = snake(columns.team);
  return {
    needs: [columns.owner, columns.team],
    exact: true,
    where: (scopes, viewer, alias, params) => {
      const parts = normalised(scopes).map((scope) => {
        if (scope === 'ALL') return 'true';
        if (scope === 'SELF') return `${alias}.${owner} = ${params.slot('ownerId')}`;
        if (scope === 'TEAM_TREE') return `${alias}.${team} = any(${params.slot('treeIds')})`;
        // One team is compared with `=`: with `any` the ordered index would be lost.
        return viewer.teamIds.length === 1 ? `${alias}.${team} = ${params.slot('teamId')}` : `${alias}.${team} = any(${params.slot('teamIds')})`;
      });
      return parts.length === 0 ? 'false' : parts.length === 1 ? parts[0]! : `(${parts.join(' or ')})`;
    },
    covers: (scopes, viewer, row) =>
      scopes.some((scope) => {
        if (scope === 'ALL') return true;
        if (scope === 'SELF') return viewer.ownerId !== null && valueOf(row, columns.owner) === viewer.ownerId;
        const teamId = valueOf(row, columns.team);
        return typeof teamId === 'string' && (scope === 'TEAM' ? viewer.teamIds : viewer.treeIds).includes(teamId);
      }),
  };
}

/** Rows that have no owner: whoever holds the word reaches them all. */
export function everyone(): Scope {
  return { needs: [], exact: true, where: (scopes) => (scopes.length > 0 ? 'true' : 'false'), covers: (scopes) => scopes.length > 0 };
}

/** Rows that belong to one person alone, whatever the scope says: sessions, private views, notifications. */
export function own(property: string): Scope {
  const column = snake(property);
  return {
    needs: [property],
    exact: true,
    where: (scopes, _viewer, alias, params) => (scopes.length > 0 ? `${alias}.${column} = ${params.slot('userId')}` : 'false'),
    covers: (scopes, viewer, row) => scopes.length > 0 && viewer.userId !== null && valueOf(row, property) === viewer.userId,
  };
}

/** Rows reached through their parent: an identity through its customer, a line through its order. */
export function through(parent: () => Policy, property: string): Scope {
  const column = snake(property);
  return {
    needs: [],
    through: { parent, property },
    where: (scopes, viewer, alias, params) => {
      const policy = parent();
      const inner = policy.scope.where(scopes, viewer, 'parent', params);
      if (inner === 'true' || inner === 'false') return inner;
      return `exists (select 1 from ${policy.table} parent where parent.id = ${alias}.${column} and ${inner})`;
    },
    // The parent was fetched within reach before; the statement itself carries the exact test.
    covers: (scopes) => scopes.length > 0,
  };
}

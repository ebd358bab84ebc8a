import { DomainError } from '@dossier/kernel/errors';

/** Deeper trees than this say more about the chart than about the work. */
export const MOST_LEVELS = 10;

interface Placed {
  id: string;
  path: readonly string[];
}

/** The path of a team below its parent; a root's path is itself alone. */
export function pathBelow(id: string, parent: Placed | null): string[] {
  if (parent?.path.includes(id)) throw new DomainError('TEAM_CIRCLE', { field: 'parentId' });
  const path = [...(parent?.path ?? []), id];
  if (path.length > MOST_LEVELS) throw new DomainError('TEAM_TOO_DEEP', { field: 'parentId', most: MOST_LEVELS });
  return path;
}

/** Where every team of a moved subtree lies afterwards; `height` is how many levels hang below the moved team. */
export function movedPath(team: Placed, parent: Placed | null, height: number): string[] {
  const path = pathBelow(team.id, parent);
  if (path.length + height > MOST_LEVELS) throw new DomainError('TEAM_TOO_DEEP', { field: 'parentId', most: MOST_LEVELS });
  return path;
}

/** Only an empty team may go: its people and sub-teams would lose their place without being asked. */
export function archivable(members: number, teams: number): void {
  if (members > 0 || teams > 0) throw new DomainError('TEAM_NOT_EMPTY', { members, teams });
}

/** Team names as people write them: one blank between words, none around. */
export const teamName = (given: string): string => given.normalize('NFKC').trim().replace(/\s+/g, ' ');

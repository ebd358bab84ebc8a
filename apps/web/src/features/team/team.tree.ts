import type { AnswerOf } from '@dossier/client';
import type { TeamsDocument } from './team.documents';

export type TeamRow = AnswerOf<typeof TeamsDocument>['teams'][number];
export interface TeamNode { key: string; title: string; count: number; children: TeamNode[] }

/** The flat list as a tree; a team whose parent is out of sight stands at the top. */
export function toTree(teams: readonly TeamRow[]): TeamNode[] {
  const nodes = new Map(teams.map(team => [team.id, { key: team.id, title: team.name ?? '', count: team.memberCount ?? 0, children: [] as TeamNode[] }]));
  const roots: TeamNode[] = [];
  for (const team of teams) (nodes.get(team.parentId ?? '')?.children ?? roots).push(nodes.get(team.id)!);
  return roots;
}

import { policy, type Scope } from '@dossier/kernel/access';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { SavedView } from './view.entity';

/** What has an owner and a visibility: one's own, what is for everyone, and what colleagues share who sit in one of the same teams. */
export const sharedWithMe: Scope = {
  needs: ['ownerId', 'visibility'],
  where: (scopes, _viewer, alias, params) => {
    if (scopes.length === 0) return 'false';
    const sameTeam = `exists (select 1 from team_member m where m.user_id = ${alias}.owner_id and m.team_id = any(${params.slot('teamIds')}))`;
    return `(${alias}.owner_id = ${params.slot('userId')} or ${alias}.visibility = 'EVERYONE' or (${alias}.visibility = 'TEAM' and ${sameTeam}))`;
  },
  // Whether a colleague shares a team stands in the statement alone; what it let through is covered.
  covers: (scopes, viewer, row) => {
    const shared = row as Pick<SavedView, 'ownerId' | 'visibility'>;
    return scopes.length > 0 && (shared.ownerId === viewer.userId || shared.visibility !== ViewVisibility.PRIVATE);
  },
};

export const viewPolicy = policy(SavedView, {
  read: 'signed-in',
  scope: sharedWithMe,
  actions: { UPDATE: { word: 'signed-in' }, ARCHIVE: { word: 'signed-in' } },
});

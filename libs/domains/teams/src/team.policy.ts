import { everyone, policy } from '@dossier/kernel/access';
import { Team } from './team.entity';

const live = (team: Team): boolean => team.archivedAt === null;

export const teamPolicy = policy(Team, {
  read: 'team.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'team.manage', when: live, needs: ['archivedAt'] },
    SET_MEMBERS: { word: 'team.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'team.manage', when: live, needs: ['archivedAt'] },
  },
});

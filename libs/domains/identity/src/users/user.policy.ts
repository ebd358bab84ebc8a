import { UserStatus } from '@dossier/vocabulary/people-enums';
import { everyone, policy } from '@dossier/kernel/access';
import { User } from './user.entity';

const active = (user: User): boolean => user.status === UserStatus.ACTIVE && user.archivedAt === null;
const live = (user: User): boolean => user.archivedAt === null;

export const userPolicy = policy(User, {
  read: 'user.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'user.manage', when: live, needs: ['archivedAt'] },
    SUSPEND: { word: 'user.manage', when: active, needs: ['status', 'archivedAt'] },
    REINSTATE: { word: 'user.manage', when: (user) => live(user) && !active(user), needs: ['status', 'archivedAt'] },
    ASSIGN_ROLES: { word: 'role.assign', when: live, needs: ['archivedAt'] },
    RESET_PASSWORD: { word: 'user.manage', when: live, needs: ['archivedAt'] },
    END_SESSIONS: { word: 'user.manage', when: live, needs: ['archivedAt'] },
  },
});

import { UserStatus } from '@dossier/vocabulary/people-enums';
import { policy } from '@dossier/kernel/access';
import { accountsOf } from '../clients/client.policy';
import { User } from './user.entity';

const active = (user: User): boolean => user.status === UserStatus.ACTIVE && user.archivedAt === null;
const invited = (user: User): boolean => user.status === UserStatus.INVITED && user.archivedAt === null;
/** Has a password, so that there is something to reset or end. */
const settled = (user: User): boolean => user.status !== UserStatus.INVITED && user.archivedAt === null;
const live = (user: User): boolean => user.archivedAt === null;

export const userPolicy = policy(User, {
  read: 'user.read',
  scope: accountsOf('PERSON'),
  actions: {
    UPDATE: { word: 'user.manage', when: live, needs: ['archivedAt'] },
    SUSPEND: { word: 'user.manage', when: active, needs: ['status', 'archivedAt'] },
    REINSTATE: { word: 'user.manage', when: (user) => live(user) && user.status === UserStatus.SUSPENDED, needs: ['status', 'archivedAt'] },
    RESEND_INVITATION: { word: 'user.manage', when: invited, needs: ['status', 'archivedAt'] },
    CANCEL_INVITATION: { word: 'user.manage', when: invited, needs: ['status', 'archivedAt'] },
    REMOVE_FACTOR: { word: 'user.manage', when: settled, needs: ['status', 'archivedAt'] },
    ASSIGN_ROLES: { word: 'role.assign', when: live, needs: ['archivedAt'] },
    RESET_PASSWORD: { word: 'user.manage', when: settled, needs: ['status', 'archivedAt'] },
    END_SESSIONS: { word: 'user.manage', when: settled, needs: ['status', 'archivedAt'] },
  },
});

import { everyone, policy } from '@dossier/kernel/access';
import { Role } from './role.entity';

/** The administrator's role holds every word for good: a word taken from the last who held it could never be given again. */
export const FIXED_ROLE = 'ADMINISTRATOR';

const live = (role: Role): boolean => role.archivedAt === null;
const open = (role: Role): boolean => live(role) && role.code !== FIXED_ROLE;
const needs = ['archivedAt', 'code'] as const;

export const rolePolicy = policy(Role, {
  read: 'role.read',
  scope: everyone(),
  actions: {
    COPY: { word: 'role.manage', when: live, needs },
    UPDATE: { word: 'role.manage', when: open, needs },
    RESET: { word: 'role.manage', when: (role) => open(role) && role.shipped, needs: ['archivedAt', 'code', 'shipped'] },
    ARCHIVE: { word: 'role.manage', when: open, needs },
    RESTORE: { word: 'role.manage', when: (role) => !live(role), needs },
  },
});

import { everyone, policy } from '@dossier/kernel/access';
import { Role } from './role.entity';

export const rolePolicy = policy(Role, { read: 'role.read', scope: everyone() });

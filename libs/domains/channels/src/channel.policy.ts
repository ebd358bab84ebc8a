import { everyone, policy } from '@dossier/kernel/access';
import { Channel } from './channel.entity';

/** Channels are named to everybody who sees customers; changing them takes a word of its own. */
export const channelPolicy = policy(Channel, {
  read: 'customer.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'channel.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'channel.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

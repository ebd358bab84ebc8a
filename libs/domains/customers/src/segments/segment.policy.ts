import { policy, type Scope } from '@dossier/kernel/access';
import { sharedWithMe } from '@dossier/workspace';
import { Segment } from './segment.entity';

/** Segments are shared as saved views are; the product's own work sees all. */
const shown: Scope = {
  ...sharedWithMe,
  where: (scopes, viewer, alias, params) => (viewer.kind === 'job' && scopes.length > 0 ? 'true' : sharedWithMe.where(scopes, viewer, alias, params)),
  covers: (scopes, viewer, row) => (viewer.kind === 'job' && scopes.length > 0) || sharedWithMe.covers(scopes, viewer, row),
};

const live = (row: Segment): boolean => row.archivedAt === null;

/** Which segments a viewer sees. Only its owner changes one: that is asked in the verbs. */
export const segmentPolicy = policy(Segment, {
  read: 'segment.read',
  scope: shown,
  actions: {
    CREATE: { word: 'segment.write', when: () => false },
    UPDATE: { word: 'segment.write', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'segment.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'segment.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

import { policy, type Scope } from '@dossier/kernel/access';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { Segment } from './segment.entity';

/** One's own segments, those for everyone, and those of colleagues who sit in one of the same teams. The product's own work sees all. */
const shown: Scope = {
  needs: ['ownerId', 'visibility'],
  where: (scopes, viewer, alias, params) => {
    if (scopes.length === 0) return 'false';
    if (viewer.kind === 'job') return 'true';
    const sameTeam = `exists (select 1 from team_member m where m.user_id = ${alias}.owner_id and m.team_id = any(${params.slot('teamIds')}))`;
    return `(${alias}.owner_id = ${params.slot('userId')} or ${alias}.visibility = 'EVERYONE' or (${alias}.visibility = 'TEAM' and ${sameTeam}))`;
  },
  // Whether a colleague shares a team stands in the statement alone; what it let through is covered.
  covers: (scopes, viewer, row) => {
    const segment = row as Segment;
    return scopes.length > 0 && (viewer.kind === 'job' || segment.ownerId === viewer.userId || segment.visibility !== ViewVisibility.PRIVATE);
  },
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

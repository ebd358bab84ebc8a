import { policy, withinReach } from '@dossier/kernel/access';
import { LeadStatus } from '@dossier/vocabulary/lead-enums';
import { Lead } from './lead.entity';

const live = (row: Lead): boolean => row.archivedAt === null;
const open = (row: Lead): boolean => live(row) && row.status === LeadStatus.OPEN;
const needs = ['archivedAt', 'status'] as const;

/** A lead is reached by its owner and its team. One in a pool has neither: the doors of the pool show as much of it as the pool says. */
export const leadPolicy = policy(Lead, {
  read: 'lead.read',
  scope: withinReach({ owner: 'ownerId', team: 'teamId' }),
  actions: {
    CREATE: { word: 'lead.create', when: () => false },
    UPDATE: { word: 'lead.update', when: open, needs },
    MOVE: { word: 'lead.update', when: open, needs },
    CLOSE: { word: 'lead.update', when: open, needs },
    REOPEN: { word: 'lead.update', when: (row) => live(row) && (row.status === LeadStatus.LOST || row.status === LeadStatus.INVALID), needs },
    ASSIGN: { word: 'lead.assign', when: open, needs },
    RELEASE: { word: 'lead.update', when: open, needs },
    CONVERT: { word: 'lead.convert', when: open, needs },
    UNCONVERT: { word: 'lead.convert', when: (row) => live(row) && row.status === LeadStatus.WON, needs },
    ARCHIVE: { word: 'lead.archive', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'lead.archive', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

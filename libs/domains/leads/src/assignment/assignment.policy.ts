import { everyone, own, policy } from '@dossier/kernel/access';
import type { ListSpec } from '@dossier/kernel/list';
import { AssignmentPolicyState } from '@dossier/vocabulary/lead-enums';
import { AssignmentPolicy, AssignmentSimulation, AssignmentVersion, LeadAssignment, SalesProfile } from './assignment.entities';

const live = (row: AssignmentPolicy): boolean => row.archivedAt === null;

export const assignmentPolicyPolicy = policy(AssignmentPolicy, {
  read: 'assignment.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'assignment.manage', when: live, needs: ['archivedAt'] },
    ACTIVATE: { word: 'assignment.manage', when: live, needs: ['archivedAt'] },
    RETIRE: { word: 'assignment.manage', when: (row) => row.state === AssignmentPolicyState.ACTIVE, needs: ['state'] },
    ARCHIVE: { word: 'assignment.manage', when: (row) => live(row) && row.state !== AssignmentPolicyState.ACTIVE, needs: ['archivedAt', 'state'] },
  },
});
export const assignmentVersionPolicy = policy(AssignmentVersion, { read: 'assignment.manage', scope: everyone() });
export const salesProfilePolicy = policy(SalesProfile, { read: 'assignment.manage', scope: everyone(), actions: { UPDATE: { word: 'assignment.manage' } } });
export const assignmentSimulationPolicy = policy(AssignmentSimulation, { read: 'assignment.manage', scope: everyone() });

/** An act of giving leads away is seen, and undone, by whoever did it. */
export const leadAssignmentPolicy = policy(LeadAssignment, {
  read: 'lead.assign',
  scope: own('userId'),
  actions: { UNDO: { word: 'lead.assign', when: (row) => row.undoneAt === null, needs: ['undoneAt'] } },
});

export const assignmentPolicyList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };

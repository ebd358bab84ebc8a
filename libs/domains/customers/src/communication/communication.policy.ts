import { everyone, policy, through } from '@dossier/kernel/access';
import type { Row } from '@dossier/kernel/data';
import { NextStepState } from '@dossier/vocabulary/archive-enums';
import { ofCustomers } from '../profile/customer.policy';
import { Communication, CommunicationFile } from './communication.entity';
import { InterviewTemplate } from './interview-template.entity';

const live = (row: Row): boolean => row.archivedAt === null;

/** A communication is reached through its customer, each word by its own scope. */
export const communicationPolicy = policy<Communication>(Communication, {
  read: 'communication.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: {
    UPDATE: { word: 'communication.write', when: live, needs: ['archivedAt'] },
    FINISH: { word: 'communication.write', when: (row) => live(row) && row.nextState === NextStepState.OPEN, needs: ['archivedAt', 'nextState'] },
    ARCHIVE: { word: 'communication.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'communication.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

export const communicationFilePolicy = policy(CommunicationFile, {
  read: 'communication.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: { ARCHIVE: { word: 'communication.write', when: live, needs: ['archivedAt'] } },
});

export const interviewTemplatePolicy = policy(InterviewTemplate, {
  read: 'communication.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'interview.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'interview.manage', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'interview.manage', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

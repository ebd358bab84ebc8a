import { policy, through } from '@dossier/kernel/access';
import { FeedbackStatus } from '@dossier/vocabulary/archive-enums';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerFeedback } from './feedback.entity';

const live = (row: CustomerFeedback): boolean => row.archivedAt === null;

/** Feedback is reached through its customer, each word by its own scope. */
export const feedbackPolicy = policy(CustomerFeedback, {
  read: 'feedback.read',
  scope: through(() => ofCustomers, 'customerId'),
  actions: {
    UPDATE: { word: 'feedback.write', when: live, needs: ['archivedAt'] },
    ANSWER: { word: 'feedback.write', when: (row) => live(row) && row.status !== FeedbackStatus.CLOSED, needs: ['archivedAt', 'status'] },
    ARCHIVE: { word: 'feedback.write', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'feedback.write', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

import { policy, through } from '@dossier/kernel/access';
import { hangsOnCustomer } from '../../merging/parts';
import { ofCustomers } from '../../profile/customer.policy';
import { Advice, CreditFact, CreditWatch, Holding, RiskAssessment } from './finance.entities';

/** Financial data is reached through its customer, by a word of its own: owners and managers hold it. */
const reached = { read: 'finance.read', scope: through(() => ofCustomers, 'customerId') } as const;

const isLive = (row: { archivedAt: Date | null }): boolean => row.archivedAt === null;
const needs = ['archivedAt'] as const;
const mended = {
  ARCHIVE: { word: 'finance.write', when: isLive, needs },
  RESTORE: { word: 'finance.write', when: (row: { archivedAt: Date | null }) => !isLive(row), needs },
} as const;

export const financePolicies = [
  policy(RiskAssessment, { ...reached, actions: mended }),
  policy(Holding, { ...reached, actions: { ...mended, UPDATE: { word: 'finance.write', when: isLive, needs } } }),
  policy(CreditFact, { ...reached, actions: mended }),
  // An advice has to be shown as it was given: it is neither changed nor taken out.
  policy(Advice, { ...reached }),
  policy(CreditWatch, { ...reached, actions: { CLOSE: { word: 'finance.write', when: (row) => row.closedAt === null, needs: ['closedAt'] } } }),
];

for (const part of [
  { table: 'risk_assessment', type: 'RiskAssessment' }, { table: 'holding', type: 'Holding' }, // What was advised, and by which rule, has to be shown for years: it names nobody.
  { table: 'advice', type: 'Advice', onErase: 'keep' as const },
  { table: 'credit_fact', type: 'CreditFact', sealed: ['value_cipher'] }, { table: 'credit_watch', type: 'CreditWatch' },
]) hangsOnCustomer({ ...part, read: 'finance.read' });

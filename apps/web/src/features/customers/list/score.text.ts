import { texts } from '@dossier/ui';

/** Heads of the columns of scores. */
export const scoreColumnsText = texts('customer-scores', {
  rfmGroup: { zh: 'RFM 分组', en: 'RFM group' },
  lifetimeValue: { zh: '预期价值', en: 'Expected value' },
  aliveProbability: { zh: '仍是客户', en: 'P(alive)' },
  expectedPurchases: { zh: '预计购买', en: 'Expected purchases' },
  churnProbability: { zh: '流失概率', en: 'P(leaving)' },
  churnAtStake: { zh: '流失金额', en: 'At stake' },
  nextPurchaseOn: { zh: '预计下次购买', en: 'Next purchase' },
  cluster: { zh: '客群', en: 'Cluster' },
  clusterNumber: { zh: '客群 {number}', en: 'Cluster {number}' },
});

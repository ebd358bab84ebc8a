import { texts } from '@dossier/ui';
import { insightTerms } from '@dossier/vocabulary/terms/insight';

/** Conditions by published scores, as the list of customers and the segments name them. */
export const scoresText = texts('score-filters', {
  rfmGroup: { zh: 'RFM 分组', en: 'RFM group' },
  rfmRecency: { zh: 'R 分', en: 'R score' },
  rfmFrequency: { zh: 'F 分', en: 'F score' },
  aliveProbability: { zh: '仍是客户的概率', en: 'P(alive)' },
  lifetimeValue: { zh: '预期价值', en: 'expected value' },
  valueDecile: { zh: '价值十等分（10 最高）', en: 'tenth of value (10 the best)' },
  expectedPurchases: { zh: '预计购买次数', en: 'expected purchases' },
  churnProbability: { zh: '流失概率', en: 'P(leaving)' },
  churnBand: { zh: '流失可能', en: 'likelihood of leaving' },
  churnAtStake: { zh: '流失涉及金额', en: 'amount at stake' },
  churnedOn: { zh: '流失日期', en: 'day they left' },
  churnReason: { zh: '流失原因', en: 'reason for leaving' },
  heldOut: { zh: '留作对照', en: 'held out' },
  churnSign: { zh: '流失迹象', en: 'sign of leaving' },
  nextPurchaseOn: { zh: '预计下次购买', en: 'next purchase expected' },
  nextWithin30: { zh: '30 天内购买的概率', en: 'P(buys within 30 days)' },
  cluster: { zh: '客群', en: 'cluster' },
  clusterNumber: { zh: '客群 {number}', en: 'cluster {number}' },
  nextCategory: { zh: '可能购买的品类', en: 'likely next category' },
});

/** Words of groups and bands, from the dictionary. */
export const scoreWords = texts('score-terms', insightTerms);

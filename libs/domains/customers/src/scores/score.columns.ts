import type { ExportCellType, ListColumn } from '@dossier/kernel/exchange';
import { insightTerms } from '@dossier/vocabulary/terms/insight';

interface Extra {
  path: string;
  type?: ExportCellType;
  /** Whose words a code is said in. */
  code?: string;
}

const words = insightTerms as Readonly<Record<string, { zh: string; en: string }>>;

/** A published score as a column of the file. Who may not see what it is made of gets none: the shelf itself decides by row, the guards by field. */
const score = (name: string, zh: string, en: string, { path, type = 'TEXT', code }: Extra): ListColumn => ({
  name, path, type, label: { zh, en }, guards: ['summary', 'netAmount', 'lastOrderOn', 'orderCount'],
  ...(code !== undefined && { say: (value, viewer) => words[`${code}.${String(value)}`]?.[viewer.language] ?? value }),
});

/** The scores of customers that can leave as a file. */
export const scoreColumns: readonly ListColumn[] = [
  score('rfmGroup', 'RFM 分组', 'RFM group', { path: 'value.rfmGroup', code: 'RfmGroup' }),
  score('lifetimeValue', '预期价值（12 个月）', 'Expected value (12 months)', { path: 'value.lifetimeValue', type: 'MONEY' }),
  score('aliveProbability', '仍是客户的概率', 'P(alive)', { path: 'value.aliveProbability', type: 'NUMBER' }),
  score('expectedPurchases', '预计购买次数（12 个月）', 'Expected purchases (12 months)', { path: 'value.expectedPurchases', type: 'NUMBER' }),
  score('valueAsOf', '价值评分截至', 'Value as of', { path: 'value.asOf', type: 'DAY' }),
  score('churnProbability', '流失概率', 'P(leaving)', { path: 'churn.probability', type: 'NUMBER' }),
  score('churnAtStake', '流失涉及金额', 'Amount at stake', { path: 'churn.atStake', type: 'MONEY' }),
  score('nextPurchaseOn', '预计下次购买', 'Next purchase expected', { path: 'nextNeed.expectedOn', type: 'DAY' }),
  score('cluster', '客群', 'Cluster', { path: 'cluster.cluster' }),
];

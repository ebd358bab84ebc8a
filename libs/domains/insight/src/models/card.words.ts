import type { Caution, Lack } from '@dossier/metrics';
import type { Worded } from './model-card';

/** What makes an answer one to lean on less, in words. */
export const cautionWords: Readonly<Record<Caution, Worded>> = {
  DROPOUT_NOT_SEEN: { zh: '数据中看不出客户离开：在模型看来所有客户都还在，请勿据此判断流失。', en: 'The data do not show customers leaving: as far as the model knows everybody stays. Do not read leaving from it.' },
  PARAMETERS_UNCERTAIN: { zh: '数据不足以确定参数的范围。', en: 'The data do not fix the range of the parameters.' },
  SPEND_DEPENDS_ON_FREQUENCY: { zh: '消费额与购买频次相关（|r| ≥ 0.3），金额预测可能偏离。', en: 'Spend goes with how often customers buy (|r| ≥ 0.3): amounts may be off.' },
  FEW_ROWS: { zh: '样本偏少。', en: 'There are few rows.' },
  FEW_EVENTS: { zh: '事件偏少。', en: 'There are few events.' },
  CONSTANT_COLUMN: { zh: '有的特征没有变化，已忽略。', en: 'A feature never varies and was left out.' },
  NO_CLEAR_GROUPS: { zh: '没有清晰的分组。', en: 'There are no clear groups.' },
  CAPPED: { zh: '达到上限，结果不完整。', en: 'A bound was met: not everything is shown.' },
  FEW_GAPS: { zh: '购买间隔偏少。', en: 'There are few gaps between purchases.' },
  TIES_CUT: { zh: '数值相同的客户被分到不同的分数（按编号先后），请查看分界。', en: 'Customers with equal values fall into different scores (by their ids): look at the cuts.' },
};

/** What a method had too little of, in words. */
export const lackWords: Readonly<Record<Lack, Worded>> = {
  CUSTOMERS: { zh: '有购买的客户', en: 'customers with a purchase' },
  REPEAT_PURCHASES: { zh: '重复购买', en: 'repeat purchases' },
  REPEAT_BUYERS: { zh: '重复购买的客户', en: 'customers who bought again' },
  ROWS: { zh: '样本', en: 'rows' },
  EVENTS: { zh: '事件', en: 'events' },
  BOTH_OUTCOMES: { zh: '两种结果', en: 'outcomes of both kinds' },
  GROUPS: { zh: '分组', en: 'groups' },
  BASKETS: { zh: '购物篮', en: 'baskets' },
  MONTHS: { zh: '月份', en: 'months' },
  GAPS: { zh: '购买间隔', en: 'gaps between purchases' },
  SPREAD: { zh: '不同的数值', en: 'different values' },
  FINITE_MEAN: { zh: '有限的平均消费（q > 1）', en: 'a finite mean of spend (q > 1)' },
  CONVERGENCE: { zh: '收敛的拟合', en: 'a fit that converges' },
};

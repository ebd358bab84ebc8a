import { texts } from '@dossier/ui';

/** Words that every board shares: the tabs, and what a method lacked. */
export const insightText = texts('insight', {
  value: { zh: '客户价值', en: 'Value' },
  churn: { zh: '流失', en: 'Churn' },
  next: { zh: '下次需求', en: 'Next need' },
  affinity: { zh: '产品关联', en: 'Affinity' },
  groups: { zh: '客群与市场', en: 'Groups' },
  models: { zh: '模型', en: 'Models' },
  notEnough: { zh: '数据不足', en: 'Not enough data' },
  notYet: { zh: '还没有计算结果', en: 'Nothing has been computed yet' },
  notYetText: { zh: '数据到齐后会在后台计算，进度可在“模型”页查看；算完后这里会显示结果。', en: 'It is computed in the background once there are data; how far it is stands on the page of models. What comes of it appears here.' },
  lackSays: { zh: '{what}：现有 {found}，至少需要 {needed}。数据够了以后会自动给出结果。', en: '{what}: {found} found, {needed} needed. The answer comes by itself once there are enough.' },
  lackPlain: { zh: '缺少：{what}。', en: 'What is missing: {what}.' },
  lackCUSTOMERS: { zh: '有订单的客户', en: 'customers with orders' },
  lackREPEAT_PURCHASES: { zh: '重复购买', en: 'repeat purchases' },
  lackREPEAT_BUYERS: { zh: '重复购买的客户', en: 'customers who bought again' },
  lackROWS: { zh: '数据行', en: 'rows' },
  lackEVENTS: { zh: '已发生的结果', en: 'outcomes seen' },
  lackBOTH_OUTCOMES: { zh: '两种结果都要出现', en: 'both outcomes must occur' },
  lackGROUPS: { zh: '分组', en: 'groups' },
  lackBASKETS: { zh: '购物篮', en: 'baskets' },
  lackMONTHS: { zh: '月份', en: 'months' },
  lackGAPS: { zh: '购买间隔', en: 'gaps between purchases' },
  lackSPREAD: { zh: '不同的数值', en: 'differing values' },
  lackFINITE_MEAN: { zh: '有限的平均消费', en: 'a finite mean spend' },
  lackCONVERGENCE: { zh: '收敛的拟合', en: 'a fit that settles' },
});

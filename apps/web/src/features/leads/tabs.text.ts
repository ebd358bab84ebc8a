import { texts } from '@dossier/ui';

/** The parts of leads and of their settings. */
export const leadTabsText = texts('leadTabs', {
  ways: { zh: '线索视图', en: 'Views of leads' },
  board: { zh: '看板', en: 'Board' },
  list: { zh: '列表', en: 'List' },
  funnel: { zh: '漏斗', en: 'Funnel' },
  fair: { zh: '展会', en: 'Fair' },
  settings: { zh: '线索设置', en: 'Lead settings' },
  assignment: { zh: '分配', en: 'Assignment' },
  pools: { zh: '公海', en: 'Pools' },
  scorecard: { zh: '评分', en: 'Scoring' },
  calendar: { zh: '工作时间', en: 'Working time' },
  response: { zh: '首次响应与升级', en: 'Response and escalation' },
  nurture: { zh: '培育', en: 'Nurture' },
  inboxes: { zh: '收件箱', en: 'Inboxes' },
});

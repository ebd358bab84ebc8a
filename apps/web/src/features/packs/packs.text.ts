import { texts } from '@dossier/ui';
import { packTerms } from '@dossier/vocabulary/terms/packs';

export const packTermTexts = texts('pack-terms', packTerms);

export const packsText = texts('packs', {
  title: { zh: '行业包', en: 'Industry packs' },
  lead: { zh: '一次应用字段、规则、指标和示例；移除后不留痕迹。', en: 'Fields, rules, measures and samples at once; removed, they leave no trace.' },
  applied: { zh: '已应用', en: 'Applied' },
  notApplied: { zh: '未应用', en: 'Not applied' },
  appliedBy: { zh: '{name} 于 {at} 应用', en: 'applied by {name} on {at}' },
  counts: { zh: '{fields} 个字段 · {rules} 条规则 · {kpis} 个指标 · {samples} 个示例', en: '{fields} fields · {rules} rules · {kpis} measures · {samples} samples' },
  look: { zh: '查看变更', en: 'See what changes' },
  lookRemove: { zh: '移除', en: 'Remove' },
  lookThing: { zh: '查看变更：{name}', en: 'See what changes: {name}' },
  removeThing: { zh: '移除“{name}”', en: 'Remove “{name}”' },
  diffAdd: { zh: '应用“{name}”会带来', en: 'Applying “{name}” brings' },
  diffRemove: { zh: '移除“{name}”会去掉', en: 'Removing “{name}” takes away' },
  apply: { zh: '应用', en: 'Apply' },
  removeVerb: { zh: '移除并删除 {count} 条记录与值', en: 'Remove it with {count} rows and values' },
  removePlain: { zh: '移除', en: 'Remove it' },
  noUndo: { zh: '移除后无法恢复：在它的字段里填写的值、按它登记的记录会一起删除。审计记录保留。', en: 'This cannot be undone: values in its fields and rows recorded under it are deleted. The audit trail stays.' },
  working: { zh: '正在处理……', en: 'Working…' },
  appliedNow: { zh: '“{name}”已应用。', en: '“{name}” is applied.' },
  removedNow: { zh: '“{name}”已移除。', en: '“{name}” is removed.' },
  count: { zh: '{label}（{count}）', en: '{label} ({count})' },
  kpisOf: { zh: '{name}指标', en: 'Measures: {name}' },
  kpisNote: { zh: '只计算您数据范围内的客户，不含示例。', en: 'Over the customers within your reach; samples do not count.' },
  noData: { zh: '暂无数据', en: 'no data yet' },
});

import { texts } from '@dossier/ui';

export const whyText = texts('customer-why', {
  ask: { zh: '为什么我能看到这些？', en: 'Why do I see this?' },
  yes: { zh: '可以', en: 'allowed' },
  no: { zh: '不可以', en: 'not allowed' },
  noRole: { zh: '您的角色都没有这项权限', en: 'none of your roles grants it' },
  byROLE: { zh: '角色“{name}”，范围：{scope}', en: 'role “{name}”, reach: {scope}' },
  byTEMPORARY: { zh: '限时角色“{name}”，范围：{scope}', en: 'temporary role “{name}”, reach: {scope}' },
  byDELEGATION: { zh: '{lender} 委托，其角色“{name}”，范围：{scope}', en: 'lent by {lender}, from the role “{name}”, reach: {scope}' },
  byKEY: { zh: '程序的角色“{name}”，范围：{scope}', en: 'role “{name}” of the program, reach: {scope}' },
  until: { zh: '至', en: 'until' },
  reaches: { zh: '覆盖这位客户', en: 'reaches this customer' },
  misses: { zh: '不覆盖这位客户', en: 'does not reach this customer' },
  scopeSELF: { zh: '本人', en: 'self' },
  scopeTEAM: { zh: '本组', en: 'team' },
  scopeTEAM_TREE: { zh: '本组及下级', en: 'team and below' },
  scopeALL: { zh: '全公司', en: 'all' },
  allFields: { zh: '全部字段都可见。', en: 'All fields are shown.' },
  maskedFields: { zh: '遮盖的字段：{fields}。', en: 'Masked: {fields}.' },
  hiddenFields: { zh: '隐藏的字段：{fields}。', en: 'Hidden: {fields}.' },
});

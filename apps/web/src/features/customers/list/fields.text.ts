import { texts } from '@dossier/ui';

export const fieldsText = texts('customer-fields', {
  // Many at once.
  fieldsTitle: { zh: '修改自定义字段', en: 'Change a custom field' },
  field: { zh: '字段', en: 'Field' },
  emptyField: { zh: '清空这 {count} 位的这一字段', en: 'Empty this field of all {count}' },
  fieldsNote: { zh: '您无权更改的客户保持不变；完成后可以撤销。', en: 'Customers you may not change stay as they are; it can be undone afterwards.' },
  // By purpose.
  leftOut: { zh: '另有 {count} 位因没有同意而不在其中', en: '{count} more are left out for lack of consent' },
  leftOutMore: { zh: '另有 {count} 位以上因没有同意而不在其中', en: 'more than {count} others are left out for lack of consent' },
  noneLeftOut: { zh: '没有人因缺少同意而被排除', en: 'nobody is left out for lack of consent' },
});

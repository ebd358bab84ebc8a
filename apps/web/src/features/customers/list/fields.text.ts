import { texts } from '@dossier/ui';

/** Fields that only filters name. */
export const fieldsText = texts('customer-fields', {
  subject: { zh: '客户', en: 'Customers' },
  city: { zh: '城市', en: 'city' },
  region: { zh: '省 / 州', en: 'region' },
  country: { zh: '国家或地区', en: 'country' },
  recencyDays: { zh: '距上次购买', en: 'days since last purchase' },
  days: { zh: '天', en: 'days' },
  firstOrderOn: { zh: '首次购买', en: 'first purchase' },
  completeness: { zh: '档案完整度', en: 'completeness of the record' },
  birthDate: { zh: '生日', en: 'birthday' },
  gender: { zh: '性别', en: 'gender' },
  occupation: { zh: '职业', en: 'occupation' },
  name: { zh: '姓名', en: 'name' },
  hasPhone: { zh: '有电话', en: 'has a phone number' },
  hasEmail: { zh: '有邮箱', en: 'has an e-mail address' },
  demo: { zh: '是演示数据', en: 'is sample data' },
  // Many at once.
  fieldsTitle: { zh: '修改自定义字段', en: 'Change a custom field' },
  field: { zh: '字段', en: 'Field' },
  emptyField: { zh: '清空这 {count} 位的这一字段', en: 'Empty this field of all {count}' },
  fieldsNote: { zh: '您无权更改的客户保持不变；完成后可以撤销。', en: 'Customers you may not change stay as they are; it can be undone afterwards.' },
  // By purpose.
  forPurpose: { zh: '可用于某项用途', en: 'data may be used for a purpose' },
  forPurposeIs: { zh: '可用于“{purpose}”', en: 'data may be used for “{purpose}”' },
  forPurposeBy: { zh: '可用于“{purpose}”（{way}）', en: 'data may be used for “{purpose}” ({way})' },
  purpose: { zh: '用途', en: 'Purpose' },
  way: { zh: '方式', en: 'Way' },
  anyWay: { zh: '任一方式', en: 'By any way' },
  purposeHelp: { zh: '没有同意、已反对或已限制处理的客户不会出现在列表、计数、全选和导出中。', en: 'Whoever has not agreed, has objected or is restricted is absent: from the list, its count, “select all” and the export.' },
  leftOut: { zh: '另有 {count} 位因没有同意而不在其中', en: '{count} more are left out for lack of consent' },
  leftOutMore: { zh: '另有 {count} 位以上因没有同意而不在其中', en: 'more than {count} others are left out for lack of consent' },
  noneLeftOut: { zh: '没有人因缺少同意而被排除', en: 'nobody is left out for lack of consent' },
  // By suitability.
  offerable: { zh: '可推荐某产品', en: 'suitability allows a product' },
  offerableIs: { zh: '可推荐“{product}”', en: 'suitability allows “{product}”' },
  product: { zh: '产品', en: 'Product' },
  thisProduct: { zh: '所选产品', en: 'the chosen product' },
  offerableHelp: { zh: '按今天的测评等级、有效期和信用关注判断；不能看到其测评的客户不会出现。', en: 'By today’s assessment, its expiry and any credit watch. Customers whose assessment you may not see are absent.' },
});

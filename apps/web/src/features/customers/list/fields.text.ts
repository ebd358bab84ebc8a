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
  birthDate: { zh: '生日', en: 'birthday' },
  gender: { zh: '性别', en: 'gender' },
  occupation: { zh: '职业', en: 'occupation' },
  name: { zh: '姓名', en: 'name' },
  hasPhone: { zh: '有电话', en: 'has a phone number' },
  hasEmail: { zh: '有邮箱', en: 'has an e-mail address' },
  demo: { zh: '是演示数据', en: 'is sample data' },
});

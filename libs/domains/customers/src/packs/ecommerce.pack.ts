import { CustomFieldType, KpiUnit, PackCode } from '@dossier/vocabulary/pack-enums';
import type { PackDefinition } from './pack.types';

/** What has no source yet (carts, browsing, stock) is not declared: a measure without data would be a lie. */
export const ecommercePack: PackDefinition = {
  code: PackCode.ECOMMERCE,
  edition: 1,
  note: { zh: '店铺账号、尺码与收货偏好，复购与客单价按真实订单计算。', en: 'Shop accounts, sizes and delivery; repeat purchases and order values counted from real orders.' },
  section: { zh: '电商信息', en: 'E-commerce' },
  fields: [
    { key: 'shopAccount', label: { zh: '店铺账号', en: 'Shop account' }, type: CustomFieldType.TEXT, most: 60, personal: true },
    { key: 'shopPlatform', label: { zh: '购物平台', en: 'Platform' }, type: CustomFieldType.MULTI_CHOICE, options: [
      { value: 'OWN', name: '自营商城', nameEn: 'Own shop' }, { value: 'TMALL', name: '天猫', nameEn: 'Tmall' }, { value: 'JD', name: '京东', nameEn: 'JD' }, { value: 'DOUYIN', name: '抖音', nameEn: 'Douyin' }] },
    { key: 'shopSize', label: { zh: '常用尺码', en: 'Usual size' }, type: CustomFieldType.CHOICE, options: ['XS', 'S', 'M', 'L', 'XL'].map((value) => ({ value, name: value, nameEn: value })) },
    { key: 'shopDelivery', label: { zh: '收货时段', en: 'Delivery time' }, type: CustomFieldType.CHOICE, options: [{ value: 'WORKDAY', name: '工作日', nameEn: 'Workdays' }, { value: 'WEEKEND', name: '周末', nameEn: 'Weekends' }, { value: 'ANY', name: '均可', nameEn: 'Any time' }] },
    { key: 'shopReviews', label: { zh: '愿意参与评价', en: 'Willing to review' }, type: CustomFieldType.BOOLEAN },
  ],
  productKinds: [],
  rules: [],
  kpis: [
    { key: 'repeatShare', label: { zh: '复购率', en: 'Repeat purchases' }, means: { zh: '订单不少于 2 笔的客户数 ÷ 有订单的客户数', en: 'Customers with two orders or more ÷ customers with an order' }, unit: KpiUnit.SHARE, word: 'order.read',
      sql: (reach) => `select avg(case when s.order_count >= 2 then 1.0 else 0 end) as value from customer_summary s join customer c on c.id = s.customer_id where s.order_count > 0 and c.archived_at is null and ${reach}` },
    { key: 'orderMean', label: { zh: '客单价', en: 'Mean order' }, means: { zh: '销售额 ÷ 订单数（公司币种）', en: 'Sales ÷ orders, in the currency of the company' }, unit: KpiUnit.MONEY, word: 'order.read',
      sql: (reach) => `select round(sum(s.sale_minor)::numeric / nullif(sum(s.order_count), 0)) as value from customer_summary s join customer c on c.id = s.customer_id where c.archived_at is null and s.currency = (select currency from company limit 1) and ${reach}` },
    { key: 'recentBuyers', label: { zh: '近 90 天购买客户', en: 'Buyers of the last 90 days' }, means: { zh: '最近 90 天有订单的客户数', en: 'Customers with an order in the last 90 days' }, unit: KpiUnit.COUNT, word: 'order.read',
      sql: (reach) => `select count(*) as value from customer_summary s join customer c on c.id = s.customer_id where s.last_order_on > company_today() - 90 and c.archived_at is null and ${reach}` },
  ],
  reviews: [],
  products: [],
  customers: [
    { name: '示例·网店常客', values: { shopAccount: 'sample_buyer_1', shopPlatform: ['OWN', 'TMALL'], shopSize: 'M', shopDelivery: 'WEEKEND', shopReviews: true } },
    { name: '示例·网店新客', values: { shopPlatform: ['DOUYIN'], shopSize: 'L', shopReviews: false } },
  ],
};

import { CustomFieldType, KpiUnit, PackCode } from '@dossier/vocabulary/pack-enums';
import type { PackDefinition } from './pack.types';

/** Elasticity, assortment and stock belong to the analysis: they have no data here and are not declared. */
export const retailPack: PackDefinition = {
  code: PackCode.RETAIL,
  edition: 1,
  note: { zh: '会员卡、常去门店与品牌偏好，让收银台与总部看同一份档案。', en: 'Member card, home store and preferred brands: the till and the head office look at one record.' },
  section: { zh: '零售信息', en: 'Retail' },
  fields: [
    { key: 'memberCard', label: { zh: '会员卡号', en: 'Member card' }, type: CustomFieldType.TEXT, most: 30, personal: true },
    { key: 'memberSince', label: { zh: '入会日期', en: 'Member since' }, type: CustomFieldType.DAY },
    { key: 'homeStore', label: { zh: '常去门店', en: 'Home store' }, type: CustomFieldType.TEXT, most: 60 },
    { key: 'brandsLiked', label: { zh: '偏好品牌', en: 'Brands liked' }, type: CustomFieldType.TEXT, most: 200 },
    { key: 'priceFocus', label: { zh: '价格关注', en: 'Looks at prices' }, type: CustomFieldType.CHOICE, options: [{ value: 'LOW', name: '低', nameEn: 'Little' }, { value: 'MEDIUM', name: '中', nameEn: 'Somewhat' }, { value: 'HIGH', name: '高', nameEn: 'Much' }] },
  ],
  productKinds: [],
  rules: [],
  kpis: [
    { key: 'memberShare', label: { zh: '会员占比', en: 'Members' }, means: { zh: '有会员卡号的客户数 ÷ 客户数', en: 'Customers with a member card ÷ customers' }, unit: KpiUnit.SHARE,
      sql: (reach) => `select avg(case when c.custom ? 'memberCard' then 1.0 else 0 end) as value from customer c where c.archived_at is null and ${reach}` },
    { key: 'memberOrders', label: { zh: '会员订单占比', en: 'Orders of members' }, means: { zh: '会员的订单数 ÷ 全部客户的订单数', en: 'Orders of customers with a member card ÷ orders of all customers' }, unit: KpiUnit.SHARE, word: 'order.read',
      sql: (reach) => `select sum(case when c.custom ? 'memberCard' then s.order_count else 0 end)::numeric / nullif(sum(s.order_count), 0) as value from customer_summary s join customer c on c.id = s.customer_id where c.archived_at is null and ${reach}` },
  ],
  reviews: [],
  products: [],
  customers: [
    { name: '示例·门店会员', values: { memberCard: 'SAMPLE-0001', memberSince: '2024-05-01', homeStore: '南京西路店', brandsLiked: '山野、晴川', priceFocus: 'MEDIUM' } },
    { name: '示例·门店散客', values: { homeStore: '徐家汇店', priceFocus: 'HIGH' } },
  ],
};

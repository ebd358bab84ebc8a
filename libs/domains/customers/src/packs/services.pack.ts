import { CustomFieldType, KpiUnit, PackCode, ServiceRequestKind } from '@dossier/vocabulary/pack-enums';
import type { PackDefinition } from './pack.types';

export const servicesPack: PackDefinition = {
  code: PackCode.SERVICES,
  edition: 1,
  note: { zh: '服务请求与预约，结束时记录满意度和费力程度。', en: 'Service requests and appointments, with satisfaction and effort recorded at the end.' },
  section: { zh: '服务信息', en: 'Services' },
  fields: [
    { key: 'servicePlan', label: { zh: '服务套餐', en: 'Service plan' }, type: CustomFieldType.CHOICE, options: [{ value: 'BASIC', name: '基础', nameEn: 'Basic' }, { value: 'PLUS', name: '进阶', nameEn: 'Plus' }, { value: 'FULL', name: '全包', nameEn: 'Full' }] },
    { key: 'serviceUntil', label: { zh: '服务到期', en: 'Plan ends' }, type: CustomFieldType.DAY },
    { key: 'servicePlace', label: { zh: '服务地点说明', en: 'Where the service is done' }, type: CustomFieldType.TEXT, most: 200, personal: true },
    { key: 'serviceTimes', label: { zh: '方便时段', en: 'Convenient times' }, type: CustomFieldType.MULTI_CHOICE, options: [{ value: 'AM', name: '上午', nameEn: 'Morning' }, { value: 'PM', name: '下午', nameEn: 'Afternoon' }, { value: 'EVENING', name: '晚上', nameEn: 'Evening' }] },
  ],
  productKinds: [],
  rules: [],
  kpis: [
    { key: 'openRequests', label: { zh: '处理中的请求', en: 'Open requests' }, means: { zh: '尚未结束的服务请求数', en: 'Requests not closed yet' }, unit: KpiUnit.COUNT,
      sql: (reach) => `select count(*) as value from service_request r join customer c on c.id = r.customer_id where r.state = 'OPEN' and r.archived_at is null and c.archived_at is null and ${reach}` },
    { key: 'satisfaction', label: { zh: '满意度', en: 'Satisfaction' }, means: { zh: '已结束请求的满意度均值（1–5），没有评分的不计', en: 'Mean satisfaction of closed requests, 1 to 5; those without a score do not count' }, unit: KpiUnit.SCORE,
      sql: (reach) => `select avg(r.satisfaction) as value from service_request r join customer c on c.id = r.customer_id where r.state = 'CLOSED' and r.archived_at is null and c.archived_at is null and ${reach}` },
    { key: 'effort', label: { zh: '客户费力度', en: 'Customer effort' }, means: { zh: '已结束请求的费力程度均值（1–5，越低越好）', en: 'Mean effort of closed requests, 1 to 5, the lower the better' }, unit: KpiUnit.SCORE,
      sql: (reach) => `select avg(r.effort) as value from service_request r join customer c on c.id = r.customer_id where r.state = 'CLOSED' and r.archived_at is null and c.archived_at is null and ${reach}` },
  ],
  reviews: [],
  products: [],
  customers: [
    { name: '示例·家政客户', values: { servicePlan: 'PLUS', serviceTimes: ['AM'], serviceUntil: '2027-03-31' }, request: { kind: ServiceRequestKind.APPOINTMENT, subject: '示例：上门保洁' } },
    { name: '示例·维修客户', values: { servicePlan: 'BASIC' }, request: { kind: ServiceRequestKind.REPAIR, subject: '示例：空调维修', satisfaction: 4, effort: 2 } },
  ],
};

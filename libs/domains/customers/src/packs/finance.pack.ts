import { CustomFieldType, KpiUnit, PackCode, ProductKind, ProductRisk, RiskTolerance } from '@dossier/vocabulary/pack-enums';
import type { PackDefinition } from './pack.types';

const newest = `(select a.valid_until from risk_assessment a where a.customer_id = c.id and a.archived_at is null order by a.assessed_at desc, a.id desc limit 1)`;

export const financePack: PackDefinition = {
  code: PackCode.FINANCE,
  edition: 1,
  note: { zh: '风险测评与适当性、持有产品、信用关注；高于客户承受能力的产品不会出现在名单、导出和接口里。', en: 'Risk assessment and suitability, holdings, credit watch: a product beyond what a customer can bear appears in no list, file or interface.' },
  section: { zh: '金融信息', en: 'Finance' },
  fields: [
    { key: 'finIncome', label: { zh: '年收入', en: 'Yearly income' }, type: CustomFieldType.MONEY, least: 0, personal: true, word: 'finance.read' },
    { key: 'finGoal', label: { zh: '投资目标', en: 'Investment goal' }, type: CustomFieldType.CHOICE, word: 'finance.read', options: [
      { value: 'KEEP', name: '保值', nameEn: 'Keep value' }, { value: 'INCOME', name: '稳定收益', nameEn: 'Steady income' }, { value: 'GROWTH', name: '资产增值', nameEn: 'Growth' }, { value: 'RETIRE', name: '养老', nameEn: 'Retirement' }] },
    { key: 'finHorizon', label: { zh: '投资期限（年）', en: 'Horizon in years' }, type: CustomFieldType.NUMBER, least: 0, most: 60 },
    { key: 'finBranch', label: { zh: '开户网点', en: 'Branch' }, type: CustomFieldType.TEXT, most: 60 },
    { key: 'finSince', label: { zh: '开户日期', en: 'Customer since' }, type: CustomFieldType.DAY },
  ],
  productKinds: [ProductKind.DEPOSIT, ProductKind.WEALTH, ProductKind.FUND, ProductKind.INSURANCE, ProductKind.LOAN, ProductKind.CREDIT_CARD],
  rules: [
    { code: 'SUITABILITY', edition: 1, params: { validMonths: 12 }, label: { zh: '适当性：产品风险不高于客户承受能力；测评过期只能重新测评', en: 'Suitability: no product riskier than the customer can bear; an expired assessment allows only a new one' } },
    { code: 'CREDIT_WATCH', edition: 1, params: { overdueDays: 30, utilisationPercent: 90, ratingDrop: 50 }, label: { zh: '信用关注：逾期、额度使用过高或评分下降时停止信贷营销，并通知负责人', en: 'Credit watch: late payment, high utilisation or a rating drop stop credit marketing and tell the owner' } },
  ],
  kpis: [
    { key: 'assessedShare', label: { zh: '测评有效率', en: 'Valid assessments' }, means: { zh: '测评仍有效的客户数 ÷ 客户数', en: 'Customers whose newest assessment holds ÷ customers' }, unit: KpiUnit.SHARE, word: 'finance.read',
      sql: (reach) => `select avg(case when ${newest} >= company_today() then 1.0 else 0 end) as value from customer c where c.archived_at is null and ${reach}` },
    { key: 'assetsHeld', label: { zh: '持有资产', en: 'Assets held' }, means: { zh: '持有产品价值之和（公司币种）', en: 'Sum of the values held, in the currency of the company' }, unit: KpiUnit.MONEY, word: 'finance.read',
      sql: (reach) => `select coalesce(sum(h.value_minor), 0) as value from holding h join customer c on c.id = h.customer_id where h.archived_at is null and c.archived_at is null and h.currency = (select currency from company limit 1) and ${reach}` },
    { key: 'watched', label: { zh: '信用关注客户', en: 'Under credit watch' }, means: { zh: '有未结束信用关注的客户数', en: 'Customers with an open watch' }, unit: KpiUnit.COUNT, word: 'finance.read',
      sql: (reach) => `select count(distinct c.id) as value from credit_watch w join customer c on c.id = w.customer_id where w.closed_at is null and w.archived_at is null and c.archived_at is null and ${reach}` },
    { key: 'recordingsDue', label: { zh: '待双录', en: 'Recordings due' }, means: { zh: '需要双录而尚未确认的投资建议数', en: 'Advice that must be recorded and is not yet confirmed' }, unit: KpiUnit.COUNT, word: 'finance.read',
      sql: (reach) => `select count(*) as value from advice v join customer c on c.id = v.customer_id where v.recording_due and v.recorded_at is null and v.archived_at is null and c.archived_at is null and ${reach}` },
  ],
  reviews: [{ name: { zh: '金融客户：基本资料年度复核', en: 'Finance: yearly review of basic data' }, section: 'BASIC', months: 12 }],
  products: [
    { code: 'FIN-R1', name: '稳健存款一号', kind: ProductKind.DEPOSIT, riskLevel: ProductRisk.R1, minAmountMinor: 100_000 },
    { code: 'FIN-R2', name: '固收理财二号', kind: ProductKind.WEALTH, riskLevel: ProductRisk.R2, minAmountMinor: 1_000_000 },
    { code: 'FIN-R4', name: '权益基金四号', kind: ProductKind.FUND, riskLevel: ProductRisk.R4, minAmountMinor: 100_000 },
    { code: 'FIN-LOAN', name: '消费贷款', kind: ProductKind.LOAN },
  ],
  customers: [
    { name: '示例·保守客户', values: { finGoal: 'KEEP', finHorizon: 1, finIncome: 12_000_000 }, assessment: { level: RiskTolerance.C1, days: 200 }, holding: { product: 'FIN-R1', valueMinor: 20_000_000 } },
    { name: '示例·稳健客户', values: { finGoal: 'INCOME', finHorizon: 3, finIncome: 20_000_000 }, assessment: { level: RiskTolerance.C2, days: 150 }, holding: { product: 'FIN-R2', valueMinor: 35_000_000 } },
    { name: '示例·成长客户', values: { finGoal: 'GROWTH', finHorizon: 8 }, assessment: { level: RiskTolerance.C4, days: 90 } },
    { name: '示例·测评过期客户', values: { finGoal: 'GROWTH' }, assessment: { level: RiskTolerance.C5, days: -10 } },
    { name: '示例·信用关注客户', values: {}, assessment: { level: RiskTolerance.C3, days: 100 }, watched: true },
  ],
};

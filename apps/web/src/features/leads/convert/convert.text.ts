import { texts } from '@dossier/ui';

export const convertText = texts('lead-convert', {
  title: { zh: '{name}成交', en: '{name}: won' },
  note: { zh: '档案从“潜在”变为客户，线索记为已转化，两边互相链接。可以撤销。', en: 'The record leaves the stage of prospect, the lead is won, and each leads to the other. This can be undone.' },
  company: { zh: '所属公司', en: 'Company' },
  none: { zh: '不关联公司', en: 'No company' },
  existing: { zh: '已有公司', en: 'A company on record' },
  new: { zh: '新建公司', en: 'A new company' },
  whichCompany: { zh: '哪家公司', en: 'Which company' },
  companyHint: { zh: '输入名称查找', en: 'Type a name' },
  companyNone: { zh: '没有找到公司', en: 'No such company' },
  companyName: { zh: '公司名称', en: 'Name of the company' },
  amount: { zh: '成交金额', en: 'Amount' },
  amountHint: { zh: '可以为空', en: 'May stay empty' },
  verb: { zh: '转为客户', en: 'Convert' },
  converted: { zh: '{name} 已成为客户。', en: '{name} is a customer now.' },
  unconverted: { zh: '转化已撤销，线索重新打开。', en: 'Conversion undone; the lead is open again.' },
});

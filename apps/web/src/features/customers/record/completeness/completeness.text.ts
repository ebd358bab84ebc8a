import { texts } from '@dossier/ui';

export const completenessText = texts('customer-completeness', {
  label: { zh: '完整度', en: 'Completeness' },
  parts: { zh: '{all} 项中已有 {filled} 项', en: '{filled} of {all} parts' },
  note: { zh: '已填权重 ÷ 应填权重，只计您能看到的部分。', en: 'Weight filled ÷ weight asked for; only what you may see counts.' },
  formula: { zh: '权重 {filled} ÷ {all} = {share}', en: 'Weight {filled} ÷ {all} = {share}' },
});

import { texts } from '@dossier/ui';

export const mergesText = texts('customer-merges', {
  title: { zh: '合并来源', en: 'Merged from' },
  note: { zh: '拆分后各自的资料都会回去', en: 'Taken apart, each gets its own back' },
  by: { zh: '{name}合并', en: 'merged by {name}' },
  apart: { zh: '拆分', en: 'Take apart' },
  apartOf: { zh: '拆分 {no}', en: 'Take {no} apart' },
  done: { zh: '已拆分，{no} 恢复为单独的档案。', en: '{no} is a record of its own again.' },
  undoing: { zh: '正在重新合并。', en: 'Being merged again.' },
  led: { zh: '您打开的档案 {no} 已并入本档案。', en: 'The record {no} that you opened has been merged into this one.' },
});

import { texts } from '@dossier/ui';

export const exportText = texts('lead-export', {
  title: { zh: '导出线索', en: 'Export leads' },
  format: { zh: '格式', en: 'Format' },
  columns: { zh: '列', en: 'Columns' },
  columnsSeen: { zh: '当前显示的列', en: 'Columns as seen' },
  columnsAll: { zh: '允许的全部列', en: 'All columns I may read' },
  reason: { zh: '用途', en: 'What for' },
  reasonHint: { zh: '写入审计记录。文件不含姓名和联系方式，它们在客户导出中。', en: 'Kept in the audit trail. The file holds no names or contacts: those leave with an export of customers.' },
  verb: { zh: '导出 {count} 条', en: 'Export {count}' },
  started: { zh: '导出已开始，完成后可在“导出”页下载。', en: 'The export has started; it can be fetched from “Exports” when ready.' },
});

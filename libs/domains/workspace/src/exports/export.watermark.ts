import type { Viewer } from '@dossier/kernel/access';
import { wallClock } from '@dossier/kernel/exchange';

export interface Watermark {
  id: string;
  at: Date;
  zone: string;
  label: string;
  columns: readonly string[];
  clear: boolean;
  reason: string | null;
}

const words = {
  zh: { by: '导出人', at: '导出时间', list: '内容', rows: '行数', fields: '字段', contact: '联系方式', open: '完整', masked: '脱敏', reason: '用途', no: '导出编号', keep: '仅供注明的用途使用。每次导出与下载都有审计记录。' },
  en: { by: 'Exported by', at: 'Exported at', list: 'Contents', rows: 'Rows', fields: 'Fields', contact: 'Contact data', open: 'in clear', masked: 'masked', reason: 'Reason', no: 'Export number', keep: 'For the stated use only. Every export and download is audited.' },
} as const;

/** What the last sheet of an exported workbook says: who took what out, when, what for, and under which number of the trail. */
export function watermarkOf(viewer: Viewer, mark: Watermark): (rows: number) => [string, string | number][] {
  const say = words[viewer.language];
  return (rows) => [
    [say.by, viewer.name], [say.at, `${wallClock(mark.at, mark.zone)} ${mark.zone}`], [say.list, mark.label], [say.rows, rows], [say.fields, mark.columns.join('、')],
    [say.contact, mark.clear ? say.open : say.masked], ...(mark.reason ? [[say.reason, mark.reason] as [string, string]] : []), [say.no, mark.id], ['', say.keep],
  ];
}

/** The line at the foot of every printed page. */
export const footOf = (viewer: Viewer, mark: Pick<Watermark, 'id' | 'at' | 'zone'>): string =>
  `&L${viewer.name.replaceAll('&', '&&')} ${wallClock(mark.at, mark.zone)}&C&P / &N&R${mark.id.slice(-12)}`;

import { terms } from '@dossier/vocabulary/terms';
import { customerParts } from '../merging/parts';
import type { SubjectData } from './subject-file.service';

type Language = 'zh' | 'en';

const words = {
  title: { zh: '您的个人数据', en: 'Your personal data' },
  made: { zh: '制作时间', en: 'Made at' },
  record: { zh: '基本信息', en: 'Basic data' },
  none: { zh: '没有其他记录。', en: 'Nothing else is kept.' },
} as const;

const escaped = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const shown = (value: unknown): string => escaped(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

/** The name of a table in the reader's language, by the type its rows have on the surface. */
function titleOf(table: string, language: Language): string {
  const type = customerParts().find((part) => part.table === table)?.type;
  return (type ? (terms as Readonly<Record<string, Record<Language, string>>>)[type]?.[language] : undefined) ?? table.replaceAll('_', ' ');
}

const rowOf = (row: Record<string, unknown>): string => `<dl>${Object.entries(row).map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`).join('')}</dl>`;

/** The same copy as a page to read and print: no script, nothing from elsewhere. */
export function subjectPage({ company, madeAt, customer, sections }: SubjectData, language: Language): string {
  const parts = Object.entries(sections).map(([table, rows]) => `<section><h2>${escaped(titleOf(table, language))} (${rows.length})</h2>${rows.map(rowOf).join('<hr>')}</section>`).join('');
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${words.title[language]}</title><style>body{font:15px/1.6 system-ui,sans-serif;max-width:800px;margin:24px auto;padding:0 16px}dl{display:grid;grid-template-columns:minmax(120px,220px) 1fr;gap:2px 12px}dt{color:#545b66}dd{margin:0;overflow-wrap:anywhere}h2{border-bottom:1px solid #ccc}</style></head><body><h1>${words.title[language]}</h1><p>${escaped(company)} · ${words.made[language]} ${escaped(madeAt)}</p><section><h2>${words.record[language]}</h2>${rowOf(customer)}</section>${parts || `<p>${words.none[language]}</p>`}</body></html>`;
}

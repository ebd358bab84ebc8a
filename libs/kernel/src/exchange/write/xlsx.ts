import { PassThrough } from 'node:stream';
import exceljs from 'exceljs';
import { currencyDigits } from '../cells/money';
import { isMoney, plainText, type SheetColumn, wallClock } from './sheet-column';

const LONGEST = 32_767;
const FORMATS = { DAY: 'yyyy-mm-dd', INSTANT: 'yyyy-mm-dd hh:mm:ss' } as const;

/** What a workbook says of itself: the foot of its printed pages, and a last sheet of labels and values once the rows are counted. */
export interface SheetMark {
  title: string;
  foot: string;
  lines(rows: number): readonly (readonly [string, string | number])[];
  /** Signs without width at the end of the first text of each row; empty: none. */
  signs?: string;
}

interface Sheet {
  columns: readonly SheetColumn[];
  zone: string;
  mark: SheetMark | null;
}

/** XLSX with typed days, numbers and amounts, a header that stays in view and a filter over it; streams, memory does not grow with the rows. */
export async function* xlsxPieces(title: string, columns: readonly SheetColumn[], pages: AsyncIterable<readonly Record<string, unknown>[]>, { zone, mark = null }: { zone: string; mark?: SheetMark | null }): AsyncGenerator<Buffer> {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  const filling = fill(out, title, { columns, zone, mark }, pages).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  yield* out as AsyncIterable<Buffer>;
  await filling;
}

async function fill(out: PassThrough, title: string, { columns, zone, mark }: Sheet, pages: AsyncIterable<readonly Record<string, unknown>[]>): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  const sheet = book.addWorksheet(sheetName(title), { views: [{ state: 'frozen', ySplit: 1 }], headerFooter: mark ? { oddFooter: mark.foot } : {} });
  sheet.columns = columns.map((column) => ({ width: column.type === 'TEXT' ? 22 : 16, ...styleOf(column) }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(1, columns.length) } };
  const header = sheet.addRow(columns.map((column) => column.title));
  header.font = { bold: true };
  header.commit();
  let count = 0;
  for await (const rows of pages) {
    for (const row of rows) writeRow(sheet, columns, row, { zone, signs: mark?.signs ?? '' });
    count += rows.length;
    if (out.writableNeedDrain) await new Promise((resume) => out.once('drain', resume));
  }
  sheet.commit();
  if (mark) sayOf(book, mark, count);
  await book.commit();
}

function sayOf(book: exceljs.stream.xlsx.WorkbookWriter, mark: SheetMark, rows: number): void {
  const sheet = book.addWorksheet(sheetName(mark.title));
  sheet.columns = [{ width: 18 }, { width: 80 }];
  for (const [label, value] of mark.lines(rows)) sheet.addRow([escaped(label), typeof value === 'number' ? value : escaped(value)]).commit();
  sheet.commit();
}

function styleOf(column: SheetColumn): { style?: { numFmt: string } } {
  if (column.type === 'DAY' || column.type === 'INSTANT') return { style: { numFmt: FORMATS[column.type] } };
  return column.type === 'TEXT' ? { style: { numFmt: '@' } } : {};
}

function writeRow(sheet: exceljs.Worksheet, columns: readonly SheetColumn[], values: Record<string, unknown>, { zone, signs }: { zone: string; signs: string }): void {
  const cells = columns.map((column) => cellValue(column, values[column.name], zone));
  const first = signs === '' ? -1 : columns.findIndex((column) => column.type === 'TEXT');
  if (first >= 0 && typeof cells[first] === 'string' && cells[first] !== '') cells[first] = `${cells[first]}`.slice(0, LONGEST - signs.length) + signs;
  const row = sheet.addRow(cells);
  columns.forEach((column, at) => {
    const value = values[column.name];
    if (column.type === 'MONEY' && isMoney(value)) row.getCell(at + 1).numFmt = moneyFormat(value.currency);
  });
  row.commit();
}

function cellValue(column: SheetColumn, value: unknown, zone: string): string | number | boolean | Date | null {
  if (value === null || value === undefined) return null;
  if (column.type === 'NUMBER') return typeof value === 'number' ? value : Number(value);
  if (column.type === 'FLAG') return value === true;
  if (column.type === 'MONEY' && isMoney(value)) return value.minor / 10 ** currencyDigits(value.currency);
  if (column.type === 'DAY') return dayValue(plainText(value));
  if (column.type === 'INSTANT') return dayValue(wallClock(value as Date | string, zone));
  return escaped(plainText(value)).slice(0, LONGEST);
}

/** Control characters in the way sheets write them (`_x000D_`), and texts that only look like one protected. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** A day or wall-clock time as the serial that the sheet shows unchanged in every zone; days before 1900 stay text, for sheets know none. */
function dayValue(text: string): Date | string {
  const at = new Date(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : 'T00:00:00Z'}`);
  return Number.isNaN(at.getTime()) || text < '1900-03-01' ? text : at;
}

function moneyFormat(currency: string): string {
  const digits = currencyDigits(currency);
  return digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
}

function sheetName(title: string): string {
  return title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31).trim() || 'Sheet1';
}

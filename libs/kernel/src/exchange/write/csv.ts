import { neutral } from '../read/neutral';
import { plainText, type SheetColumn, wallClock } from './sheet-column';

const MARK = '\uFEFF';

/**
 * CSV as UTF-8 with byte order mark and CRLF, one piece of text a page of rows. Text that a spreadsheet could run is neutralised;
 * numbers stay numbers. Reading the file back gives the same texts. `mark` stands at the end of the first text of each row.
 */
export async function* csvPieces(columns: readonly SheetColumn[], pages: AsyncIterable<readonly Record<string, unknown>[]>, zone: string, mark = ''): AsyncGenerator<Buffer> {
  const marked = mark === '' ? undefined : columns.find((column) => column.type === 'TEXT');
  yield Buffer.from(MARK + csvLine(columns.map((column) => neutral(column.title))));
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) text += csvLine(columns.map((column) => withMark(csvCell(column, row[column.name], zone), column === marked ? mark : '')));
    if (text.length > 0) yield Buffer.from(text);
  }
}

/** An empty cell stays empty: it would be no longer. */
const withMark = (cell: string, mark: string): string => (mark === '' || cell === '' ? cell : cell + mark);

function csvCell(column: SheetColumn, value: unknown, zone: string): string {
  if (value === null || value === undefined) return '';
  if (column.type === 'NUMBER' || column.type === 'MONEY' || column.type === 'DAY') return plainText(value);
  if (column.type === 'INSTANT') return wallClock(value as Date | string, zone);
  return neutral(plainText(value));
}

/** One record of texts, quoted where needed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

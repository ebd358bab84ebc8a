import { containerOf, plainBytes } from './bytes';
import { decoded, EncodingJudge } from './encoding';
import { type FileReading, type FileRow, isBlank, type OpenBytes } from './file-row';
import { FILE_LIMITS, FileProblem } from './limits';
import { restored } from './neutral';
import { records } from './rows';
import { RecordReader } from './text-records';
import { readWorkbook } from './xlsx/workbook';

/** What a file is found to be, with its first rows; all of it may be corrected by the reader of the screen. */
export interface FileShape {
  reading: FileReading;
  sheets: string[];
  columns: { name: string; sample: string[] }[];
  /** The first rows below the header, as they stand. */
  preview: string[][];
}

const DELIMITERS = [',', '\t', ';', '|', '，', '^'];
const SAMPLE_ROWS = 60;
const PREVIEW = 20;

/** How good a row is as a header, 0 to 1: share of cells that the domain's fields know. Given by the mapping. */
export type HeaderScore = (cells: readonly string[]) => number;

/** Finds format, encoding, delimiter, sheets and header of a file by reading it through once. */
export async function inspectFile(open: OpenBytes, known: HeaderScore, chosen: Partial<FileReading> = {}): Promise<FileShape> {
  const container = containerOf(await headOf(open));
  if (container === 'OTHER') throw new FileProblem('FILE_NOT_A_TABLE');
  const format = container === 'ZIP' ? 'XLSX' : 'TEXT';
  const sheets = format === 'XLSX' ? (await readWorkbook(open)).sheets.map((sheet) => sheet.name) : [];
  const encoding = format === 'XLSX' ? 'UTF-8' : (chosen.encoding ?? (await encodingOf(open)));
  const delimiter = format === 'XLSX' ? ',' : (chosen.delimiter ?? (await delimiterOf(open, encoding)));
  const reading: FileReading = { format, encoding, delimiter, sheet: format === 'XLSX' ? (chosen.sheet ?? sheets[0] ?? null) : null, headerRow: chosen.headerRow ?? 0 };
  const rows = await firstRows(open, reading);
  const headerRow = chosen.headerRow ?? headerOf(rows, known);
  return { ...shapeOf(rows, { ...reading, headerRow }), sheets };
}

async function headOf(open: OpenBytes): Promise<Uint8Array> {
  for await (const chunk of await open()) return chunk;
  throw new FileProblem('FILE_EMPTY');
}

async function encodingOf(open: OpenBytes): Promise<string> {
  const judge = new EncodingJudge();
  for await (const chunk of plainBytes(open)) judge.see(chunk);
  return judge.verdict();
}

/** The delimiter that cuts the first rows into the most even table. */
async function delimiterOf(open: OpenBytes, encoding: string): Promise<string> {
  let text = '';
  let whole = true;
  for await (const piece of decoded(plainBytes(open), encoding)) {
    text += piece;
    if (text.length < 256 * 1024) continue;
    whole = false;
    break;
  }
  const separator = /^sep=(.)\r?\n/.exec(text)?.[1];
  if (separator !== undefined) return separator;
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: evenness(text, delimiter, whole) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function evenness(text: string, delimiter: string, whole: boolean): number {
  const reader = new RecordReader(delimiter);
  try {
    reader.feed(text, whole);
  } catch (error) {
    if (error instanceof FileProblem) return 0;
    throw error;
  }
  const widths = reader.take().filter((row) => !isBlank(row.cells)).slice(0, SAMPLE_ROWS).map((row) => row.cells.length);
  const common = mostCommon(widths);
  if (common < 2) return 0;
  return widths.filter((width) => width === common).length / widths.length + Math.min(common, 50) / 1000;
}

function mostCommon(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

async function firstRows(open: OpenBytes, reading: FileReading): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  const wanted = reading.headerRow + SAMPLE_ROWS;
  for await (const batch of records(open, reading)) {
    rows.push(...batch);
    if (rows.length >= wanted) break;
  }
  return rows.slice(0, wanted).map((row) => ({ ...row, cells: row.cells.map((cell) => shown(cell, reading)) }));
}

/** A cell as it will be read: without what made it harmless, and without signs that neither a database nor a screen can hold. */
function shown(cell: string, { format }: FileReading): string {
  return (format === 'TEXT' ? restored(cell) : cell).replaceAll('\u0000', '').toWellFormed();
}

/** The record that names the columns: the one the fields know best, else the first that is as wide as the table and holds words only. */
export function headerOf(rows: readonly FileRow[], known: HeaderScore): number {
  const filled = rows.filter((row) => !isBlank(row.cells)).slice(0, 15);
  if (filled.length === 0) throw new FileProblem('FILE_EMPTY');
  const width = mostCommon(filled.map((row) => filledCells(row.cells)));
  const scored = filled.map((row, at) => ({ no: row.no, score: known(row.cells) * 2 + looksLikeHeader(row.cells, width) - at * 0.01 }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).no;
}

function looksLikeHeader(cells: readonly string[], width: number): number {
  const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (words.length === 0 || words.length < width * 0.6) return 0;
  const distinct = new Set(words).size / words.length;
  const wordy = words.filter((word) => !/^[\d\s.,:/+-]+$/.test(word) && word.length <= 40).length / words.length;
  return distinct * 0.3 + wordy * 0.7;
}

function filledCells(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function shapeOf(rows: readonly FileRow[], reading: FileReading): Omit<FileShape, 'sheets'> {
  const header = rows.find((row) => row.no === reading.headerRow);
  if (header === undefined) throw new FileProblem('FILE_EMPTY');
  if (header.cells.length > FILE_LIMITS.columns || header.problems?.some((problem) => problem.code === 'ROW_TOO_LONG')) {
    throw new FileProblem('FILE_TOO_MANY_COLUMNS', { found: header.cells.length, limit: FILE_LIMITS.columns });
  }
  const below = rows.filter((row) => row.no > reading.headerRow && !isBlank(row.cells));
  const names = columnNames(header.cells);
  const preview = below.slice(0, PREVIEW).map((row) => names.map((_, at) => (row.cells[at] ?? '').slice(0, 200)));
  const columns = names.map((name, at) => ({ name, sample: below.map((row) => (row.cells[at] ?? '').trim()).filter((cell) => cell !== '').slice(0, SAMPLE_ROWS) }));
  return { reading, columns, preview };
}

/** Names of the columns: each once, empty ones named by their letter, trailing empty ones dropped. */
export function columnNames(cells: readonly string[]): string[] {
  const names: string[] = [];
  const seen = new Map<string, number>();
  let width = cells.length;
  while (width > 1 && (cells[width - 1] as string).trim() === '') width -= 1;
  for (let at = 0; at < width; at += 1) {
    const plain = (cells[at] as string).replace(/^\ufeff/, '').replace(/\s+/g, ' ').trim().slice(0, 200) || `Column ${letters(at)}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    names.push(count === 1 ? plain : `${plain} (${count})`);
  }
  return names;
}

function letters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26);
}

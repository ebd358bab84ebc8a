import { decoded } from './encoding';
import { plainBytes } from './bytes';
import { FILE_LIMITS, FileProblem } from './limits';
import { type FileReading, type FileRow, type OpenBytes, isBlank, rowProblem } from './file-row';
import { unmarked } from '../mark';
import { restored } from './neutral';
import { textRecords } from './text-records';
import { sheetRecords } from './xlsx/sheet-records';

/** Every record of a file in order, header and blank ones included. */
export function records(open: OpenBytes, reading: FileReading): AsyncIterable<FileRow[]> {
  return reading.format === 'XLSX' ? sheetRecords(open, reading.sheet) : textRecords(decoded(plainBytes(open), reading.encoding), reading.delimiter);
}

/** The data rows of a file below its header, each checked as a row and brought to the width of the header; blank rows do not count. */
export async function* dataRows(open: OpenBytes, reading: FileReading, width: number): AsyncGenerator<FileRow[]> {
  let count = 0;
  for await (const batch of records(open, reading)) {
    const rows: FileRow[] = [];
    for (const row of batch) {
      if (row.no <= reading.headerRow || (row.problems === undefined && isBlank(row.cells))) continue;
      rows.push(checkedRow(row, reading, width));
    }
    count += rows.length;
    if (count > FILE_LIMITS.rows) throw new FileProblem('FILE_TOO_MANY_ROWS', { limit: FILE_LIMITS.rows });
    if (rows.length > 0) yield rows;
  }
}

/** A cell as it was written out: without our mark, and without the apostrophe before what a spreadsheet could run. */
const plain = (cell: string): string => restored(unmarked(cell));

const NUL = '\u0000';
const BROKEN = '\uFFFD';

/** Reports what is wrong with a row as such, and gives its cells the width of the header. */
export function checkedRow(row: FileRow, reading: Pick<FileReading, 'format' | 'encoding'>, width: number): FileRow {
  const problems = row.problems ?? [];
  if (problems.length === 0) {
    const found = usedWidth(row.cells);
    const short = reading.format === 'TEXT' && row.cells.length < width;
    if (found > width || short) problems.push(rowProblem('RAGGED_ROW', { found: short ? row.cells.length : found, expected: width }));
  }
  for (const cell of row.cells) checkCell(cell, reading.encoding, problems);
  const cells = row.cells.map(reading.format === 'TEXT' ? plain : unmarked);
  while (cells.length < width) cells.push('');
  if (cells.length > width) cells.length = width;
  return problems.length === 0 ? { no: row.no, cells } : { no: row.no, cells, problems };
}

function usedWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] as string).trim() === '') width -= 1;
  return width;
}

function checkCell(cell: string, encoding: string, problems: FileRow['problems'] & object): void {
  if (cell.length > FILE_LIMITS.cellChars) problems.push(rowProblem('CELL_TOO_LONG', { length: cell.length, limit: FILE_LIMITS.cellChars }));
  if (cell.includes(NUL)) problems.push(rowProblem('NUL_BYTE'));
  if (cell.includes(BROKEN)) problems.push(rowProblem('BROKEN_BYTES', { encoding }));
}

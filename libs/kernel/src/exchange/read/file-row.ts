import type { RowProblem } from '../problem';

/** One record of a file. `no` counts records from 1 as a spreadsheet shows them, the header included. */
export interface FileRow {
  no: number;
  cells: string[];
  /** What is wrong with the row as such; undefined for the many that are well. */
  problems?: RowProblem[];
}

/** Opens the stored bytes of a file once more, from the beginning. */
export type OpenBytes = () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;

/** How a file is to be read. */
export interface FileReading {
  format: 'TEXT' | 'XLSX';
  encoding: string;
  delimiter: string;
  /** Name of the sheet, null for a text file. */
  sheet: string | null;
  /** Record number of the header. */
  headerRow: number;
}

/** A problem of the row itself. */
export function rowProblem(code: string, facts?: Readonly<Record<string, string | number>>, column: string | null = null): RowProblem {
  return facts === undefined ? { code, column, value: null } : { code, column, value: null, facts };
}

/** True where no cell holds anything. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

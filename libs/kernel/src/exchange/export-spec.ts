import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { Viewer } from '../access';
import type { Words } from './problem';

export type ExportFormat = 'CSV' | 'XLSX';

/** What kind of cell a column makes. MONEY values are `{ minor, currency }`. */
export type ExportCellType = 'TEXT' | 'NUMBER' | 'MONEY' | 'DAY' | 'INSTANT' | 'FLAG';

/** One column that a list can export. */
export interface ExportColumn {
  name: string;
  label: Words;
  type: ExportCellType;
  /** Class A: masked unless the export is asked in clear by somebody who may. */
  secret?: boolean;
}

/** What an export asks of its list; it is stored with the file and run with the rights of then. */
export interface ExportAsk {
  filter: Record<string, unknown> | null;
  sort: string | null;
  order: 'ASC' | 'DESC' | null;
  columns: readonly string[];
  /** Class A in clear: needs the export word and the reveal word, and is audited. */
  clear: boolean;
}

/** What a domain says so that its list can be exported. */
export interface ExportSpec {
  /** 'customers', 'orders'. */
  list: string;
  label: Words;
  word: AccessWord;
  /** Needed besides `word` for class A in clear. */
  clearWord?: AccessWord;
  columns: readonly ExportColumn[];
  /**
   * The columns that this viewer's plan lets them read, in the spec's order: a hidden one is not known (UNKNOWN_NAME), never refused.
   */
  readable(viewer: Viewer): readonly string[];
  /** How many rows an export would have now, up to a bound. */
  count(viewer: Viewer, ask: Pick<ExportAsk, 'filter'>, most: number): Promise<number>;
  /**
   * Pages of rows (objects by column name) through the same plan, filter and sort as the list, by keyset. Money as `{ minor, currency }`,
   * days as `YYYY-MM-DD`, instants as Date or ISO text; lists as arrays of text. One page more than is being written may have been read.
   */
  pages(viewer: Viewer, ask: ExportAsk): AsyncIterable<readonly Record<string, unknown>[]>;
}

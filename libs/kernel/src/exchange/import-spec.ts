import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { Viewer } from '../access';
import type { Cell, RowProblem, Words } from './problem';

/** How day-month order is read when the digits alone do not tell. Null: not known, so an ambiguous date is a problem. */
export type DateOrder = 'YMD' | 'DMY' | 'MDY';

/** What shape a field has, for labels on screens and for the guess from sample values. */
export type FieldType = 'TEXT' | 'DAY' | 'INSTANT' | 'NUMBER' | 'MONEY' | 'CHOICE' | 'FLAG' | 'LIST' | 'REFERENCE';

/** What every cell parser may lean on; made once for a file. */
export interface CellFacts {
  dateOrder: DateOrder | null;
  /** ISO 4217, of the company unless the file's own currency column is set by `currencyOf`. */
  currency: string;
  today: string;
  timeZone: string;
  /** What `prepare` of the spec brought: dictionaries from a word in the file to an id, and the like. */
  lookups: Readonly<Record<string, ReadonlyMap<string, string>>>;
}

/** One field that a file may bring. */
export interface ImportField {
  name: string;
  label: Words;
  type: FieldType;
  required?: boolean;
  /** Header words beside the label, zh and en, in any case and spacing. Words of the shared dictionary (`header-words.ts`) are added by name. */
  words?: readonly string[];
  /** A parser of `cells.ts` (day, number, money, choice, text ...) or the domain's own. Called with trimmed, non-empty text. */
  parse: (text: string, facts: CellFacts) => Cell;
  /** Does this sample value look like the field? Sharpens the proposal; never refuses a row. */
  looks?: (text: string) => boolean;
  /** Class A: the value is sealed in the stage, never stands in `parsed`, and its text never in a problem. */
  secret?: boolean;
  /** Its text never stands in a problem; the domain's own stage seals it. */
  quiet?: boolean;
  /** May be chosen as key. */
  key?: boolean;
  /** May be given once for the whole file (`defaults`) and is used where the row has no value. */
  defaultable?: boolean;
  /** Up to so many columns may bring it, each under its own name: the value is a record of them. Only the importer chooses them; none is proposed. */
  collects?: number;
}

/** The typed values of one row by field name; a field without text is absent. */
export type RowValues = Record<string, unknown>;

/** What one row becomes in the stage. */
export interface StagedValues {
  /** Everything but class A. Blind indexes may stand here. */
  parsed: Record<string, unknown>;
  /** Class A values; kept only encrypted. */
  sealed?: Record<string, unknown> | null;
  /** The text by which the row finds its target again, null where it has none. For a class A key: its blind index. */
  key?: string | null;
  /** Rows of the same unit are committed together (lines of one order). Absent: each row stands alone. */
  unit?: string | null;
  problems?: readonly RowProblem[];
}

export type ImportMode = 'CREATE' | 'UPDATE' | 'BOTH';
export type ImportVerdict = 'NEW' | 'CHANGED' | 'SAME' | 'FAILED';
export type ImportOutcome = 'INSERTED' | 'UPDATED' | 'SKIPPED' | 'FAILED';

/** What the steps of one import know. */
export interface ImportContext {
  importId: string;
  kind: string;
  /** Whom the import belongs to, with the rights of now. */
  viewer: Viewer;
  mode: ImportMode;
  /** Field chosen as key, null where every row is new. */
  keyField: string | null;
  /** Fields that an update never overwrites. */
  keepFields: readonly string[];
  /** Parsed defaults for the whole file, already filled into rows without a value. */
  defaults: RowValues;
  /** Fields that the mapping brings (an update touches no other). */
  fields: readonly string[];
  /**
   * False where the viewer's reach for `updateWord` is less than ALL. Then the key may be compared with rows **within reach only**,
   * a match is left alone (verdict SAME) and every other row is created under `source`, which is unique to this import: a key out of
   * reach neither clashes nor shows. See docs/decisions on keyed imports.
   */
  reachesAll: boolean;
  /** Namespace of external keys: the declared source, or `import:<id>` where `reachesAll` is false. */
  source: string;
  facts: CellFacts;
  /** SQL inside the open unit of work. */
  query<R = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A row of the stage as `commitChunk` gets it: class A opened again. */
export interface StagedRow {
  rowNo: number;
  unitNo: number;
  key: string | null;
  verdict: 'NEW' | 'CHANGED';
  targetId: string | null;
  parsed: Record<string, unknown>;
  sealed: Record<string, unknown>;
}

/** What became of one row. */
export interface RowOutcome {
  rowNo: number;
  outcome: ImportOutcome;
  targetId?: string | null;
  problems?: readonly RowProblem[];
}

/** One thing changed, with what is needed to take it back. */
export interface BatchChange {
  /** Names the `BatchSubject` that can revert it: 'customer', 'order', 'product'. */
  subject: string;
  targetId: string;
  action: 'INSERT' | 'UPDATE' | 'ARCHIVE';
  /** The columns changed, as they were; no class A in clear. Null for an insert. */
  before: Record<string, unknown> | null;
  /** Row version right after the change: another version later means somebody changed it since. */
  version: number;
}

export interface ChunkResult {
  /** Exactly one per row given. */
  outcomes: readonly RowOutcome[];
  changes: readonly BatchChange[];
}

/**
 * What a domain says to have its files imported. The engine reads, maps, parses, stages, counts, chunks, resumes, reports and reverts.
 *
 * The stage is `import_row (import_id, row_no, unit_no, key, unit, parsed jsonb, sealed, problems jsonb, verdict, outcome, target_id)`.
 */
export interface ImportSpec {
  kind: string;
  label: Words;
  /** Who may start it. */
  word: AccessWord;
  /** Reach of this word decides `reachesAll`. Absent: as if ALL. */
  updateWord?: AccessWord;
  fields: readonly ImportField[];
  /** Default key field, used when the mapping brings it. */
  defaultKey?: string;
  /** Rows per chunk (whole units), 1,000 to 10,000. */
  chunkRows?: number;
  /**
   * Together: when one row of a unit fails, its companions fail with `UNIT_HAS_BAD_ROW` and come back in the same file, so that
   * no order is stored with a line missing. Needs `unit`.
   */
  unitsTogether?: boolean;
  /** Dictionaries for the parsers, read once for a file (and again at each commit chunk by the domain itself where it matters). */
  prepare?(viewer: Viewer): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>>;
  /**
   * Values of one row to its staged form. Absent: secret fields are sealed, all others parsed, the key is the text of the key field.
   * Row rules that need several fields report here. Must be pure and quick: it runs for each row of the file.
   */
  stageRow?(values: RowValues, context: ImportContext): StagedValues;
  /**
   * Set-based SQL over the stage: sets `verdict` ('CHANGED' | 'SAME' | 'FAILED' with `problems`) and `target_id` on rows of this import
   * whose verdict is null. Rows left null become NEW. Rows with the same key twice in the file are already failed (unless they
   * share a unit). Reads only, but for the stage.
   */
  classify(context: ImportContext): Promise<void>;
  /**
   * Writes one chunk inside one unit of work. Idempotent by the natural key: a row whose target stands already is UPDATED or SKIPPED,
   * never doubled; what changed since the dry run is judged again here. Only NEW and CHANGED rows are given.
   */
  commitChunk(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult>;
  /** Called once in a unit of work of its own after the last chunk: summaries, duplicates for the steward, and the like. */
  finish?(context: ImportContext): Promise<void>;
}

/** One stored change of a batch, as a revert gets it. */
export interface BatchItem extends BatchChange {
  id: string;
}

/** How one reverted item went: `conflict` names why it was left alone. */
export interface RevertOutcome {
  id: string;
  conflict?: 'CHANGED_SINCE' | 'GONE' | 'OUT_OF_REACH' | 'IN_USE' | 'KEY_TAKEN';
}

/** What a domain says so that batches (bulk edits, imports, demo) over its rows can be taken back. */
export interface BatchSubject {
  subject: string;
  /** The word needed to revert, checked with the rights of now. */
  word: AccessWord;
  /** Takes back these items inside one unit of work: rows whose version differs from `version` are left alone as CHANGED_SINCE. */
  revert(viewer: Viewer, items: readonly BatchItem[]): Promise<readonly RevertOutcome[]>;
}

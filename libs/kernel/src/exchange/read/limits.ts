/** What a file may at most be; one place, so that reading, uploading and help texts agree. */
export const FILE_LIMITS = {
  bytes: 200 * 1024 * 1024,
  unpackedBytes: 500 * 1024 * 1024,
  /** A packed part may not unfold to more than this many times its size (after the first 10 MB). */
  unpackRatio: 200,
  columns: 500,
  rows: 1_000_000,
  recordChars: 1024 * 1024,
  cellChars: 32_767,
  /** Shared texts of an XLSX stand in memory while its sheet is read. */
  sharedTextChars: 64 * 1024 * 1024,
} as const;

/** A file that cannot be read at all; the code stands in `vocabulary/errors.ts`. */
export class FileProblem extends Error {
  constructor(
    readonly code: 'FILE_TOO_LARGE' | 'FILE_TOO_MANY_ROWS' | 'FILE_TOO_MANY_COLUMNS' | 'FILE_NOT_A_TABLE' | 'FILE_DAMAGED' | 'FILE_EMPTY' | 'FILE_SHEET_UNKNOWN' | 'FILE_ENCODING_UNKNOWN',
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

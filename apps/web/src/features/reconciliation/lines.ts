import type { ResultOf } from '@graphql-typed-document-node/core';
import type { ReconciliationDocument, ReconciliationRowsDocument } from './reconciliation.documents';

export type Line = NonNullable<ResultOf<typeof ReconciliationDocument>['reconciliation']>[number];
export type Part = 'UNIFIED' | 'DUPLICATES' | 'UNMATCHED';
export type ReconciledRow = NonNullable<ResultOf<typeof ReconciliationRowsDocument>['reconciliationRows']>['nodes'][number];
export const FIGURES = ['customers', 'unified', 'duplicates', 'unmatched', 'waiting'] as const;
export type Sums = Record<(typeof FIGURES)[number], number>;

/** What the lines add up to. */
export const summed = (lines: readonly Line[]): Sums =>
  Object.fromEntries(FIGURES.map((figure) => [figure, lines.reduce((sum, line) => sum + (line[figure] ?? 0), 0)])) as Sums;

const quoted = (cell: string): string => {
  // A cell that begins like a formula would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The table as a file that spreadsheets open, marked as UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

/** Hands a text out as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

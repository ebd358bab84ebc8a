import type { ExportCellType } from './export-spec';
import type { ListColumn } from './list-export';
import type { Words } from './problem';

interface Extra {
  path?: string;
  type?: ExportCellType;
  secret?: boolean;
}

/** A column of a list export, named in both languages; its value stands under its own name unless said. */
export const listColumn = (name: string, zh: string, en: string, { path = name, type = 'TEXT', secret = false }: Extra = {}): ListColumn => ({ name, path, type, label: { zh, en }, ...(secret ? { secret } : {}) });

/** Columns of coded values: each is written by its term in the words of the reader, which an import understands again. */
export const codedColumns = (terms: Readonly<Record<string, Words>>) => (name: string, zh: string, en: string, type: string): ListColumn => ({
  ...listColumn(name, zh, en), say: (value, viewer) => terms[`${type}.${String(value)}`]?.[viewer.language] ?? value,
});

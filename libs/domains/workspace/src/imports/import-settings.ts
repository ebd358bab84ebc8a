import { DomainError } from '@dossier/kernel/errors';
import { headerScore, type FileReading, type FileShape, type ImportSpec, inspectFile, type OpenBytes, proposeMapping, shapeKey, WHAT_IS_WRONG } from '@dossier/kernel/exchange';
import { ImportMode } from '@dossier/vocabulary/enums';
import type { Import, StoredColumn } from './import.entity';
import type { ConfigureImportInput } from './import.inputs';

/** What is known of a file once it was looked at: columns of the row in the database, and the shape for its head. */
export interface FoundFile {
  shape: FileShape;
  change: Pick<Import, 'format' | 'encoding' | 'delimiter' | 'sheet' | 'sheets' | 'headerRow' | 'storedColumns' | 'shapeKey'>;
}

/** Looks at a file, and proposes a field for each of its columns. */
export async function lookAt(open: OpenBytes, spec: ImportSpec, chosen: Partial<FileReading> = {}): Promise<FoundFile> {
  const shape = await inspectFile(open, headerScore(spec.fields), chosen);
  const proposed = proposeMapping(shape.columns, spec.fields);
  const passedOver = new Set<string>(Object.values(WHAT_IS_WRONG));
  const storedColumns: StoredColumn[] = proposed.map(({ column, field, confidence }) => (passedOver.has(column) ? { name: column, field: null, confidence: 0 } : { name: column, field, confidence }));
  const { reading, sheets } = shape;
  return { shape, change: { format: reading.format, encoding: reading.encoding, delimiter: reading.delimiter, sheet: reading.sheet, sheets, headerRow: reading.headerRow, storedColumns, shapeKey: shapeKey(spec.kind, storedColumns.map((column) => column.name)) } };
}

/** The proposal as a mapping. */
export function proposedMapping(columns: readonly StoredColumn[]): Record<string, string | null> {
  return Object.fromEntries(columns.map((column) => [column.name, column.field]));
}

/** The mapping that was used for the same header before, where its fields still exist. */
export function rememberedMapping(spec: ImportSpec, columns: readonly StoredColumn[], remembered: Readonly<Record<string, string | null>>): Record<string, string | null> {
  const known = new Set(spec.fields.map((field) => field.name));
  return Object.fromEntries(columns.map((column) => {
    const field = remembered[column.name] ?? null;
    return [column.name, field !== null && known.has(field) ? field : null];
  }));
}

/** A mapping from outside: columns of this file to fields of this kind, each field once, but for one that collects columns. */
export function checkedMapping(spec: ImportSpec, columns: readonly StoredColumn[], said: Readonly<Record<string, unknown>>): Record<string, string | null> {
  const mapping: Record<string, string | null> = Object.fromEntries(columns.map((column) => [column.name, null]));
  const used = new Map<string, number>();
  for (const [column, field] of Object.entries(said)) {
    if (!(column in mapping)) throw new DomainError('UNKNOWN_NAME', { type: 'Import', name: column });
    if (field === null || field === '') continue;
    const known = spec.fields.find((one) => one.name === field);
    if (known === undefined) throw new DomainError('UNKNOWN_NAME', { type: spec.kind, name: String(field) });
    const times = (used.get(known.name) ?? 0) + 1;
    if (times > (known.collects ?? 1)) throw new DomainError('INVALID_INPUT', { field: 'mapping', reason: known.collects === undefined ? `TWICE: ${known.name}` : `${known.name}: <= ${known.collects}` });
    used.set(known.name, times);
    mapping[column] = known.name;
  }
  return mapping;
}

/** The key that a mapping offers: the one asked for, else the default where the file brings it. */
export function checkedKey(spec: ImportSpec, mapping: Readonly<Record<string, string | null>>, said: string | null | undefined): string | null {
  const brought = new Set(Object.values(mapping));
  if (said === undefined) return spec.defaultKey !== undefined && brought.has(spec.defaultKey) ? spec.defaultKey : null;
  if (said === null || said === '') return null;
  const field = spec.fields.find((one) => one.name === said);
  if (field?.key !== true) throw new DomainError('UNKNOWN_NAME', { type: spec.kind, name: said });
  if (!brought.has(said)) throw new DomainError('IMPORT_NOT_MAPPED', { field: said });
  return said;
}

/** Names of fields that are never overwritten, each known. */
export function checkedFields(spec: ImportSpec, names: readonly string[]): string[] {
  const unknown = names.find((name) => !spec.fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new DomainError('UNKNOWN_NAME', { type: spec.kind, name: unknown });
  return [...new Set(names)];
}

/** Refuses a dry run for which a required field has neither column nor default; an update alone may leave fields out, but not its key. */
export function requireMapped(spec: ImportSpec, row: Pick<Import, 'mapping' | 'defaults' | 'mode' | 'key'>): void {
  const brought = new Set(Object.values(row.mapping));
  if (row.mode === ImportMode.UPDATE && row.key === null) throw new DomainError('IMPORT_NOT_MAPPED', { field: spec.defaultKey ?? 'key' });
  const missing = row.mode === ImportMode.UPDATE ? undefined : spec.fields.find((field) => field.required === true && !brought.has(field.name) && row.defaults[field.name] === undefined);
  if (missing !== undefined) throw new DomainError('IMPORT_NOT_MAPPED', { field: missing.name });
}

/** Does a change of settings touch how the file is read? */
export function changesReading(input: ConfigureImportInput): boolean {
  return [input.encoding, input.delimiter, input.sheet, input.headerRow].some((value) => value !== undefined && value !== null);
}

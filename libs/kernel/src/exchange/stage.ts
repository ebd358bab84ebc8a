import type { CellFacts, ImportContext, ImportField, ImportSpec, RowValues, StagedValues } from './import-spec';
import type { Cell, RowProblem } from './problem';
import type { FileRow } from './read/file-row';

/** A column of the file that brings a field: its place among the cells and its name there. */
export interface MappedField {
  at: number;
  column: string;
  field: ImportField;
}

/** What a row became: staged values, and everything wrong with it. */
export interface StagedRowResult extends StagedValues {
  rowNo: number;
  problems: readonly RowProblem[];
}

/** What is read of a row so far. */
interface ReadRow {
  values: RowValues;
  problems: RowProblem[];
}

/** Parses, defaults and stages one row. A row with a problem carries no values, so nothing half read is ever written. */
export function stageRow(row: FileRow, mapped: readonly MappedField[], spec: ImportSpec, context: ImportContext): StagedRowResult {
  const problems: RowProblem[] = [...(row.problems ?? [])];
  const values: RowValues = {};
  if (problems.length === 0) for (const one of mapped) readCell(row.cells[one.at] ?? '', one, { values, problems }, context.facts);
  if (problems.length === 0) fillDefaults({ values, problems }, spec, mapped, context);
  if (problems.length > 0) return { rowNo: row.no, parsed: {}, problems };
  const staged = spec.stageRow?.(values, context) ?? plainStage(values, spec, context);
  return { ...staged, rowNo: row.no, problems: staged.problems ?? [] };
}

function readCell(text: string, mapped: MappedField, { values, problems }: ReadRow, facts: CellFacts): void {
  const { field } = mapped;
  const plain = text.trim();
  if (plain === '') return;
  const cell = field.parse(plain, facts);
  if (cell.ok) {
    if (cell.value === null || cell.value === undefined) return;
    values[field.name] = field.collects === undefined ? cell.value : { ...(values[field.name] as object | undefined), [mapped.column]: cell.value };
    return;
  }
  problems.push(cellProblem(cell, mapped, plain));
}

/** A problem of a cell; of a class A field, and of one whose text nobody else is to read, neither the text nor a fact made from it is kept. */
function cellProblem({ code, facts }: Extract<Cell, { ok: false }>, { column, field }: MappedField, text: string): RowProblem {
  if (field.secret === true || field.quiet === true) {
    const { value: _value, ...rest } = facts ?? {};
    return { code, column, value: null, facts: rest };
  }
  const problem: RowProblem = { code, column, value: text.slice(0, 100).toWellFormed() };
  return facts === undefined ? problem : { ...problem, facts };
}

function fillDefaults({ values, problems }: ReadRow, spec: ImportSpec, mapped: readonly MappedField[], context: ImportContext): void {
  for (const [name, value] of Object.entries(context.defaults)) values[name] ??= value;
  for (const field of spec.fields) {
    if (field.required !== true || values[field.name] !== undefined) continue;
    // An update without the column leaves the field as it is; a new row without it is refused where it is written.
    const column = mapped.find((one) => one.field === field)?.column;
    if (column === undefined && context.mode === 'UPDATE') continue;
    problems.push({ code: 'REQUIRED', column: column ?? field.name, value: null });
  }
}

function plainStage(values: RowValues, spec: ImportSpec, context: ImportContext): StagedValues {
  const secrets = new Set(spec.fields.filter((field) => field.secret === true).map((field) => field.name));
  const entries = Object.entries(values);
  const sealed = Object.fromEntries(entries.filter(([name]) => secrets.has(name)));
  const key = context.keyField === null ? null : values[context.keyField];
  return {
    parsed: Object.fromEntries(entries.filter(([name]) => !secrets.has(name))),
    sealed: Object.keys(sealed).length === 0 ? null : sealed,
    key: key === undefined || key === null ? null : String(key),
  };
}

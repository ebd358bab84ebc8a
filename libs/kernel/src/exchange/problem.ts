/** Two languages of one sentence or label. */
export interface Words {
  zh: string;
  en: string;
}

/** What is wrong with one cell or row of a file: the code travels, `problems.ts` knows its sentence and its remedy. */
export interface RowProblem {
  code: string;
  /** Name of the field, or of the file's own column when no field is meant; null for the whole row. */
  column: string | null;
  /** The offending text as it stood in the file; left out for class A fields. */
  value: string | null;
  facts?: Readonly<Record<string, string | number>>;
}

/** What a cell parser answers: a value, or the code of a problem with the facts of its sentence. */
export type Cell<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; code: string; facts?: Readonly<Record<string, string | number>> };

/** A parsed cell. */
export function good<T>(value: T): Cell<T> {
  return { ok: true, value };
}

/** A cell that could not be read. */
export function bad<T = never>(code: string, facts?: Readonly<Record<string, string | number>>): Cell<T> {
  return facts === undefined ? { ok: false, code } : { ok: false, code, facts };
}

/** Which step of the way an import stands at. */
export type Step = 'map' | 'rules' | 'check' | 'commit';
export const STEPS = ['upload', 'map', 'rules', 'check', 'commit'] as const;

const BEFORE_COMMIT = new Set(['UPLOADED', 'CHECKING', 'CHECKED']);
const UNDER_WAY = new Set(['CHECKING', 'COMMITTING', 'REVERTING']);

export const isUnderWay = (state: string | null | undefined): boolean => UNDER_WAY.has(state ?? '');
export const mayStillChange = (state: string | null | undefined): boolean => BEFORE_COMMIT.has(state ?? '');

/** The step to show: the state decides, and before the commit the reader may go back. */
export function stepOf(state: string | null | undefined, asked: Step | undefined): Step {
  if (!mayStillChange(state)) return 'commit';
  if (state === 'CHECKING') return 'check';
  if (state === 'CHECKED') return asked === 'map' || asked === 'rules' ? asked : 'check';
  return asked === 'rules' ? 'rules' : 'map';
}

interface Column { readonly index?: number | null; readonly name?: string | null; readonly field?: string | null; readonly confidence?: number | null }
interface Field { readonly name: string; readonly label?: string | null; readonly required?: boolean | null; readonly collects?: boolean | null }
export type Mapping = Readonly<Record<string, string>>;

const SURE = 0.8;
export const isUnsure = (column: Column): boolean => column.field !== null && column.field !== undefined && (column.confidence ?? 1) < SURE;

/** The settled mapping, or the proposed one where nothing was settled yet. */
export function mappingOf(columns: readonly Column[], settled: unknown): Mapping {
  if (settled && typeof settled === 'object' && Object.keys(settled).length > 0) return Object.fromEntries(Object.entries(settled as Record<string, string | null>).filter((pair): pair is [string, string] => pair[1] !== null));
  return Object.fromEntries(columns.flatMap((column) => (column.name && column.field ? [[column.name, column.field]] : [])));
}

export function mapColumn(mapping: Mapping, column: string, field: string | null): Mapping {
  const { [column]: _, ...others } = mapping;
  return field ? { ...others, [column]: field } : others;
}

export interface MappingFaults { readonly lacking: readonly string[]; readonly twice: string | null }

/** What keeps a mapping from being used: a required field without column, or a field fed by two columns. */
export function mappingFaults(mapping: Mapping, fields: readonly Field[]): MappingFaults {
  const used = Object.values(mapping);
  const label = (name: string): string => fields.find((field) => field.name === name)?.label ?? name;
  const many = new Set(fields.filter((field) => field.collects).map((field) => field.name));
  const twice = used.find((name, at) => !many.has(name) && used.indexOf(name) !== at);
  const lacking = fields.filter((field) => field.required && !used.includes(field.name)).map((field) => label(field.name));
  return { lacking, twice: twice ? label(twice) : null };
}

export type Corrections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const correct = (all: Corrections, row: number, column: string, value: string): Corrections => ({ ...all, [row]: { ...all[row], [column]: value } });
export const countCorrections = (all: Corrections): number => Object.values(all).reduce((sum, row) => sum + Object.keys(row).length, 0);
export const correctedRows = (all: Corrections): { row: number; values: Readonly<Record<string, string>> }[] =>
  Object.entries(all).map(([row, values]) => ({ row: Number(row), values }));

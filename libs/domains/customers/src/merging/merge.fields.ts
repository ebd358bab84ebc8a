/** Values of a record by column; of a column that is a map, by `column.key`. */
export type Values = Record<string, unknown>;

/** What is picked as one: the parts of a name, of a birthday, of a place are never mixed from two sides. */
export interface MergeFieldSpec {
  name: string;
  columns: readonly string[];
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'family_name', 'given_name'],
  birth: ['birth_date', 'birth_precision', 'birth_calendar', 'birth_leap_month'],
  occupation: ['occupation', 'occupation_text'],
  place: ['country', 'region', 'city'],
  owner: ['owner_id', 'team_id'],
};
const unitOf = new Map(Object.entries(UNITS).flatMap(([unit, columns]) => columns.map((column) => [column, unit] as const)));

/** Tags of all sides are kept. */
export const TAGS = 'tag_ids';

/** The fields that these columns make, in the order of the first of each. A contact that leads is a field of its own: `contact.PHONE`. */
export function fieldsOf(columns: Iterable<string>): MergeFieldSpec[] {
  const fields = new Map<string, string[]>();
  for (const column of columns) {
    if (column === TAGS || isContact(column)) continue;
    const name = unitOf.get(column) ?? column;
    fields.set(name, [...(fields.get(name) ?? []), column]);
  }
  return [...fields].map(([name, own]) => ({ name, columns: own }));
}

/** The field of the leading contact of a kind. */
export const contactField = (kind: string): string => `contact.${kind}`;
export const isContact = (field: string): boolean => field.startsWith('contact.');

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A column of the row; a map is told with what stands in its place where it holds nothing. */
export interface MergeColumn extends Record<string, unknown> {
  name: string;
  map: boolean;
  nullable: boolean;
}

/** A row with its maps laid flat, so that each custom value is a field of its own. */
export function flat(row: Values, columns: readonly MergeColumn[]): Values {
  return Object.fromEntries(columns.flatMap(({ name, map }): [string, unknown][] => {
    const value = row[name];
    if (!map) return name in row ? [[name, value]] : [];
    return isMap(value) ? Object.entries(value).map(([key, inner]) => [`${name}.${key}`, inner]) : [];
  }));
}

/** The row again, with its maps put together. */
export function nested(values: Values, columns: readonly MergeColumn[]): Values {
  const maps = columns.filter(({ map }) => map);
  const row: Values = Object.fromEntries(maps.map(({ name }) => [name, {}]));
  for (const [name, value] of Object.entries(values)) {
    const at = name.indexOf('.');
    if (at < 0) row[name] = value;
    else if (value !== undefined) (row[name.slice(0, at)] as Values)[name.slice(at + 1)] = value;
  }
  for (const { name, nullable } of maps) if (nullable && Object.keys(row[name] as Values).length === 0) row[name] = null;
  return row;
}

export const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
export const sameValue = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

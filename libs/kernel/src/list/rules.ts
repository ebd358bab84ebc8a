import type { Params } from '../access/params';
import type { Viewer } from '../access/viewer';
import type { Shape } from '../data/shape';
import { DomainError } from '../errors/domain-error';

/** What a meaning needs to say itself in SQL. */
export interface FilterSite {
  alias: string;
  params: Params;
  shape: Shape;
  /** Column of a property, or of `join.property`. */
  column(path: string): string;
  /** Today in the company's zone. */
  today: string;
  /** That zone, by its IANA name: where the days of instants begin and end. */
  zone: string;
  /** Who asks: for meanings that look at rows of another type, within the reach of this one. */
  viewer: Viewer;
}

export interface FilterMeaning {
  /** Fields whose clear value the filter reveals: unknown to whoever may not see one of them. */
  guards: readonly string[];
  /** Further fields that this very value asks about; like the others, one that is not known is no name at all. */
  guardsOf?(value: never, site: FilterSite): readonly string[];
  /** Its values are spread evenly enough for one plan to serve them all: the statement is prepared. */
  isPlain?: boolean;
  /** A word search: few rows match, so they are found first and sorted then, never the other way round. */
  isSearch?: boolean;
  sql(value: never, site: FilterSite): string;
}

export interface SortMeaning {
  /** Property, or `join.property`. */
  path: string;
  /** Written in SQL instead, over the row `alias`. */
  sql?(alias: string): string;
  /** Where it says no, the sort is no name for this viewer. */
  isOpen?(viewer: Viewer): boolean;
  guards?: readonly string[];
  nullable?: boolean;
  /** SQL type of the value, for the cursor. */
  type: string;
}

/** A row joined for filters and sorts alone: `on` is its column that holds our id. */
export interface ListJoin {
  table: string;
  on: string;
  columns: Readonly<Record<string, string>>;
  /** Not every row has one: a list sorted by it shows those that have one first, whichever way it goes. */
  optional?: true;
}

/** What a list offers: each filter and each sort, and what it means. A filter without a meaning does not compile. */
export interface ListSpec<F extends string = string, S extends string = string> {
  filter: Readonly<Record<F, FilterMeaning>>;
  sort: Readonly<Record<S, SortMeaning>>;
  /** Further sorts, by names that nobody could write down beforehand. */
  sortOf?(name: string): SortMeaning | undefined;
  defaultSort: S;
  defaultOrder?: 'ASC' | 'DESC';
  joins?: Readonly<Record<string, ListJoin>>;
}

const empties = (column: string, isEmpty: boolean | null | undefined, parts: string[]): void => {
  if (isEmpty === true) parts.push(`${column} is null`);
  if (isEmpty === false) parts.push(`${column} is not null`);
};
const all = (parts: string[]): string => (parts.length === 0 ? 'true' : parts.length === 1 ? parts[0]! : `(${parts.join(' and ')})`);
const firstOf = (path: string): string => path.split('.')[0]!;
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

interface Options {
  guards?: readonly string[];
}
const guarded = (path: string, options: Options | undefined): readonly string[] => options?.guards ?? [firstOf(path)];

interface Choice { in?: string[]; notIn?: string[]; isEmpty?: boolean }
interface Range { min?: number; max?: number; isEmpty?: boolean }
interface Text { contains?: string; equals?: string; startsWith?: string; isEmpty?: boolean }
interface Days { from?: string; to?: string; last?: number; next?: number; month?: number; isEmpty?: boolean }

/** One of the coded values. */
export const oneOf = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  isPlain: true,
  sql: (value: Choice, { column, params }) => {
    const parts: string[] = [];
    if (value.in) parts.push(`${column(path)} = any(${params.add(value.in, 'text[]')})`);
    if (value.notIn) parts.push(`(${column(path)} is null or ${column(path)} <> all(${params.add(value.notIn, 'text[]')}))`);
    empties(column(path), value.isEmpty, parts);
    return all(parts);
  },
});

/** One of the named things: the column holds an id. */
export const ref = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  isPlain: true,
  sql: (value: Choice, { column, params }) => {
    const parts: string[] = [];
    if (value.in) parts.push(value.in.length === 1 ? `${column(path)} = ${params.add(value.in[0], 'uuid')}` : `${column(path)} = any(${params.add(value.in, 'uuid[]')})`);
    if (value.notIn) parts.push(`(${column(path)} is null or ${column(path)} <> all(${params.add(value.notIn, 'uuid[]')}))`);
    empties(column(path), value.isEmpty, parts);
    return all(parts);
  },
});

/** Any of the named things: the column holds an array of ids. */
export const has = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  sql: (value: Choice, { column, params }) => {
    const parts: string[] = [];
    if (value.in) parts.push(`${column(path)} && ${params.add(value.in, 'uuid[]')}`);
    if (value.notIn) parts.push(`not ${column(path)} && ${params.add(value.notIn, 'uuid[]')}`);
    if (value.isEmpty === true) parts.push(`${column(path)} = '{}'`);
    if (value.isEmpty === false) parts.push(`${column(path)} <> '{}'`);
    return all(parts);
  },
});

/** A text, case folded. */
export const text = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  sql: (value: Text, { column, params }) => {
    const parts: string[] = [];
    if (value.contains) parts.push(`${column(path)} ilike ${params.add(`%${escapeLike(value.contains)}%`)}`);
    if (value.startsWith) parts.push(`${column(path)} ilike ${params.add(`${escapeLike(value.startsWith)}%`)}`);
    if (value.equals) parts.push(`lower(${column(path)}) = lower(${params.add(value.equals)})`);
    if (value.isEmpty === true) parts.push(`coalesce(${column(path)}, '') = ''`);
    if (value.isEmpty === false) parts.push(`coalesce(${column(path)}, '') <> ''`);
    return all(parts);
  },
});

/** The type of a bound for numbers. Beside `numeric` a column of whole numbers is turned into one row by row, and neither its index nor its statistics are of use. */
export const boundType = (bound: number): 'bigint' | 'numeric' => (Number.isSafeInteger(bound) ? 'bigint' : 'numeric');

/** A number within a range; amounts in minor units likewise. */
export const number = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  sql: (value: Range, { column, params }) => {
    const parts: string[] = [];
    if (value.min !== undefined && value.min !== null) parts.push(`${column(path)} >= ${params.add(value.min, boundType(value.min))}`);
    if (value.max !== undefined && value.max !== null) parts.push(`${column(path)} <= ${params.add(value.max, boundType(value.max))}`);
    empties(column(path), value.isEmpty, parts);
    return all(parts);
  },
});

/** A day within a range, fixed or seen from today. An instant belongs to the day of the company's zone. */
export const between = (path: string, options?: Options & { instant?: boolean }): FilterMeaning => ({
  guards: guarded(path, options),
  sql: (value: Days, { column, params, today, zone }) => {
    const at = column(path);
    const zoned = () => params.add(zone, 'text');
    // Written on the column itself, so that its index answers.
    const begins = (day: string): string => (options?.instant ? `((${day})::timestamp at time zone ${zoned()})` : day);
    const day = (): string => (options?.instant ? `(${at} at time zone ${zoned()})::date` : at);
    const now = () => params.add(today, 'date');
    const parts: string[] = [];
    if (value.from) parts.push(`${at} >= ${begins(params.add(value.from, 'date'))}`);
    if (value.to) parts.push(`${at} < ${begins(`${params.add(value.to, 'date')} + 1`)}`);
    if (typeof value.last === 'number') parts.push(`${at} >= ${begins(`${now()} - ${params.add(value.last, 'int')} + 1`)} and ${at} < ${begins(`${now()} + 1`)}`);
    if (typeof value.next === 'number') parts.push(`${at} >= ${begins(now())} and ${at} < ${begins(`${now()} + ${params.add(value.next, 'int')}`)}`);
    if (typeof value.month === 'number') parts.push(`extract(month from ${day()}) = ${value.month === 0 ? `extract(month from ${now()})` : params.add(value.month, 'int')}`);
    empties(at, value.isEmpty, parts);
    return all(parts);
  },
});

/** A yes or no of the row. */
export const flag = (path: string, options?: Options): FilterMeaning => ({
  guards: guarded(path, options),
  isPlain: true,
  sql: (value: boolean, { column }) => (value ? column(path) : `not ${column(path)}`),
});

/** A filter in its own words. `guards` names every field that its answer could reveal. */
export function sql<V>(guards: readonly string[], say: (value: V, site: FilterSite) => string): FilterMeaning {
  return { guards, sql: say as FilterMeaning['sql'] };
}

/** A word search in its own words. */
export function wordSearch(guards: readonly string[], say: (value: string, site: FilterSite) => string): FilterMeaning {
  return { guards, isSearch: true, sql: say as FilterMeaning['sql'] };
}

/** The same answer for a name that does not exist and for one that this viewer may not know. */
export const unknownName = (name: string, type: string): DomainError => new DomainError('UNKNOWN_NAME', { name, type });

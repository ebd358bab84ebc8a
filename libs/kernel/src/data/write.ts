import type { Params } from '../access/params';
import type { Viewer } from '../access/viewer';
import { newId } from './row';
import type { Shape } from './shape';
import { currentWork } from './unit-of-work';

/** A stored row by property names, as rules and services see it. */
export function rowFrom<T>(shape: Shape, raw: Record<string, unknown>): T {
  const row: Record<string, unknown> = {};
  for (const [property, { column }] of shape.columns) row[property] = raw[column];
  return row as T;
}

const stored = (json: boolean, value: unknown): unknown => (json && value !== null && value !== undefined ? JSON.stringify(value) : value);

export async function insertRow<T extends { id: string }>(table: string, shape: Shape, row: Partial<T>): Promise<T> {
  const full: Record<string, unknown> = { ...row, id: row.id ?? newId() };
  const entries = Object.entries(full).filter(([name, value]) => value !== undefined && shape.columns.has(name));
  const columns = entries.map(([name]) => shape.columns.get(name)!);
  const text = `insert into ${table} (${columns.map(({ column }) => column).join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')}) returning *`;
  const [made] = await currentWork().query(text, entries.map(([, value], at) => stored(columns[at]!.json, value)));
  return rowFrom<T>(shape, made!);
}

interface Update<T> {
  row: T;
  change: Partial<T>;
  /** Predicate over alias `t`, already holding its parameters. */
  reach: string;
  params: Params;
  viewer: Viewer;
}

/** One conditional statement: the id, the version that was locked, and the reach stand in it. Null: nothing was changed. */
export async function updateRow<T extends { id: string }>(table: string, shape: Shape, { row, change, reach, params, viewer }: Update<T>): Promise<T | null> {
  const sets = Object.entries(change).map(([name, value]) => {
    const found = shape.columns.get(name)!;
    return `${found.column} = ${params.add(stored(found.json, value))}`;
  });
  const versioned = shape.columns.has('version');
  if (versioned) sets.push('version = t.version + 1');
  if (shape.columns.has('updatedAt')) sets.push('updated_at = now()');
  const still = versioned ? ` and t.version = ${params.add((row as unknown as { version: number }).version)}` : '';
  const text = `update ${table} t set ${sets.join(', ')} where t.id = ${params.add(row.id, 'uuid')}${still} and ${reach} returning t.*`;
  const [saved] = await currentWork().query(text, params.values(viewer));
  return saved ? rowFrom<T>(shape, saved) : null;
}

/** Properties that changed after a version, from the revisions. A row may have its history under the row that it is a part of. */
export async function changedSince(table: string, shape: Shape, { id, whole }: { id: string; whole: string | null }, version: number): Promise<Set<string>> {
  const rows = await currentWork().query<{ column: string }>(
    `select distinct jsonb_object_keys(after) as column from revision where table_name = $1 and row_id = any($2::uuid[]) and coalesce(part_id, row_id) = $3 and version > $4 and operation = 'UPDATE'`,
    [table, whole === null ? [id] : [id, whole], id, version],
  );
  const changed = new Set(rows.map((row) => row.column));
  return new Set([...shape.columns].filter(([, { column }]) => changed.has(column)).map(([property]) => property));
}

/** Whether two stored values say the same. */
export const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** A change without these properties. */
export const without = <T>(change: Partial<T>, names: ReadonlySet<string>): Partial<T> =>
  names.size === 0 ? change : (Object.fromEntries(Object.entries(change).filter(([name]) => !names.has(name))) as Partial<T>);

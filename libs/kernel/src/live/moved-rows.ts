import type { Policy } from '../access/policy';
import { isId, type Database } from '../data/database';
import { shapeOf } from '../data/shape';
import type { Place, Told } from './told';

/** One row that something happened to: its place now, its place before where it moved, and what changed on it. */
export interface MovedRow {
  readonly id: string;
  operation: Told['operation'];
  version: number | null;
  /** What `covers` looks at, as it is now; null when the row is gone. */
  now: object | null;
  before: object | null;
  /** Null: everything. */
  columns: Set<string> | null;
  fields: Set<string>;
}

/** What happened to one type in one round: rows that are named, and places of rows that are too many. */
export interface Moved {
  readonly policy: Policy;
  readonly rows: readonly MovedRow[];
  readonly places: readonly object[];
}

/** Beyond so many named rows a round says only where they lie. */
const MOST_NAMED = 500;

const placed = (policy: Policy, place: Place): object => Object.fromEntries(policy.scope.needs.map((property, at) => [property, place[at] ?? null]));

function joined(rows: Map<string, MovedRow>, told: Told, id: string): MovedRow {
  const known = rows.get(id);
  if (known) {
    if (known.operation !== 'INSERT') known.operation = told.operation;
    return known;
  }
  const row: MovedRow = { id, operation: told.operation, version: null, now: null, before: null, columns: new Set(), fields: new Set() };
  rows.set(id, row);
  return row;
}

function take(rows: Map<string, MovedRow>, told: Told, policy: Policy): void {
  for (const id of told.ids) {
    if (!isId(id)) continue;
    const row = joined(rows, told, id);
    if (!told.columns && !told.fields) row.columns = null;
    for (const column of told.columns ?? []) row.columns?.add(column);
    for (const field of told.fields ?? []) row.fields.add(field);
  }
  // The first place of a round is the one that people knew.
  for (const [id, ...place] of told.before) if (isId(id)) joined(rows, told, id).before ??= placed(policy, place);
}

/** Everything that was told of one type in one round, with the places of its rows read once for all listeners. */
export async function movedRows(database: Database, policy: Policy, told: readonly Told[]): Promise<Moved> {
  const rows = new Map<string, MovedRow>();
  const places = new Map<string, object>();
  for (const one of told) {
    take(rows, one, policy);
    for (const place of one.places ?? []) places.set(place.join(), placed(policy, place));
  }
  await locate(database, policy, rows);
  if (rows.size <= MOST_NAMED) return { policy, rows: [...rows.values()], places: [...places.values()] };
  for (const { now, before } of rows.values()) for (const place of [now, before]) if (place) places.set(policy.scope.needs.map((name) => (place as Record<string, unknown>)[name]).join(), place);
  return { policy, rows: [], places: [...places.values()] };
}

async function locate(database: Database, policy: Policy, rows: Map<string, MovedRow>): Promise<void> {
  if (rows.size === 0) return;
  const shape = shapeOf(policy.entity);
  const needs = policy.scope.needs.map((property) => `'${property}', t.${shape.column(property)}`);
  const version = shape.columns.has('version') ? 't.version' : 'null::int';
  const found = await database.pool.query<{ id: string; version: number | null; place: object }>(
    `select t.id, ${version} as version, jsonb_build_object(${needs.join(', ')}) as place from ${policy.table} t where t.id = any($1::uuid[])`,
    [[...rows.keys()]],
  );
  for (const { id, version: at, place } of found.rows) Object.assign(rows.get(id)!, { version: at, now: place });
}

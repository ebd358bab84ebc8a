import type { Type } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';
import type { AccessWord, FieldLevel } from '@dossier/vocabulary/permissions';
import { snake } from '../access/snake';

/** How a field that is no plain column comes out of the statement. */
export type FieldKind =
  | { kind: 'column'; column: string; type: string }
  | { kind: 'derived'; sql: (alias: string) => string }
  | { kind: 'money'; minor: string; currency: string }
  | { kind: 'name'; property: string; dictionary: string; many: boolean }
  | { kind: 'sealed'; table: string; column: string; by: string; keys: KeyTable; sql: (alias: string) => string; mask: (value: string) => string }
  | { kind: 'carried'; of: () => Type; by: string; order: string | null; newest: number | null; one: boolean }
  | { kind: 'parts'; property: string; read: PartsReader }
  | { kind: 'can' };

/** Reads a column that holds many named values: each is shown as far as `judge` says that this viewer sees it on this row. */
export type PartsReader = (value: unknown, judge: PartJudge) => unknown;

/** How much of a named part the viewer sees on the row at hand; `reaches` asks whether a word of theirs reaches it. */
export interface PartJudge {
  level(name: string): FieldLevel;
  reaches(word: AccessWord): boolean;
}

/** Where the wrapped keys of persons stand. */
export interface KeyTable {
  table: string;
  id: string;
  wrapped: string;
}
const customerKeys: KeyTable = { table: 'customer_key', id: 'customer_id', wrapped: 'wrapped' };

type Prototype = { constructor: unknown };
const declared = new Map<unknown, Map<string, FieldKind>>();

function declare(target: unknown, name: string, kind: FieldKind): void {
  let fields = declared.get(target);
  if (!fields) declared.set(target, (fields = new Map<string, FieldKind>()));
  fields.set(name, kind);
}

/** A read-only field computed in the statement; `sql` gets the alias of the row. */
export const Derived = (sql: (alias: string) => string): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'derived', sql });

/** `amount` from the columns of its minor units and its currency (properties of the same row). */
export const MoneyOf = (minor: string, currency = 'currency'): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'money', minor, currency });

/** `owner { id name }` from `ownerId` and the in-memory dictionary of that name. */
export const NameOf = (property: string, dictionary: string): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'name', property, dictionary, many: false });

/** `tags [{ id name }]` from `tagIds`. */
export const NamesOf = (property: string, dictionary: string): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'name', property, dictionary, many: true });

/** Values that stand together in one column of this row, each with a level of its own. */
export const PartsOf = (property: string, read: PartsReader): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'parts', property, read });

/** The actions that this viewer may take on this row, from the policy that also guards the verbs. */
export const CanField = (): PropertyDecorator => (target, name) => declare((target as Prototype).constructor, String(name), { kind: 'can' });

/**
 * Class A: the cipher of a column of this row, opened and masked on the way out. `key` is the property that names
 * the person whose key sealed it; the wrapped keys stand in `keys` (person id, wrapped).
 */
export function Encrypted(options: { key: string; mask: (value: string) => string; keys?: KeyTable }): PropertyDecorator {
  return (target, name) => {
    const entity = (target as Prototype).constructor;
    const columnOf = () => columnName(entity, String(name));
    declare(entity, String(name), {
      kind: 'sealed', mask: options.mask, column: '', table: '', by: options.key, keys: options.keys ?? customerKeys,
      sql: (alias) => `json_build_array(${alias}.id, ${alias}.${snake(options.key)}, encode(${alias}.${columnOf()}, 'base64'))`,
    });
  };
}

/** Class A of the person that this row is, from a statement of its own: `sql` gives json [row id, person id, cipher base64]. */
export const Sealed = (options: { table: string; column: string; sql: (alias: string) => string; mask: (value: string) => string }): PropertyDecorator => (target, name) =>
  declare((target as Prototype).constructor, String(name), { kind: 'sealed', by: 'id', keys: customerKeys, ...options });

/** Children that come along in the statement of their parent, cut by the plan of their own type. */
export function carry(parent: Type, field: string, options: { of: Type | (() => Type); by: string; order?: string; newest?: number }): void {
  declare(parent, field, { kind: 'carried', of: lazily(options.of), by: options.by, order: options.order ?? null, newest: options.newest ?? null, one: false });
}

/** The one child row that belongs to each parent. */
export function carryOne(parent: Type, field: string, options: { of: Type | (() => Type); by: string }): void {
  declare(parent, field, { kind: 'carried', of: lazily(options.of), by: options.by, order: null, newest: 1, one: true });
}

const isClass = (of: Type | (() => Type)): of is Type => /^class\b/.test(Function.prototype.toString.call(of));
const lazily = (of: Type | (() => Type)): (() => Type) => (isClass(of) ? () => of : of);

function lineage(entity: unknown): unknown[] {
  const line: unknown[] = [];
  for (let at = entity; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at)) line.push(at);
  return line;
}

function columnName(entity: unknown, property: string): string {
  const line = lineage(entity);
  const args = getMetadataArgsStorage().columns.find((column) => line.includes(column.target) && column.propertyName === property);
  return args?.options.name ?? snake(property);
}

/** All that is known of the fields of one entity, its base classes included. */
export class Shape {
  readonly fields = new Map<string, FieldKind>();
  /** Property -> column and type, for writing. */
  readonly columns = new Map<string, { column: string; type: string; json: boolean }>();

  constructor(readonly entity: Type) {
    const line = lineage(entity);
    for (const args of getMetadataArgsStorage().columns) {
      if (!line.includes(args.target)) continue;
      const column = args.options.name ?? snake(args.propertyName);
      const type = String(args.options.type ?? 'text');
      this.columns.set(args.propertyName, { column: args.options.array ? column : column, type: args.options.array ? `${type}[]` : type, json: type === 'jsonb' || type === 'json' });
      this.fields.set(args.propertyName, { kind: 'column', column, type });
    }
    for (const owner of [...line].reverse()) for (const [name, kind] of declared.get(owner) ?? []) this.fields.set(name, kind);
  }

  column(property: string): string {
    const found = this.columns.get(property);
    if (!found) throw new Error(`${this.entity.name} has no column for ${property}`);
    return found.column;
  }
}

const shapes = new Map<Type, Shape>();
export function shapeOf(entity: Type): Shape {
  let shape = shapes.get(entity);
  if (!shape) shapes.set(entity, (shape = new Shape(entity)));
  return shape;
}

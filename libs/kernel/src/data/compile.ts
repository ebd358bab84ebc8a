import type { Type } from '@nestjs/common';
import { Params } from '../access/params';
import { planOf, type TypePlan, type Where } from '../access/plan';
import { policyOf } from '../access/policy';
import type { Viewer } from '../access/viewer';
import type { Dictionaries } from './dictionary';
import { isoInstant } from './parsers';
import type { Selection } from './selection';
import { shapeOf, type FieldKind, type Shape } from './shape';
import { openSealed, SealedValue } from './vault';

/** How class A leaves: masked, in clear, or still sealed. */
export type Clear = boolean | 'LATER';

/** A row as the answer shows it: plain, keyed by field name. */
export type Raw = Record<string, unknown>;

/** Takes the values of one row, in the order of its expressions, and gives what the answer shows; `outer` are those of the row that the answer began with. */
type Reader = (values: readonly unknown[], viewer: Viewer, outer?: readonly unknown[]) => Raw;
type Cell = (values: readonly unknown[], viewer: Viewer, row: Raw, outer: readonly unknown[]) => unknown;

export class CompiledRead {
  /** Whole statements made of it, by their kind: kept as long as it is. */
  readonly statements = new Map<string, Statement>();

  constructor(
    readonly expressions: readonly string[],
    readonly read: Reader,
    private readonly begun: Params,
  ) {}

  /** Its parameters, to go on from. */
  get params(): Params {
    return this.begun.copy();
  }
}

/** A statement with its parameters, one of which changes from call to call. */
export interface Statement {
  text: string;
  name: string;
  params: Params;
  place: number;
}

interface Site {
  viewer: Viewer;
  plan: TypePlan;
  shape: Shape;
  alias: string;
  params: Params;
  dictionaries: Dictionaries;
  depth: number;
  /** The row that brings this one along, and the property of this one that names it. */
  above: { site: Site; by: string } | null;
  /** Values inside a json array arrive as json: instants there are already text. */
  nested: boolean;
  expressions: string[];
  /** Class A in clear: only an audited export or reveal asks for it. `LATER` leaves it sealed, to be opened many at once. */
  clear: Clear;
}

function place(site: Site, sql: string): number {
  const at = site.expressions.indexOf(sql);
  return at >= 0 ? at : site.expressions.push(sql) - 1;
}

/** The expression under the field's condition: null where the viewer may not see it, whatever it holds. */
function under(site: Site, where: Where, sql: string): string {
  const condition = site.plan.condition(where, site.alias, site.params);
  return condition === 'true' ? sql : `case when ${condition} then ${sql} end`;
}

const column = (site: Site, property: string): string => {
  const found = site.shape.columns.get(property);
  if (!found) throw new Error(`${site.shape.entity.name}.${property} is no column`);
  return `${site.alias}.${found.column}`;
};

function masking(site: Site, name: string, cell: Cell): Cell {
  const { clear } = site.plan.field(name);
  if (clear === true) return cell;
  const mask = site.plan.policy.masks[name] ?? (() => null);
  if (clear === false) return (values, viewer, row, outer) => maskOf(mask, cell(values, viewer, row, outer));
  const at = place(site, `(${site.plan.condition(clear, site.alias, site.params)})`);
  return (values, viewer, row, outer) => (values[at] === true ? cell(values, viewer, row, outer) : maskOf(mask, cell(values, viewer, row, outer)));
}
const maskOf = (mask: (value: unknown) => unknown, value: unknown): unknown => (value === null || value === undefined ? null : mask(value));

function plainCell(site: Site, sql: string, type: string): Cell {
  const at = place(site, sql);
  if (site.nested && type === 'timestamptz') return (values) => (typeof values[at] === 'string' ? isoInstant(values[at]) : null);
  return (values) => values[at];
}

function sealedCell(site: Site, name: string, kind: Extract<FieldKind, { kind: 'sealed' }>, visible: Where): Cell {
  const table = kind.table || site.plan.policy.table;
  const columnName = kind.column || site.shape.column(name);
  const at = place(site, under(site, visible, kind.sql(site.alias)));
  const key = keyPlace(site, kind);
  const { clear } = site;
  return (values, _viewer, _row, outer) => {
    const parts = values[at];
    if (!Array.isArray(parts)) return null;
    if (clear === 'LATER') return SealedValue.of({ table, column: columnName, parts, wrapped: (key.isOuter ? outer : values)[key.at], mask: kind.mask });
    const value = openedOnce(outer, parts, () => openSealed(table, columnName, parts, (key.isOuter ? outer : values)[key.at]));
    return value === null ? null : clear ? value : kind.mask(value);
  };
}

/** The wrapped key of the person, once a row: children of a person take the one that stands beside their parent. */
function keyPlace(site: Site, { by, keys }: Extract<FieldKind, { kind: 'sealed' }>): { isOuter: boolean; at: number } {
  const keyOf = (person: string): string => `(select encode(k.${keys.wrapped}, 'base64') from ${keys.table} k where k.${keys.id} = ${person})`;
  const { above } = site;
  if (above && above.by === by && above.site.depth === 0) return { isOuter: true, at: place(above.site, keyOf(`${above.site.alias}.id`)) };
  return { isOuter: site.depth === 0, at: place(site, keyOf(column(site, by))) };
}

const openedTexts = new WeakMap<readonly unknown[], Map<string, string | null>>();

/** A box that stands twice in one answer (among the identities, and as the primary phone) is opened once. */
function openedOnce(outer: readonly unknown[], [, , cipher]: readonly unknown[], open: () => string | null): string | null {
  let texts = openedTexts.get(outer);
  if (!texts) openedTexts.set(outer, (texts = new Map<string, string | null>()));
  const known = texts.get(cipher as string);
  if (known !== undefined) return known;
  const text = open();
  texts.set(cipher as string, text);
  return text;
}

function nameCell(site: Site, kind: Extract<FieldKind, { kind: 'name' }>, visible: Where): Cell {
  const at = place(site, under(site, visible, column(site, kind.property)));
  const { dictionaries } = site;
  if (!kind.many) return (values) => dictionaries.lookUp(kind.dictionary, values[at]);
  return (values) => (Array.isArray(values[at]) ? (values[at] as unknown[]).map((id) => dictionaries.lookUp(kind.dictionary, id)) : values[at] === null ? null : []);
}

function moneyCell(site: Site, kind: Extract<FieldKind, { kind: 'money' }>, visible: Where): Cell {
  const minor = place(site, under(site, visible, column(site, kind.minor)));
  const currency = place(site, under(site, visible, column(site, kind.currency)));
  return (values) => (values[minor] === null || values[minor] === undefined ? null : { minor: values[minor], currency: values[currency] });
}

/** Whether a child lies within reach because its parent does: it has no reach of its own, and both are read by the same scopes. */
function isReached(parent: TypePlan, child: TypePlan, by: string): boolean {
  const { through } = child.policy.scope;
  return through !== undefined && through.property === by && through.parent() === parent.policy && child.scopes().join() === parent.scopes().join();
}

function carriedCell(site: Site, kind: Extract<FieldKind, { kind: 'carried' }>, asked: Selection, visible: Where): Cell {
  const alias = `c${site.depth + 1}`;
  const child = compileAt({ ...site, depth: site.depth + 1, above: { site, by: kind.by }, alias, nested: true, entity: kind.of() }, asked);
  const shape = shapeOf(kind.of());
  const key = shape.columns.get(kind.by)?.column ?? kind.by;
  const live = shape.columns.has('archivedAt') ? ` and ${alias}.archived_at is null` : '';
  const order = kind.order ? ` order by ${alias}.${shape.column(kind.order)} desc, ${alias}.id desc` : shape.columns.has('createdAt') ? ` order by ${alias}.created_at, ${alias}.id` : '';
  const limit = kind.newest ? ` limit ${kind.newest}` : '';
  const from = `from ${child.plan.policy.table} ${alias} where ${alias}.${key} = ${site.alias}.id${live} and ${isReached(site.plan, child.plan, kind.by) ? 'true' : child.plan.reach(alias, site.params)}`;
  const items = `json_build_array(${child.expressions.join(', ')})`;
  const sql = kind.one ? `(select ${items} ${from} limit 1)` : `(select coalesce(json_agg(x.v), '[]') from (select ${items} v ${from}${order}${limit}) x)`;
  const at = place(site, under(site, visible, sql));
  if (kind.one) return (values, viewer, _row, outer) => (Array.isArray(values[at]) ? child.read(values[at] as unknown[], viewer, outer) : null);
  return (values, viewer, _row, outer) => (Array.isArray(values[at]) ? (values[at] as unknown[][]).map((item) => child.read(item, viewer, outer)) : null);
}

/** Each part is judged by the viewer of the call: the compiled read serves everybody with the same grants. */
function partsCell(site: Site, kind: Extract<FieldKind, { kind: 'parts' }>, visible: Where): Cell {
  const { policy } = site.plan;
  const at = place(site, under(site, visible, column(site, kind.property)));
  const needs = policy.scope.needs.map((property) => [property, place(site, column(site, property))] as const);
  return (values, viewer) => {
    if (values[at] === null || values[at] === undefined) return null;
    const row: Raw = {};
    for (const [property, one] of needs) row[property] = values[one];
    const plan = planOf(viewer, policy);
    return kind.read(values[at], { level: (name) => plan.levelOn(name, row), reaches: (word) => policy.scope.covers(plan.scopes(word), viewer, row) });
  };
}

function canCell(site: Site): Cell {
  const { policy } = site.plan;
  const needs = new Set([...policy.scope.needs, ...Object.values(policy.actions).flatMap((action) => (action.needs ?? []) as readonly string[])]);
  const places = [...needs].map((property) => [property, place(site, column(site, property))] as const);
  const plan = site.plan;
  const actions = Object.entries(policy.actions).map(([name, rule]) => ({ name, rule, scopes: plan.scopes(rule.word) }));
  return (values, viewer) => {
    const row: Raw = {};
    for (const [property, at] of places) row[property] = values[at];
    return actions.filter(({ rule, scopes }) => policy.scope.covers(scopes, viewer, row) && (rule.when?.(row as never) ?? true)).map(({ name }) => name);
  };
}

function cellOf(site: Site, name: string, kind: FieldKind, asked: Selection): Cell {
  const visible = site.plan.field(name).masked;
  if (visible === false) return () => null;
  switch (kind.kind) {
    case 'column':
      return masking(site, name, plainCell(site, under(site, visible, column(site, name)), kind.type));
    case 'derived':
      return masking(site, name, plainCell(site, under(site, visible, kind.sql(site.alias)), 'derived'));
    case 'money':
      return masking(site, name, moneyCell(site, kind, visible));
    case 'name':
      return masking(site, name, nameCell(site, kind, visible));
    case 'sealed':
      return sealedCell(site, name, kind, visible);
    case 'carried':
      return site.plan.field(name).clear === false ? () => null : carriedCell(site, kind, asked, site.plan.field(name).clear);
    case 'parts':
      return partsCell(site, kind, visible);
    case 'can':
      return canCell(site);
  }
}

/** What is read of a row: a row that others bring along needs its id and version only where they are asked for, or where a resolver stands below it. */
function namesAsked({ depth, shape }: Site, asked: Selection): Set<string> {
  const names = [...asked.fields.keys()];
  const isAlone = depth > 0 && names.every((name) => shape.fields.has(name) || name === '__typename');
  return new Set(isAlone ? names : ['id', 'version', ...names]);
}

function compileAt(at: Omit<Site, 'plan' | 'shape' | 'expressions'> & { entity: Type }, asked: Selection): { expressions: string[]; read: Reader; plan: TypePlan } {
  const shape = shapeOf(at.entity);
  const plan = planOf(at.viewer, policyOf(at.entity) as never);
  const site: Site = { ...at, shape, plan, expressions: [] };
  const cells: [string, Cell][] = [];
  for (const name of namesAsked(site, asked)) {
    const kind = shape.fields.get(name);
    // A name that is no field of the row is a resolver of its own, guarded at the gate.
    if (kind) cells.push([name, cellOf(site, name, kind, asked.below(name))]);
  }
  if (site.expressions.length === 0) place(site, '1');
  const read: Reader = (values, viewer, outer = values) => {
    const row: Raw = {};
    for (const [name, cell] of cells) row[name] = cell(values, viewer, row, outer);
    return row;
  };
  return { expressions: site.expressions, read, plan };
}

const compiled = new WeakMap<Selection, Map<string, CompiledRead>>();
const grantKeys = new WeakMap<object, number>();
const numbers = new Map<string, number>();
let latest = 0;

/** A number for grants that say the same: their text is long, and would be gone through at each look. */
function numbered(text: string): number {
  let number = numbers.get(text);
  if (number !== undefined) return number;
  if (numbers.size >= 5_000) numbers.clear();
  numbers.set(text, (number = ++latest));
  return number;
}

/**
 * What a compiled read depends on: the grants, for all types it may carry, and whether one team is compared or many.
 * The grants of a session are one array for many requests, so they are written out once.
 */
function rightsKey({ grants, kind, teamIds }: Viewer): string {
  let key = grantKeys.get(grants);
  if (key === undefined) grantKeys.set(grants, (key = numbered(JSON.stringify(grants))));
  return `${kind}|${teamIds.length === 1 ? 1 : 0}|${key}`;
}

/**
 * The part of a statement that reads: expressions over alias `t` and their reader. Compiled once for a document and
 * a set of rights; the viewer's own ids enter as slots.
 */
export function compileRead(entity: Type, asked: Selection, viewer: Viewer, dictionaries: Dictionaries, clear: Clear = false): CompiledRead {
  const name = `${entity.name}|${String(clear)}|${rightsKey(viewer)}`;
  let own = compiled.get(asked);
  if (!own) compiled.set(asked, (own = new Map<string, CompiledRead>()));
  const kept = own.get(name);
  if (kept) return kept;
  const params = Params.empty();
  const { expressions, read } = compileAt({ entity, viewer, alias: 't', params, dictionaries, depth: 0, above: null, nested: false, clear }, asked);
  const made = new CompiledRead(expressions, read, params);
  if (own.size < 500) own.set(name, made);
  return made;
}

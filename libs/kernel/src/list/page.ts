import type { TypePlan } from '../access/plan';
import type { Params } from '../access/params';
import { DomainError } from '../errors/domain-error';
import { shapeOf, type Shape } from '../data/shape';
import { readCursor, type Cursor } from './cursor';
import { unknownName, type FilterSite, type ListSpec } from './rules';

export const PAGE_LIMIT = 200;
export const COUNT_LIMIT = 10_000;

/** What a list was asked for; `filter` may nest `and`, `or` and `not`. */
export interface ListArgs {
  filter?: object | null;
  sort?: string | null;
  order?: 'ASC' | 'DESC' | null;
  first?: number | null;
  after?: string | null;
}

export interface ListSite extends FilterSite {
  plan: TypePlan;
  spec: ListSpec;
  joins: Set<string>;
  /** Set by a word search: the index of the sort is then hidden from the planner. */
  searches: boolean;
  /** False once a filter stands whose values are skewed: such a statement is planned for its own values. */
  isPlain: boolean;
  /** Name of the filter input, for errors. */
  filterName: string;
}

/** Where a list is asked; what day it is is told only to filters that ask. */
export function siteOf(plan: TypePlan, spec: ListSpec, params: Params, clock: { today(): string; readonly zone: string }): ListSite {
  const shape: Shape = shapeOf(plan.policy.entity as never);
  const joins = new Set<string>();
  const column = (path: string): string => {
    const [head, tail] = path.split('.') as [string, string | undefined];
    if (!tail) return `t.${shape.column(head)}`;
    joins.add(head);
    const found = spec.joins?.[head]?.columns[tail];
    if (!found) throw new Error(`${path} names no joined column`);
    return `${head}.${found}`;
  };
  return { alias: 't', params, shape, column, get today() { return clock.today(); }, get zone() { return clock.zone; }, viewer: plan.viewer, plan, spec, joins, searches: false, isPlain: true, filterName: `${plan.policy.name}Filter` };
}

function leaf(site: ListSite, name: string, value: unknown): string {
  const meaning = site.spec.filter[name];
  if (!meaning || !meaning.guards.every((guard) => site.plan.knows(guard))) throw unknownName(name, site.filterName);
  const named = meaning.guardsOf?.(value as never, site) ?? [];
  const closed = named.find((guard) => !site.plan.knows(guard));
  if (closed !== undefined) throw unknownName(closed, site.filterName);
  if (meaning.isSearch) site.searches = true;
  if (!meaning.isPlain) site.isPlain = false;
  const said = meaning.sql(value as never, site);
  const conditions = [...new Set([...meaning.guards, ...named])]
    .map((guard) => site.plan.condition(site.plan.field(guard).clear, 't', site.params))
    .filter((condition) => condition !== 'true');
  // Null, not false, where the field is closed: so that `not` cannot match through it either.
  return conditions.length === 0 ? said : `case when ${conditions.join(' and ')} then ${said} end`;
}

/** A filter in SQL. Every name passes the plan; depth is bounded by the limits of the document. */
export function filterSql(site: ListSite, filter: object | null | undefined, depth = 0): string {
  if (depth > 8) throw new DomainError('QUERY_LIMIT', { limit: 'filter depth', max: 8 });
  const parts: string[] = [];
  for (const [name, value] of Object.entries(filter ?? {})) {
    if (value === undefined || value === null) continue;
    if (name === 'and') parts.push(...(value as object[]).map((inner) => filterSql(site, inner, depth + 1)));
    else if (name === 'or') parts.push((value as object[]).length === 0 ? 'false' : `(${(value as object[]).map((inner) => filterSql(site, inner, depth + 1)).join(' or ')})`);
    else if (name === 'not') parts.push(`not (${filterSql(site, value as object, depth + 1)})`);
    else parts.push(leaf(site, name, value));
  }
  return parts.length === 0 ? 'true' : parts.length === 1 ? parts[0]! : `(${parts.join(' and ')})`;
}

export interface Ordering {
  name: string;
  column: string;
  type: string;
  nullable: boolean;
  down: boolean;
  /** Its value lies in a joined row that may be missing. */
  optional?: boolean;
}

/** The order of a list. A field that is not clear on every reachable row cannot be sorted by: it is not known. */
export function ordering(site: ListSite, args: ListArgs): Ordering {
  const name = args.sort ?? site.spec.defaultSort;
  const meaning = site.spec.sort[name] ?? site.spec.sortOf?.(name);
  const guards = meaning?.guards ?? (meaning ? [meaning.path.split('.')[0]!] : []);
  if (!meaning || meaning.isOpen?.(site.viewer) === false || !guards.every((guard) => site.plan.field(guard).clear === true)) {
    if (args.sort || !meaning) throw unknownName(name, `${site.plan.policy.name}Sort`);
    return { name: 'id', column: 't.id', type: 'uuid', nullable: false, down: true };
  }
  const down = (args.order ?? (args.sort ? 'ASC' : (site.spec.defaultOrder ?? 'ASC'))) === 'DESC';
  const optional = meaning.sql === undefined && site.spec.joins?.[meaning.path.split('.')[0]!]?.optional === true;
  return { name: `${name}:${down ? 'D' : 'A'}`, column: meaning.sql?.(site.alias) ?? site.column(meaning.path), type: meaning.type, nullable: meaning.nullable ?? false, down, optional };
}

/** A condition that rows of a page lie behind; each says its own values. */
export type Behind = (params: Params) => string;

/**
 * Rows after the cursor in this order; empty values come last in both directions. Where values may be empty, those that have one are
 * looked for first and the empty ones only when they run out: one condition for both could not be answered by the index of the sort.
 */
export function keyset(order: Ordering, after: Cursor, idType = 'uuid'): Behind[] {
  const sign = order.down ? '<' : '>';
  if (order.column === 't.id') return [(params) => `t.id ${sign} ${params.add(after.id, idType)}`];
  if (after.value === null) return [(params) => `${order.column} is null and t.id ${sign} ${params.add(after.id, idType)}`];
  const pair: Behind = (params) => `(${order.column}, t.id) ${sign} (${params.add(after.value, order.type)}, ${params.add(after.id, idType)})`;
  return order.nullable ? [pair, () => `${order.column} is null`] : [pair];
}

/** One statement of a page: what its rows lie behind, and in which order they come. */
export interface Phase {
  says: Behind;
  order: Ordering;
}

/**
 * The statements of a page, each asked only where those before it leave room. Where the value may be missing with its whole row, the rows that
 * have one come by the index of the joined table, and then the others by their ids.
 */
export function phasesOf(order: Ordering, after: Cursor | null, idType = 'uuid'): Phase[] {
  if (!order.optional) return (after ? keyset(order, after, idType) : [() => '']).map((says) => ({ says, order }));
  const others: Phase = { says: () => `${order.column} is null`, order: { ...order, column: 't.id' } };
  if (after && after.value === null) return keyset({ ...order, nullable: true }, after, idType).map((says) => ({ says, order: others.order }));
  const pair = after ? keyset({ ...order, nullable: false }, after, idType)[0]! : null;
  // Said although the comparison implies it: by this the planner knows that the row is there, and goes by its index.
  const valued: Phase = { says: (params) => `${order.column} is not null${pair ? ` and ${pair(params)}` : ''}`, order: { ...order, nullable: false } };
  return [valued, others];
}

export function pageSize(asked: number | null | undefined): number {
  const first = asked ?? 50;
  if (first > PAGE_LIMIT) throw new DomainError('PAGE_TOO_LARGE', { limit: PAGE_LIMIT, asked: first });
  return first;
}

/** An order after a word search: `greatest` of one value is that value, and no index bears it. */
export const searched = (order: Ordering): Ordering => (order.column === 't.id' ? order : { ...order, column: `greatest(${order.column})` });

export const orderSql = (order: Ordering): string =>
  order.column === 't.id' ? `t.id ${order.down ? 'desc' : 'asc'}` : `${order.column} ${order.down ? 'desc' : 'asc'}${order.nullable ? ' nulls last' : ''}, t.id ${order.down ? 'desc' : 'asc'}`;

export const joinSql = (site: ListSite): string =>
  [...site.joins].map((name) => {
    const join = site.spec.joins![name]!;
    return ` ${join.optional ? 'left join' : 'join'} ${join.table} ${name} on ${name}.${join.on} = t.id`;
  }).join('');

export const cursorOf = (args: ListArgs, order: Ordering): Cursor | null => (args.after ? readCursor(args.after, order.name) : null);

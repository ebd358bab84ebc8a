import { Inject, Injectable, type Provider, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Params } from '../access/params';
import { planOf, type TypePlan } from '../access/plan';
import type { ActionRule, Policy } from '../access/policy';
import type { Viewer } from '../access/viewer';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { DomainError } from '../errors/domain-error';
import { writeCursor } from '../list/cursor';
import type { Page } from '../list/connection';
import { COUNT_LIMIT, cursorOf, filterSql, joinSql, ordering, orderSql, pageSize, phasesOf, searched, siteOf, type ListArgs, type Ordering } from '../list/page';
import type { ListSpec } from '../list/rules';
import { Clock } from '../time/clock';
import { compileRead, type CompiledRead, type Raw, type Statement } from './compile';
import { Database, isId } from './database';
import { Dictionaries } from './dictionary';
import { countRead } from './read-counts';
import type { Selection } from './selection';
import { shapeOf, type Shape } from './shape';
import type { SaveOptions, SheetWish, Slice } from './records.types';
import { statementName } from './statement-name';
import { currentWork, notFound } from './unit-of-work';
import { changedSince, insertRow, rowFrom, same, updateRow, without } from './write';

/** So many rows of one search are no longer few. */
const COMMON = 3_000;

/** The only way to a row of one type: nothing is read without a viewer, nothing written outside a unit of work. */
export class Records<T extends { id: string }> {
  readonly shape: Shape;

  constructor(
    readonly policy: Policy<T>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly clock: Clock,
  ) {
    this.shape = shapeOf(policy.entity);
  }

  /** For the answer: one row within reach, cut to what was asked and to what the viewer may see. Else NOT_FOUND. */
  async read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    if (!isId(id)) throw notFound();
    const compiled = compileRead(this.policy.entity, asked, viewer, this.dictionaries);
    const { text, name, params, place } = this.byId(viewer, compiled);
    const [row] = await this.database.rows(text, params.valuesWith(place, id, viewer), name);
    if (!row) throw notFound();
    return compiled.read(row, viewer);
  }

  /** One row by its id. Compared with `=`: a list is taken for ten rows, and a plan for all its values would never look cheap enough to be kept. */
  private byId(viewer: Viewer, compiled: CompiledRead): Statement {
    const kept = compiled.statements.get('one');
    if (kept) return kept;
    const { expressions, params, statements } = compiled;
    const id = params.add(null, 'uuid');
    const place = params.size;
    const { table, stands } = this.policy;
    const meant = stands ? `coalesce((select s.${stands} from ${table} s where s.id = ${id}), ${id})` : id;
    const text = `select ${expressions.join(', ')} from ${table} t where t.id = ${meant} and ${this.plan(viewer).reach('t', params)}`;
    const made: Statement = { text, name: statementName(text), params, place };
    statements.set('one', made);
    return made;
  }

  /** Several rows by id, in the order asked; those out of reach are left out. */
  async readAll(viewer: Viewer, ids: readonly string[], asked: Selection, clear = false): Promise<Raw[]> {
    const known = ids.filter(isId);
    if (known.length === 0) return [];
    const { expressions, params, read } = compileRead(this.policy.entity, asked, viewer, this.dictionaries, clear);
    const text = `select ${expressions.join(', ')}, t.id from ${this.policy.table} t where t.id = any(${params.add(known, 'uuid[]')}) and ${this.plan(viewer).reach('t', params)}`;
    const rows = await this.database.rows(text, params.values(viewer), statementName(text));
    const byId = new Map(rows.map((row) => [row[expressions.length] as string, row]));
    return known.flatMap((id) => {
      const row = byId.get(id);
      return row ? [read(row, viewer)] : [];
    });
  }

  /** One page of a list: the rows in one statement, the count only when it was asked for. */
  async page<F extends string, S extends string>(viewer: Viewer, args: ListArgs, spec: ListSpec<F, S>, asked: Selection): Promise<Page<Raw>> {
    const first = pageSize(args.first);
    if (this.policy.read !== 'signed-in') countRead(viewer, this.policy.name);
    const wanted = asked.has('nodes') || asked.has('pageInfo') || !asked.has('totalCount');
    const { rows, hasNextPage, endCursor } = wanted ? await this.slice(viewer, args, spec, { asked: asked.below('nodes'), first }) : { rows: [], hasNextPage: false, endCursor: null };
    const page: Page<Raw> = { nodes: rows, pageInfo: { hasNextPage, endCursor } };
    if (asked.has('totalCount') || asked.has('totalIsExact')) Object.assign(page, await this.count(viewer, args, spec));
    return page;
  }

  /** How many rows match, exact to 10,000, then that bound. */
  async count(viewer: Viewer, args: ListArgs, spec: ListSpec): Promise<{ totalCount: number; totalIsExact: boolean }> {
    const counted = await this.bounded(viewer, args, spec, { most: COUNT_LIMIT + 1 });
    return { totalCount: Math.min(counted, COUNT_LIMIT), totalIsExact: counted <= COUNT_LIMIT };
  }

  /** How many rows within reach of a word match, exactly, up to a bound of the caller's. */
  countUpTo(viewer: Viewer, args: ListArgs, spec: ListSpec, bound: { word: AccessWord; most: number }): Promise<number> {
    return this.bounded(viewer, args, spec, { ...bound, most: Math.max(0, Math.floor(bound.most)) });
  }

  private async bounded(viewer: Viewer, args: ListArgs, spec: ListSpec, { word, most }: { word?: AccessWord; most: number }): Promise<number> {
    const params = Params.empty();
    const where = this.matching(viewer, args, spec, params, word);
    const [row] = await this.database.rows(`select count(*) from (select 1 from ${where} limit ${most}) bounded`, params.values(viewer));
    return Number(row?.[0] ?? 0);
  }

  /** `table t join ... where ...` of all rows that match within reach, for counts and set-based statements. */
  matching(viewer: Viewer, args: ListArgs, spec: ListSpec, params: Params, word = this.policy.read): string {
    const plan = this.plan(viewer);
    const site = siteOf(plan, spec, params, this.clock);
    const said = filterSql(site, args.filter);
    const reach = plan.reach('t', params);
    const acting = word === this.policy.read ? '' : ` and ${plan.reach('t', params, word)}`;
    return `${this.policy.table} t${joinSql(site)} where ${reach}${acting}${this.alive(args)} and ${said}`;
  }

  /** For a verb: the whole row, locked. Out of reach is NOT_FOUND; in reach but not for this action is FORBIDDEN. */
  async get(viewer: Viewer, id: string, action?: string): Promise<T> {
    const [row] = await this.byIds(viewer, [id], action);
    if (!row) throw notFound();
    return row;
  }

  /** Several whole rows, locked in the order of their ids so that two verbs never wait for each other in a circle. */
  async byIds(viewer: Viewer, ids: readonly string[], action?: string): Promise<T[]> {
    const known = ids.filter(isId);
    if (known.length === 0) return [];
    const params = Params.empty();
    const list = params.add(known, 'uuid[]');
    const text = `select t.* from ${this.policy.table} t where t.id = any(${list}) and ${this.plan(viewer).reach('t', params)} order by t.id for update of t`;
    const rows = (await currentWork().query(text, params.values(viewer))).map((raw) => rowFrom<T>(this.shape, raw));
    if (action) for (const row of rows) this.require(viewer, row, action);
    return rows;
  }

  /** Refuses an action that this viewer may not take on this row, or that its state does not allow. */
  require(viewer: Viewer, row: T, action: string): void {
    const rule = this.rule(action);
    const allowed = this.policy.scope.covers(this.plan(viewer).scopes(rule.word), viewer, row);
    if (!allowed || !(rule.when?.(row) ?? true)) throw new DomainError('FORBIDDEN', { permission: rule.word, action });
  }

  /**
   * Adds a row; it must lie within the reach of the action's word afterwards, else the act is refused. `given` names
   * what the viewer has filled in: a field that no grant lets them write there is refused like in a change.
   */
  async add(viewer: Viewer, row: Partial<T>, action = 'CREATE', given: readonly string[] = []): Promise<T> {
    const made = await insertRow<T>(this.policy.table, this.shape, row);
    const rule = this.policy.actions[action];
    if (rule && !this.policy.scope.covers(this.plan(viewer).scopes(rule.word), viewer, made)) throw new DomainError('FORBIDDEN', { permission: rule.word, action });
    if (rule) this.requireWritable(viewer, made, rule.word, given);
    this.note(made.id);
    return made;
  }

  /** Saves a change. Fields that others changed since the version the person saw are a CONFLICT with both values. */
  async save(viewer: Viewer, row: T, change: Partial<T>, action = 'UPDATE', options: SaveOptions = {}): Promise<T> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const differing = Object.fromEntries(given.filter(([name, value]) => !same((row as Record<string, unknown>)[name], value))) as Partial<T>;
    const rule = this.policy.actions[action];
    const plan = this.plan(viewer);
    const judged = new Set(options.judged);
    // Also what would stay as it is, where the viewer cannot see that it would: no refusal depends on a closed value.
    if (rule) this.requireWritable(viewer, row, rule.word, given.flatMap(([name]) => (!judged.has(name) && (name in differing || plan.levelOn(name, row) !== 'READ') ? [name] : [])));
    if (options.base !== undefined) await this.refuseConflict(plan, row, without(differing, judged), options.base);
    if (Object.keys(differing).length === 0) return row;
    const params = Params.empty();
    const reach = plan.reach('t', params, rule?.word);
    const saved = await updateRow<T>(this.policy.table, this.shape, { row, change: differing, reach, params, viewer });
    if (!saved) throw notFound();
    if (!options.leaves && rule && !this.policy.scope.covers(plan.scopes(rule.word), viewer, saved)) throw new DomainError('FORBIDDEN', { permission: rule.word, action });
    this.note(saved.id);
    return saved;
  }

  /** Refuses fields that this viewer may not write on this row; one that they may not even see is not known. */
  requireWritable(viewer: Viewer, row: T, word: AccessWord, names: readonly string[]): void {
    const plan = this.plan(viewer);
    const closed = names.find((name) => !plan.writes(word, name, row));
    if (closed === undefined) return;
    throw plan.field(closed).masked === false ? new DomainError('UNKNOWN_NAME', { name: closed, type: this.policy.name }) : new DomainError('FORBIDDEN', { permission: word, field: closed });
  }

  async archive(viewer: Viewer, row: T): Promise<T> {
    return this.save(viewer, row, { archivedAt: this.clock.now() } as unknown as Partial<T>, 'ARCHIVE');
  }

  async restore(viewer: Viewer, id: string): Promise<T> {
    const row = await this.get(viewer, id, 'RESTORE');
    return this.save(viewer, row, { archivedAt: null } as unknown as Partial<T>, 'RESTORE');
  }

  /** The reach of a word as SQL, for set-based statements of verbs. */
  reach(viewer: Viewer, word = this.policy.read): (alias: string, params: Params) => string {
    const plan = this.plan(viewer);
    return (alias, params) => plan.reach(alias, params, word);
  }

  private plan(viewer: Viewer): TypePlan {
    return planOf(viewer, this.policy as unknown as Policy);
  }

  private rule(action: string): ActionRule<T> {
    const rule = this.policy.actions[action];
    if (!rule) throw new Error(`${this.policy.name} has no action ${action}`);
    return rule;
  }

  private alive({ filter }: ListArgs): string {
    const archived = (filter as { archived?: boolean | null } | null | undefined)?.archived;
    return this.shape.columns.has('archivedAt') && (archived === undefined || archived === null) ? ' and t.archived_at is null' : '';
  }

  /** One page for a file: rows within the reach of `word` besides, class A still sealed, and beside each row whether `clearWord` reaches it. */
  async sheet(viewer: Viewer, args: ListArgs, spec: ListSpec, wish: SheetWish): Promise<Slice & { clear: boolean[] }> {
    return this.slice(viewer, args, spec, wish);
  }

  private async slice(viewer: Viewer, args: ListArgs, spec: ListSpec, { asked, first, word, clearWord }: SheetWish): Promise<Slice & { clear: boolean[] }> {
    const { expressions, params, read } = compileRead(this.policy.entity, asked, viewer, this.dictionaries, word === undefined ? false : 'LATER');
    const plan = this.plan(viewer);
    const site = siteOf(plan, spec, params, this.clock);
    const said = filterSql(site, args.filter);
    // A page of what many rows match is met soon in their order; few are fetched whole and sorted.
    const isFew = site.searches && (await this.bounded(viewer, args, spec, { most: COMMON })) < COMMON;
    const order = isFew ? searched(ordering(site, args)) : ordering(site, args);
    const after = cursorOf(args, order);
    const reach = `${plan.reach('t', params)}${word === undefined ? '' : ` and ${plan.reach('t', params, word)}`}`;
    const opens = clearWord === undefined ? 'false' : plan.reach('t', params, clearWord);
    const statement = (from: string, by: Ordering): string => `select ${expressions.join(', ')}, ${order.column}::text, t.id::text, (${opens}) from ${this.policy.table} t${joinSql(site)} where ${reach}${this.alive(args)} and ${said}${from} order by ${orderSql(by)} limit ${first + 1}`;
    const rows: unknown[][] = [];
    for (const { says, order: by } of phasesOf(order, after, this.idType)) {
      const own = params.copy();
      const from = says(own);
      const text = statement(from === '' ? '' : ` and ${from}`, by);
      // Unnamed where values are skewed: a generic plan would serve a rare word as badly as a common one.
      rows.push(...(await this.database.rows(text, own.values(viewer), site.isPlain ? statementName(text) : undefined)));
      if (rows.length > first) break;
    }
    rows.splice(first + 1);
    const at = expressions.length;
    const hasNextPage = rows.length > first;
    if (hasNextPage) rows.pop();
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => read(row, viewer)), clear: rows.map((row) => row[at + 2] === true), hasNextPage,
      endCursor: last ? writeCursor({ sort: order.name, value: last[at] as string | null, id: last[at + 1] as string }) : null,
    };
  }

  private get idType(): string {
    return this.shape.columns.get('id')?.type === 'bigint' ? 'bigint' : 'uuid';
  }

  private note(id: string): void {
    const { note } = currentWork();
    note.objectType ??= this.policy.name;
    note.objectId ??= id;
  }

  private async refuseConflict(plan: TypePlan, row: T, change: Partial<T>, base: number): Promise<void> {
    const { version } = row as unknown as { version: number };
    if (base === version) return;
    const above = this.policy.scope.through?.property;
    const whole = above === undefined ? null : ((row as unknown as Record<string, string | null>)[above] ?? null);
    const moved = base > version ? null : await changedSince(this.policy.table, this.shape, { id: row.id, whole }, base);
    const clash = Object.keys(change).filter((name) => moved === null || moved.has(name));
    if (clash.length === 0) return;
    const theirs = (name: string, value: unknown): unknown => ({ READ: value, MASKED: this.policy.masks[name]?.(value) ?? null, HIDDEN: null })[plan.levelOn(name, row)];
    const fields = Object.fromEntries(clash.map((name) => [name, { mine: (change as Record<string, unknown>)[name], theirs: theirs(name, (row as Record<string, unknown>)[name]) }]));
    throw new DomainError('CONFLICT', { fields, version });
  }
}

const tokenOf = (entity: Type): string => `records:${entity.name}`;
export const InjectRecords = (entity: Type): ParameterDecorator & PropertyDecorator => Inject(tokenOf(entity));

/** The provider of the records of one policy; a module lists it beside its services and exports nothing of it. */
export function provideRecords<T extends { id: string }>(policy: Policy<T>): Provider {
  return {
    provide: tokenOf(policy.entity),
    useFactory: (database: Database, dictionaries: Dictionaries, clock: Clock) => new Records<T>(policy, database, dictionaries, clock),
    inject: [Database, Dictionaries, Clock],
  };
}

/** For what is found by its type alone (history, exports): the records of an entity of any module. */
@Injectable()
export class RecordsOf {
  constructor(private readonly modules: ModuleRef) {}
  of<T extends { id: string }>(entity: Type<T>): Records<T> {
    return this.modules.get<Records<T>>(tokenOf(entity), { strict: false });
  }
}

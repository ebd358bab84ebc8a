import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, selectionFrom, shapeOf, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { MergeReason, MergeRule } from '@dossier/vocabulary/merge-enums';
import { terms, type Term } from '@dossier/vocabulary/terms';
import { levelOf } from '../fields/custom-value.view';
import { fieldBook, labelOf, partName } from '../fields/field-book';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { contactField, isEmpty, sameValue, TAGS } from './merge.fields';
import { compare, MergeFacts, type ComparedField } from './merge.facts';
import type { MergeField, MergeMove, MergePreview } from './merge.inputs';
import { picked } from './merge.rules';
import { MergeStore } from './merge.store';
import { customerParts, type CustomerPart } from './parts';

const NAMED: Readonly<Record<string, string>> = { ownerId: 'user', teamId: 'team', sourceId: 'channel' };
const RULES = [MergeRule.NEWEST, MergeRule.MOST_TRUSTED, MergeRule.LONGEST] as const;
const CONTACTS = { PHONE: 'phone', EMAIL: 'email' } as const;
const CUSTOM = partName('');

type Standing = Pick<Customer, 'id' | 'ownerId' | 'teamId'>;

/** Shows what a merge would bring, before anybody decides. Nothing is written and nobody is told. */
@Injectable()
export class MergePreviews {
  private readonly properties = new Map([...shapeOf(Customer).columns].map(([property, { column }]) => [column, property]));

  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly store: MergeStore,
    private readonly facts: MergeFacts,
  ) {}

  /** All sides of every field, what each rule takes and why, and what moves. The first record is the one that stays. */
  async of(viewer: Viewer, ids: readonly string[], asked: Selection): Promise<Omit<MergePreview, 'customers'> & { customers: Raw[] }> {
    if (new Set(ids).size !== ids.length || ids.length < 2) throw new DomainError('INVALID_INPUT', { field: 'ids', reason: 'TOO_FEW' });
    const rows = await this.customers.readAll(viewer, ids, selectionFrom(['id', 'archivedAt', 'can', 'phone', 'email']));
    if (rows.length !== ids.length) throw new DomainError('NOT_FOUND');
    if (!rows.every((row) => (row['can'] as string[] | null)?.includes('MERGE'))) throw new DomainError('FORBIDDEN', { permission: 'customer.merge' });
    const standing = await this.database.query<Standing & Record<string, unknown>>('select id, owner_id as "ownerId", team_id as "teamId" from customer where id = any($1::uuid[])', [ids]);
    const trees = await this.store.load(ids);
    const known = await this.facts.of(ids);
    const compared = compare(ids.map((id) => trees.get(id)!), known, []);
    return {
      customers: asked.has('customers') ? await this.customers.readAll(viewer, ids, asked.below('customers')) : [],
      fields: [...this.contactFields(rows), ...compared.flatMap((field) => this.told(viewer, field, standing) ?? []), this.tags(viewer, ids, { trees, standing })],
      moves: await this.moves(viewer, ids),
    };
  }

  /** One field as this viewer may see it; none at all where no side shows them anything. */
  private told(viewer: Viewer, field: ComparedField, standing: readonly Standing[]): MergeField | null {
    const values = field.sides.map((side) => {
      const row = standing.find(({ id }) => id === side.id)!;
      return { side: side.id, value: this.shown(viewer, field.columns, { values: side.values, row }), saidAt: side.at, source: side.source };
    });
    if (values.every(({ value }) => value === undefined) || field.sides.every((side) => side.values.every(isEmpty))) return null;
    const differs = field.sides.some((side) => !sameValue(side.values, field.sides[0]!.values));
    const picks = [...RULES.map((rule) => ({ rule, ...picked(field.sides, rule) })), { rule: MergeRule.MANUAL, ...picked(field.sides, MergeRule.MANUAL) }];
    return { name: field.name, label: this.label(viewer, field.name), differs, rule: field.rule, values, picks };
  }

  private label(viewer: Viewer, name: string): string | null {
    const custom = name.startsWith(CUSTOM) ? fieldBook.get(name.slice(CUSTOM.length)) : undefined;
    return custom ? labelOf(custom, viewer.language) : null;
  }

  /** The value of a field of one column; of several, by their properties. Undefined where nothing of it may be seen. */
  private shown(viewer: Viewer, columns: readonly string[], { values, row }: { values: readonly unknown[]; row: Standing }): unknown {
    const seen = columns.flatMap((column, at) => {
      const told = this.seen(viewer, column, { value: values[at], row });
      return told === undefined ? [] : [[this.properties.get(column) ?? column, told] as const];
    });
    if (seen.length === 0) return undefined;
    return columns.length === 1 ? seen[0]![1] : Object.fromEntries(seen);
  }

  private seen(viewer: Viewer, column: string, { value, row }: { value: unknown; row: Standing }): unknown {
    const plan = planOf(viewer, ofCustomers);
    if (column.startsWith(CUSTOM)) {
      const field = fieldBook.get(column.slice(CUSTOM.length));
      const level = field ? levelOf(field, { level: (name) => plan.levelOn(name, row), reaches: (word) => ofCustomers.scope.covers(plan.scopes(word), viewer, row) }) : 'HIDDEN';
      return level === 'READ' ? value : level === 'MASKED' && !isEmpty(value) ? '***' : undefined;
    }
    const property = this.properties.get(column);
    if (!property) return undefined;
    const level = plan.levelOn(property, row);
    if (level === 'HIDDEN') return undefined;
    if (isEmpty(value)) return null;
    if (level === 'MASKED') return ofCustomers.masks[property]?.(value) ?? null;
    const dictionary = NAMED[property];
    return dictionary ? (this.dictionaries.lookUp(dictionary, value)?.name ?? null) : value;
  }

  /** The contacts that lead, masked as everywhere. */
  private contactFields(rows: readonly Raw[]): MergeField[] {
    return Object.entries(CONTACTS).flatMap(([kind, property]) => {
      const values = rows.map((row) => ({ side: String(row['id']), value: (row[property] as string | null | undefined) ?? null, saidAt: null, source: null }));
      const first = values.find(({ value }) => value !== null);
      if (!first) return [];
      const said = values.filter(({ value }) => value !== null);
      const reason = said.length === 1 ? MergeReason.ONLY_VALUE : MergeReason.SURVIVOR;
      return [{ name: contactField(kind), label: null, differs: said.length !== values.length || new Set(said.map(({ value }) => value)).size > 1, rule: MergeRule.MANUAL, values, picks: [{ rule: MergeRule.MANUAL, side: first.side, reason }] }];
    });
  }

  private tags(viewer: Viewer, ids: readonly string[], { trees, standing }: { trees: ReadonlyMap<string, { shown: Record<string, unknown> }>; standing: readonly Standing[] }): MergeField {
    const values = ids.map((id) => {
      const row = standing.find((one) => one.id === id)!;
      const open = planOf(viewer, ofCustomers).levelOn('tagIds', row) === 'READ';
      const tags = (trees.get(id)!.shown[TAGS] as string[] | null) ?? [];
      return { side: id, value: open ? tags.map((tag) => this.dictionaries.lookUp('tag', tag)?.name ?? '') : null, saidAt: null, source: null };
    });
    return { name: 'tags', label: null, differs: values.some(({ value }) => !sameValue(value, values[0]!.value)), rule: MergeRule.MANUAL, values, picks: [{ rule: MergeRule.MANUAL, side: ids[0]!, reason: MergeReason.UNITED }] };
  }

  /** How many live rows of each part every side brings, of those that the viewer may read. */
  private async moves(viewer: Viewer, ids: readonly string[]): Promise<MergeMove[]> {
    const told = customerParts().filter(({ read, counted = true }) => counted && (read === undefined || viewer.may(read)));
    const kept = new Set((await this.database.query<{ name: string }>(`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'archived_at'`)).map(({ name }) => name));
    const counted = (part: CustomerPart): string =>
      `select ${part.type ? `'${part.type}'` : 'null'}::text as of, t.${part.column ?? 'customer_id'} as side, count(*)::int as count from ${part.table} t where t.${part.column ?? 'customer_id'} = any($1::uuid[])${kept.has(part.table) ? ' and t.archived_at is null' : ''} group by 2`;
    const rows = await this.database.query<Omit<MergeMove, 'name'> & Record<string, unknown>>(`select of, side, sum(count)::int as count from (${told.map(counted).join(' union all ')}) x group by 1, 2 order by 1 nulls last, 2`, [ids]);
    return rows.map((row) => ({ ...row, name: row.of === null ? null : ((terms as Readonly<Record<string, Term | undefined>>)[row.of]?.[viewer.language] ?? row.of) }));
  }
}

import { Injectable } from '@nestjs/common';
import { planOf, type Policy, type TypePlan, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, selectionFrom, shapeOf } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { PAGE_LIMIT, readCursor, writeCursor, type Page, type PageArgs } from '@dossier/kernel/list';
import { CustomerIdentity } from '../identity/customer-identity.entity';
import { identityPolicy } from '../identity/identity.policy';
import { levelOf } from '../fields/custom-value.view';
import { fieldBook, partName } from '../fields/field-book';
import { Customer } from './customer.entity';
import { customerPolicy, ofCustomers } from './customer.policy';
import { byPart, toldChanges, toldMerge, verbOf, type StoredRevision, type Telling } from './history.rules';
import type { Revision } from './revision.view';

/** Columns that are ids of something with a name, the field they are told as, and the dictionary that knows them. */
const NAMED: Readonly<Record<string, { field: string; dictionary: string }>> = {
  owner_id: { field: 'owner', dictionary: 'user' }, team_id: { field: 'team', dictionary: 'team' },
  source_id: { field: 'source', dictionary: 'channel' }, tag_ids: { field: 'tags', dictionary: 'tag' },
};
const UNTOLD = new Set(['id', 'version', 'created_at', 'updated_at', 'customer_id', 'batch_id', 'name_key', 'search_grams', 'search_text', 'blind_index', 'blind_index_b', 'phone_tail', 'email_domain', 'value_cipher']);

const CUSTOM = partName('');

/** The history of one customer, from the revision rows, cut by the reader's own plan. */
@Injectable()
export class CustomerHistory {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  async page(viewer: Viewer, id: string, args: PageArgs): Promise<Page<Revision>> {
    const row = await this.customers.read(viewer, id, selectionFrom(['id']));
    const first = args.first ?? 50;
    if (first > PAGE_LIMIT) throw new DomainError('PAGE_TOO_LARGE', { limit: PAGE_LIMIT, asked: first });
    const after = args.after ? readCursor(args.after, 'id').id : null;
    const rows = await this.database.query<StoredRevision>(
      `select id::text, at, actor_id, actor_name, table_name, operation, before, after, part_id from revision
        where table_name in ('customer','customer_identity','customer_merge') and row_id = $1 and ($2::bigint is null or id < $2::bigint) order by id desc limit $3`,
      [row['id'], after, first + 1],
    );
    const [standing] = await this.database.query<{ ownerId: string | null; teamId: string | null }>('select owner_id as "ownerId", team_id as "teamId" from customer where id = $1', [id]);
    const shown = rows.slice(0, first);
    const end = shown.at(-1);
    const numbers = await this.absorbedNos(shown);
    return {
      nodes: shown.map((revision) => (revision.table_name === 'customer_merge' ? toldMerge(revision, numbers) : this.told(viewer, revision, standing ?? {}))).filter((told) => told.changes.length > 0 || told.operation !== 'UPDATE'),
      pageInfo: { hasNextPage: rows.length > first, endCursor: end ? writeCursor({ sort: 'id', value: null, id: end.id }) : null },
    };
  }

  /** The same for the timeline: at most `limit` revisions, newest first, before an instant and an id. Null where the reader may see nothing of one. */
  async before(viewer: Viewer, id: string, { before, limit }: { before: { at: string; id: string } | null; limit: number }): Promise<{ id: string; at: string; revision: Revision | null }[]> {
    // One stream for each table: an index gives either in its order, and both together only when all have been read.
    const streams = ['customer', 'customer_identity'].map((table) => `(select id, at, actor_id, actor_name, table_name, operation, before, after from revision
      where table_name = '${table}' and row_id = $1 ${before ? 'and (at, id) < ($3::timestamptz, $4::bigint)' : ''} order by at desc, id desc limit $2)`);
    const rows = await this.database.query<StoredRevision & { instant: string }>(
      `select id::text, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant, actor_id, actor_name, table_name, operation, before, after
        from (${streams.join(' union all ')}) both_streams order by both_streams.at desc, both_streams.id desc limit $2`,
      [id, limit, ...(before ? [before.at, before.id] : [])],
    );
    const [standing] = await this.database.query<{ ownerId: string | null; teamId: string | null }>('select owner_id as "ownerId", team_id as "teamId" from customer where id = $1', [id]);
    return rows.map((row) => {
      const told = this.told(viewer, row, standing ?? {});
      return { id: row.id, at: row.instant, revision: told.changes.length > 0 || told.operation !== 'UPDATE' ? told : null };
    });
  }

  /** The numbers of the records that merges among these revisions have absorbed. */
  private async absorbedNos(revisions: readonly StoredRevision[]): Promise<Map<string, string>> {
    const ids = revisions.flatMap(({ table_name, part_id }) => (table_name === 'customer_merge' && part_id ? [part_id] : []));
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; no: string }>('select m.id, c.archive_no as no from customer_merge m join customer c on c.id = m.absorbed_id where m.id = any($1::uuid[])', [ids]);
    return new Map(rows.map(({ id, no }) => [id, no]));
  }

  private told(viewer: Viewer, revision: StoredRevision, standing: object): Revision {
    const isIdentity = revision.table_name === 'customer_identity';
    const policy = (isIdentity ? identityPolicy : customerPolicy) as unknown as Policy;
    const plan = planOf(viewer, policy);
    const closed = isIdentity && !this.sees(planOf(viewer, ofCustomers), 'identities', viewer, standing);
    return {
      id: revision.id, at: revision.at, table: isIdentity ? CustomerIdentity.name : Customer.name, operation: verbOf(revision),
      actor: { id: revision.actor_id ?? '', name: revision.actor_name },
      changes: closed ? [] : toldChanges(byPart(revision, 'custom'), this.telling(viewer, plan, standing)),
    };
  }

  private telling(viewer: Viewer, plan: TypePlan, standing: object): Telling {
    const shape = shapeOf(plan.policy.entity as never);
    const properties = new Map([...shape.columns].map(([property, { column }]) => [column, property]));
    return (column) => {
      if (column.startsWith(CUSTOM)) return this.tellingOfPart(viewer, column.slice(CUSTOM.length), standing);
      const property = properties.get(column);
      if (!property || UNTOLD.has(column)) return null;
      const named = NAMED[column];
      const field = named?.field ?? property;
      const names = [...new Set([property, field])];
      const clear = names.every((name) => this.sees(plan, name, viewer, standing));
      if (clear) return { field, show: (value) => (named ? this.namesOf(named.dictionary, value) : value) };
      const mask: ((value: unknown) => unknown) | undefined = plan.policy.masks[property];
      return mask !== undefined && names.every((name) => this.glimpses(plan, name, viewer, standing)) ? { field, show: mask } : null;
    };
  }

  /** A custom value is told where the record itself would show it; a masked one by its presence alone. */
  private tellingOfPart(viewer: Viewer, key: string, standing: object): ReturnType<Telling> {
    const field = fieldBook.get(key);
    if (!field) return null;
    const plan = planOf(viewer, ofCustomers);
    const level = levelOf(field, { level: (name) => plan.levelOn(name, standing), reaches: (word) => ofCustomers.scope.covers(plan.scopes(word), viewer, standing) });
    return level === 'HIDDEN' ? null : { field: partName(key), show: (value) => (level === 'READ' ? value : '***') };
  }

  /** Clear on this very row, as it stands now. */
  private sees(plan: TypePlan, name: string, viewer: Viewer, standing: object): boolean {
    const { clear } = plan.field(name);
    return typeof clear === 'boolean' ? clear : customerPolicy.scope.covers(clear, viewer, standing);
  }

  private glimpses(plan: TypePlan, name: string, viewer: Viewer, standing: object): boolean {
    const { masked } = plan.field(name);
    return typeof masked === 'boolean' ? masked : customerPolicy.scope.covers(masked, viewer, standing);
  }

  private namesOf(dictionary: string, value: unknown): unknown {
    return Array.isArray(value) ? value.map((id) => this.dictionaries.lookUp(dictionary, id)?.name ?? '') : (this.dictionaries.lookUp(dictionary, value)?.name ?? '');
  }
}

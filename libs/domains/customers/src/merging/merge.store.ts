import { Injectable } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import type { CustomerKind } from '@dossier/vocabulary/enums';
import { keysOf } from '../profile/customer.rules';
import { flat, nested, type MergeColumn, type Values } from './merge.fields';
import { single, type Edge, type Tree } from './merge.tree';
import { staysApart } from './parts';

interface NodeRow extends Record<string, unknown> {
  id: string;
  root: string;
  archive_no: string;
  kind: CustomerKind;
  row: Values;
  own: Values | null;
}

interface EdgeRow extends Record<string, unknown> {
  id: string;
  root: string;
  parent: string;
  child: string;
  place: string;
  choices: Edge['choices'];
  rules: Edge['rules'];
}

/** What a record is called by, for its search keys. */
interface Head {
  archiveNo: string;
  kind: CustomerKind;
}

/** Trees of merged records, read and written many at a time. Whoever writes has locked the records that stand. */
@Injectable()
export class MergeStore {
  private columns: Promise<MergeColumn[]> | undefined;
  private known: readonly MergeColumn[] = [];
  private readonly heads = new WeakMap<Tree, ReadonlyMap<string, Head>>();

  constructor(private readonly database: Database) {}

  /** The trees below these standing records; one that has absorbed nothing is a tree by itself. */
  async load(roots: readonly string[]): Promise<Map<string, Tree>> {
    const columns = await this.merged();
    const nodes = await this.database.query<NodeRow>(
      `select c.id, c.root, c.archive_no, c.kind, to_jsonb(c) - array['root'] as row, s.own from (
          select c.*, c.id as root from customer c where c.id = any($1::uuid[]) union all select c.*, c.merged_into_id from customer c where c.merged_into_id = any($1::uuid[])
        ) c left join customer_side s on s.customer_id = c.id`, [roots]);
    const edges = await this.database.query<EdgeRow>(
      `select id, customer_id as root, parent_id as parent, absorbed_id as child, place::text, choices, rules from customer_merge where customer_id = any($1::uuid[]) and archived_at is null order by place`, [roots]);
    const heads = new Map(nodes.map(({ id, archive_no, kind }) => [id, { archiveNo: archive_no, kind }]));
    const byRoot = Map.groupBy(nodes, ({ root }) => root);
    const edgesOf = Map.groupBy(edges, ({ root }) => root);
    return new Map([...byRoot].map(([root, own]) => [root, this.headed(treeOf(root, own, { edges: edgesOf.get(root) ?? [], columns }), heads)]));
  }

  /** A tree made of others knows the names of all of them. */
  from(tree: Tree, ...others: readonly Tree[]): Tree {
    return this.headed(tree, new Map(others.flatMap((other) => [...(this.heads.get(other) ?? [])])));
  }

  /** The values of a row laid flat, and put together again. What the table has is known once a tree was loaded. */
  flat(row: Values): Values {
    return flat(row, this.known);
  }

  row(values: Values): Values {
    return nested(values, this.known);
  }

  /** Writes what stands and what each side keeps of its own. */
  async save(trees: readonly Tree[]): Promise<void> {
    if (trees.length === 0) return;
    await this.saveShown(trees);
    await this.saveOwn(trees);
    await this.saveEdges(trees);
  }

  private headed(tree: Tree, heads: ReadonlyMap<string, Head>): Tree {
    this.heads.set(tree, heads);
    return tree;
  }

  private async saveShown(trees: readonly Tree[]): Promise<void> {
    const columns = await this.merged();
    const rows = trees.map((tree) => {
      const { archiveNo, kind } = this.heads.get(tree)!.get(tree.root)!;
      const { name, name_latin: nameLatin, company_name: companyName } = tree.shown as Record<string, string | null>;
      const keys = keysOf({ name: name ?? null, nameLatin: nameLatin ?? null, companyName: companyName ?? null, archiveNo, kind });
      return { ...nested(tree.shown, columns), id: tree.root, name_key: keys.nameKey, search_grams: keys.searchGrams, search_text: keys.searchText };
    });
    const sets = [...columns.map(({ name }) => name), 'name_key', 'search_grams', 'search_text'].map((name) => `${name} = r.${name}`);
    await currentWork().query(`update customer c set ${sets.join(', ')}, version = c.version + 1, updated_at = now() from jsonb_populate_recordset(null::customer, $1::jsonb) r where c.id = r.id`, [JSON.stringify(rows)]);
  }

  private async saveOwn(trees: readonly Tree[]): Promise<void> {
    const columns = await this.merged();
    const kept = trees.filter(({ own }) => own.size > 1).flatMap(({ own }) => [...own].map(([id, values]) => ({ id, own: nested(values, columns) })));
    await currentWork().query(
      `insert into customer_side (customer_id, own) select id, own from jsonb_to_recordset($1::jsonb) as r(id uuid, own jsonb)
        on conflict (customer_id) do update set own = excluded.own where customer_side.own is distinct from excluded.own`, [JSON.stringify(kept)]);
    await currentWork().query('delete from customer_side where customer_id = any($1::uuid[])', [trees.filter(({ own }) => own.size === 1).map(({ root }) => root)]);
  }

  private async saveEdges(trees: readonly Tree[]): Promise<void> {
    const edges = trees.flatMap(({ root, edges: own }) => own.map(({ id, choices }) => ({ id, root, choices })));
    await currentWork().query(
      `update customer_merge m set customer_id = r.root, choices = r.choices, version = m.version + 1, updated_at = now() from jsonb_to_recordset($1::jsonb) as r(id uuid, root uuid, choices jsonb)
        where m.id = r.id and (m.customer_id, m.choices) is distinct from (r.root, r.choices)`, [JSON.stringify(edges)]);
  }

  /** The columns that have a value picked: all but those that stay with their record. */
  private merged(): Promise<MergeColumn[]> {
    this.columns ??= this.database.query<MergeColumn>(`select column_name as name, udt_name = 'jsonb' as map, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public' and table_name = 'customer' and is_generated = 'NEVER' order by ordinal_position`)
      .then((columns) => (this.known = columns.filter(({ name }) => !staysApart(name))) as MergeColumn[]);
    return this.columns;
  }
}

function treeOf(root: string, nodes: readonly NodeRow[], { edges, columns }: { edges: readonly EdgeRow[]; columns: readonly MergeColumn[] }): Tree {
  const own = new Map(nodes.map(({ id, row, own: kept }) => [id, flat({ ...row, ...kept }, columns)]));
  const shown = flat(nodes.find(({ id }) => id === root)!.row, columns);
  if (nodes.length === 1) return single(root, shown);
  return { root, shown, own, edges: edges.map(({ id, parent, child, place, choices, rules }) => ({ id, parent, child, place: Number(place), choices, rules })) };
}

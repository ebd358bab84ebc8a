import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { contactField } from './merge.fields';
import { pickedSide, type Tree } from './merge.tree';

interface Led extends Record<string, unknown> {
  record: string;
  kind: string;
  /** The side on which the leading contact stands, null where none leads. */
  side: string | null;
}

/** Which contact led for a kind, by the record that held it. */
export type Leading = ReadonlyMap<string, readonly Led[]>;

const SAME = '(o.blind_index = i.blind_index or o.blind_index_b = i.blind_index_b)';

/**
 * One contact of a kind leads, whatever is merged; each side remembers its own. A contact that stands on two sides is shown once,
 * the others are kept back until the sides part.
 */
@Injectable()
export class MergeContacts {
  /** Writes to each side which contact leads there by now, lets the kept back come forth, and tells what led. */
  async release(roots: readonly string[]): Promise<Leading> {
    const work = currentWork();
    const led = await work.query<Led>(
      `select i.customer_id as record, i.kind, (array_agg(coalesce(i.side_id, i.customer_id)) filter (where i.is_primary and i.archived_at is null))[1] as side
        from customer_identity i where i.customer_id = any($1::uuid[]) group by 1, 2 order by 1, 2`, [roots]);
    await work.query(
      `update customer_identity i set side_primary = (i.id = p.id) from customer_identity p where p.customer_id = any($1::uuid[]) and p.is_primary and p.archived_at is null and i.customer_id = p.customer_id
        and i.kind = p.kind and coalesce(i.side_id, i.customer_id) = coalesce(p.side_id, p.customer_id) and i.side_primary is distinct from (i.id = p.id)`, [roots]);
    // Whoever took away the contact that was shown has taken it away from every side.
    await work.query(
      `update customer_identity i set side_primary = coalesce(i.side_primary, false), is_primary = false,
          archived_at = case when i.side_hidden and exists (select 1 from customer_identity o where o.customer_id = i.customer_id and o.kind = i.kind and o.archived_at is null and ${SAME}) then null else i.archived_at end,
          side_hidden = null
        where i.customer_id = any($1::uuid[]) and (i.side_primary is null or i.is_primary or i.side_hidden)`, [roots]);
    return Map.groupBy(led, ({ record }) => record);
  }

  /** Chooses what leads in each tree and keeps twins back. `before` is what led in the records that it was made of, first the one whose choice counts. */
  async lead(trees: readonly Tree[], before: (tree: Tree, kind: string) => readonly string[]): Promise<void> {
    const work = currentWork();
    const roots = trees.map(({ root }) => root);
    const kinds = Map.groupBy(await work.query<{ record: string; kind: string }>('select distinct customer_id as record, kind from customer_identity where customer_id = any($1::uuid[])', [roots]), ({ record }) => record);
    const ranks = trees.flatMap((tree) => (kinds.get(tree.root) ?? []).flatMap(({ kind }) => ranked(tree, kind, before(tree, kind)).map((side, rank) => ({ record: tree.root, kind, side, rank }))));
    const list = [ranks.map(({ record }) => record), ranks.map(({ kind }) => kind), ranks.map(({ side }) => side), ranks.map(({ rank }) => rank)];
    const from = `customer_identity i join unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[]) r(record, kind, side, rank) on r.record = i.customer_id and r.kind = i.kind and r.side = coalesce(i.side_id, i.customer_id)`;
    await work.query(
      `with live as (select i.id, r.side, first_value(r.side) over (partition by i.customer_id, i.kind, coalesce(i.blind_index, i.blind_index_b)
          order by r.rank, i.side_primary desc, i.verified_at is null, i.created_at, i.id) as shown from ${from} where i.archived_at is null)
        update customer_identity t set archived_at = now(), side_hidden = true from live i where t.id = i.id and i.side <> i.shown`, list);
    await work.query(
      `update customer_identity t set is_primary = true from (
          select distinct on (i.customer_id, i.kind) i.id from ${from} where i.archived_at is null and i.side_primary order by i.customer_id, i.kind, r.rank, i.created_at, i.id) x where t.id = x.id`, list);
    await this.replaceGone(roots);
    await work.query('update customer_identity set side_primary = null, side_hidden = null where customer_id = any($1::uuid[]) and side_primary is not null', [trees.filter(({ own }) => own.size === 1).map(({ root }) => root)]);
  }

  /** Where the one that led was taken away meanwhile, or all came in later, the oldest of its kind leads. */
  private async replaceGone(roots: readonly string[]): Promise<void> {
    await currentWork().query(
      `update customer_identity t set is_primary = true from (
          select distinct on (i.customer_id, i.kind) i.id from customer_identity i where i.customer_id = any($1::uuid[]) and i.archived_at is null
            and not exists (select 1 from customer_identity p where p.customer_id = i.customer_id and p.kind = i.kind and p.is_primary and p.archived_at is null)
          order by i.customer_id, i.kind, i.created_at, i.id) x where t.id = x.id`, [roots]);
  }
}

/** Sides of a tree in the order in which their contact may lead: what led before, what was chosen, the record that stands, the others as they came. */
function ranked(tree: Tree, kind: string, before: readonly string[]): string[] {
  const later = [...tree.edges].sort((a, b) => a.place - b.place).map(({ child }) => child);
  const order = [...before, pickedSide(tree, contactField(kind)), tree.root, ...later];
  return [...new Set(order.filter((side) => tree.own.has(side)))];
}

import { Injectable } from '@nestjs/common';
import { beyondReach, currentWork, Database, newId } from '@dossier/kernel/data';
import { contactField } from './merge.fields';
import { MergeContacts, type Leading } from './merge.contacts';
import { contactChoices, MergeFacts, type ComparedField, type FieldChoice } from './merge.facts';
import { MergeMover, type Move } from './merge.mover';
import { MergeStore } from './merge.store';
import { cut, joined, settled, subtree, type Edge, type Taken, type Tree } from './merge.tree';

/** Records to be merged into one of them. */
export interface Wish {
  survivor: string;
  absorbed: readonly string[];
  choices?: readonly FieldChoice[];
}

export interface FoundMerge {
  id: string;
  customerId: string;
  absorbedId: string;
  parentId: string;
  batchId: string | null;
  version: number;
  undone: boolean;
}

interface Planned {
  tree: Tree;
  edges: Edge[];
  fields: readonly ComparedField[];
}

const FOUND = 'id, customer_id as "customerId", absorbed_id as "absorbedId", parent_id as "parentId", batch_id as "batchId", version, archived_at is not null as undone';

/** Merges many groups of records and takes many merges apart, each in a few statements. Who may do so has been asked before, and the standing records are locked. */
@Injectable()
export class Merger {
  constructor(
    private readonly database: Database,
    private readonly store: MergeStore,
    private readonly mover: MergeMover,
    private readonly contacts: MergeContacts,
    private readonly facts: MergeFacts,
  ) {}

  async find(id: string): Promise<FoundMerge | undefined> {
    const [found] = await this.database.query<FoundMerge & Record<string, unknown>>(`select ${FOUND} from customer_merge where id = $1`, [id]);
    return found;
  }

  async idsOf(customerId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>('select id from customer_merge where customer_id = $1 and archived_at is null order by place desc', [customerId]);
    return rows.map(({ id }) => id);
  }

  async numberOf(customerId: string): Promise<string> {
    const [row] = await this.database.query<{ no: string }>('select archive_no as no from customer where id = $1', [customerId]);
    return row?.no ?? '';
  }

  /** Merges these groups; no record may stand in two of them. */
  async join(wishes: readonly Wish[], { batchId, by }: { batchId: string | null; by: string | null }): Promise<Edge[]> {
    const trees = await this.store.load(wishes.flatMap(({ survivor, absorbed }) => [survivor, ...absorbed]));
    const ofWish = wishes.map(({ survivor, absorbed }) => [survivor, ...absorbed].map((id) => trees.get(id)!));
    const known = await this.facts.comparing(ofWish.flat().map(({ root }) => root));
    const planned = wishes.map((wish, at) => this.planned(wish, ofWish[at]!, known(ofWish[at]!, wish.choices ?? [])));
    const edges = planned.flatMap(({ edges: made }) => made);
    // What hangs on a record is written whoever owns it: reach was asked of the records themselves, and the rows of theirs may be older than their owner.
    await beyondReach(async () => {
      const leading = await this.contacts.release(ofWish.flat().map(({ root }) => root));
      const places = await this.insert(planned, { batchId, by });
      const made = planned.map(({ tree }, at) => this.store.from(placed(tree, places), ...ofWish[at]!));
      await this.store.save(made);
      await this.absorb(edges, made);
      await this.mover.move(ofWish.flatMap(([survivor, ...absorbed]) => absorbed.flatMap(({ root, own }) => [...own.keys()].map((side): Move => ({ holder: root, side, to: survivor!.root })))));
      await this.mover.follow(made.map(({ root }) => root));
      await this.contacts.lead(made, ledBefore(leading, planned));
    });
    return edges;
  }

  /** Takes these merges apart. Those of one tree go one after the other. */
  async cut(ids: readonly string[], by: string | null): Promise<void> {
    let left = [...ids];
    while (left.length > 0) {
      const rows = await this.database.query<FoundMerge & Record<string, unknown>>(`select ${FOUND} from customer_merge where id = any($1::uuid[]) and archived_at is null order by place desc`, [left]);
      const now = [...new Map([...rows].reverse().map((row) => [row.customerId, row])).values()];
      if (now.length === 0) return;
      await this.cutOnce(now, by);
      const done = new Set(now.map(({ id }) => id));
      left = left.filter((id) => !done.has(id));
    }
  }

  /** Puts merges that were taken apart back, with the choices of then. */
  async rejoin(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const [row] = await this.database.query<{ parent: string; child: string; place: string; choices: Edge['choices']; rules: Edge['rules'] }>('select parent_id as parent, absorbed_id as child, place::text, choices, rules from customer_merge where id = $1', [id]);
      const root = await this.rootOf(row!.parent);
      const trees = await this.store.load([root, row!.child]);
      const [survivor, absorbed] = [settled(trees.get(root)!), settled(trees.get(row!.child)!)];
      const edge: Edge = { id, ...row!, place: Number(row!.place) };
      const tree = this.store.from(joined(survivor, [absorbed], [edge]), trees.get(root)!, trees.get(row!.child)!);
      await beyondReach(async () => {
        const leading = await this.contacts.release([root, edge.child]);
        await currentWork().query('update customer_merge set archived_at = null, unmerged_by = null, customer_id = $2, version = version + 1, updated_at = now() where id = $1', [id, root]);
        await this.store.save([tree]);
        await this.absorb([edge], [tree]);
        await this.mover.move([...absorbed.own.keys()].map((side) => ({ holder: edge.child, side, to: root })));
        await this.mover.follow([root]);
        await this.contacts.lead([tree], ledBefore(leading, [{ tree, edges: [edge], fields: [] }]));
      });
    }
  }

  async rootOf(id: string): Promise<string> {
    const [row] = await this.database.query<{ root: string }>('select coalesce(merged_into_id, id) as root from customer where id = $1', [id]);
    return row?.root ?? id;
  }

  private planned(wish: Wish, trees: readonly Tree[], fields: readonly ComparedField[]): Planned {
    const [survivor, ...absorbed] = trees.map(settled);
    const contacts = contactChoices(wish.choices ?? []);
    const takenBy = (id: string): Record<string, Taken> => Object.fromEntries([...fields.map(({ name, pick }) => [name, pick.side] as const), ...contacts].map(([name, side]) => [name, side === id ? 'ABSORBED' as const : 'SURVIVOR' as const]));
    const rules = Object.fromEntries(fields.map(({ name, rule }) => [name, rule]));
    const edges = absorbed.map(({ root }): Edge => ({ id: newId(), parent: survivor!.root, child: root, place: Number.MAX_SAFE_INTEGER, choices: takenBy(root), rules }));
    return { tree: joined(survivor!, absorbed, edges), edges, fields };
  }

  private async insert(planned: readonly Planned[], { batchId, by }: { batchId: string | null; by: string | null }): Promise<Map<string, number>> {
    const rows = planned.flatMap(({ edges }) => edges);
    const made = await currentWork().query<{ id: string; place: string }>(
      `insert into customer_merge (id, customer_id, parent_id, absorbed_id, choices, rules, batch_id, merged_by)
        select r.id, r.parent, r.parent, r.child, r.choices, r.rules, $2, $3 from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, parent uuid, child uuid, choices jsonb, rules jsonb)) with ordinality as r(id, parent, child, choices, rules, n) order by n returning id, place::text`,
      [JSON.stringify(rows), batchId, by]);
    return new Map(made.map(({ id, place }) => [id, Number(place)]));
  }

  /** Absorbed records leave the lists, and all below them point at what stands now. Their open pairs rest. */
  private async absorb(edges: readonly Edge[], trees: readonly Tree[]): Promise<void> {
    const work = currentWork();
    const children = edges.map(({ child }) => child);
    await this.point(trees, { gone: children });
    await work.query(`update duplicate_candidate set archived_at = now(), version = version + 1, updated_at = now() where state = 'OPEN' and archived_at is null and (customer_id = any($1::uuid[]) or other_id = any($1::uuid[]))`, [children]);
  }

  /** Every record of these trees points at the one that stands; some are gone now, some are back. */
  private async point(trees: readonly Tree[], { gone = [], back = [] }: { gone?: readonly string[]; back?: readonly string[] }): Promise<void> {
    const nodes = trees.flatMap(({ root, own }) => [...own.keys()].map((id) => ({ id, root })));
    const [left, returned] = [new Set(gone), new Set(back)];
    await currentWork().query(
      `update customer c set merged_into_id = nullif(r.root, c.id), archived_at = case when r.gone then now() when r.back then null else c.archived_at end,
          version = c.version + case when r.gone then 1 else 0 end, updated_at = case when r.gone then now() else c.updated_at end
        from unnest($1::uuid[], $2::uuid[], $3::bool[], $4::bool[]) r(id, root, gone, back) where c.id = r.id and (c.merged_into_id is distinct from nullif(r.root, c.id) or r.gone or r.back)`,
      [nodes.map(({ id }) => id), nodes.map(({ root }) => root), nodes.map(({ id }) => left.has(id)), nodes.map(({ id }) => returned.has(id))]);
  }

  private async cutOnce(rows: readonly FoundMerge[], by: string | null): Promise<void> {
    const trees = await this.store.load(rows.map(({ customerId }) => customerId));
    const parted = rows.map((row) => {
      const tree = trees.get(row.customerId)!;
      const { stays, leaves } = cut(settled(tree), row.id);
      return { row, gone: subtree(tree.edges, row.absorbedId), stays: this.store.from(stays, tree), leaves: this.store.from(leaves, tree) };
    });
    const parts = parted.flatMap(({ stays, leaves }) => [stays, leaves]);
    await beyondReach(async () => {
      const leading = await this.contacts.release(rows.map(({ customerId }) => customerId));
      await currentWork().query('update customer_merge set archived_at = now(), unmerged_by = $2, version = version + 1, updated_at = now() where id = any($1::uuid[])', [rows.map(({ id }) => id), by]);
      await this.store.save(parts);
      await this.point(parts, { back: parted.map(({ leaves }) => leaves.root) });
      await this.mover.move(parted.flatMap(({ row, gone, leaves }) => [...gone].map((side): Move => ({ holder: row.customerId, side, to: leaves.root }))));
      await this.mover.follow(parts.map(({ root }) => root));
      await this.contacts.lead(parts, ledIn(leading, parted));
    });
    await this.reopen(rows);
  }

  /** Pairs that rested for this merge wait again, and so does the one whose decision it was. */
  private async reopen(rows: readonly FoundMerge[]): Promise<void> {
    const work = currentWork();
    await work.query(`update duplicate_candidate set state = 'OPEN', decided_by = null, decided_at = null, archived_at = null, merge_batch_id = null, version = version + 1, updated_at = now() where merge_batch_id = any($1::uuid[])`, [rows.flatMap(({ batchId }) => batchId ?? [])]);
    await work.query(
      `update duplicate_candidate d set archived_at = null, version = d.version + 1, updated_at = now() from customer a, customer b where d.state = 'OPEN' and d.archived_at is not null
        and (d.customer_id = any($1::uuid[]) or d.other_id = any($1::uuid[])) and a.id = d.customer_id and a.archived_at is null and b.id = d.other_id and b.archived_at is null`, [rows.map(({ absorbedId }) => absorbedId)]);
  }
}

const placed = (tree: Tree, places: ReadonlyMap<string, number>): Tree => ({ ...tree, edges: tree.edges.map((edge) => ({ ...edge, place: places.get(edge.id) ?? edge.place })) });

/** What led in the records of a merge: first in the one whose contact was chosen, then in the one that stays. */
function ledBefore(leading: Leading, planned: readonly Planned[]): (tree: Tree, kind: string) => string[] {
  const edgesOf = new Map(planned.map(({ tree, edges }) => [tree.root, edges]));
  return ({ root }, kind) => {
    const edges = edgesOf.get(root) ?? [];
    const taken = edges.findLast(({ choices }) => choices[contactField(kind)] === 'ABSORBED')?.child;
    return [...(taken ? [taken] : []), root, ...edges.map(({ child }) => child)].flatMap((record) => (leading.get(record) ?? []).flatMap((led) => (led.kind === kind && led.side !== null ? [led.side] : [])));
  };
}

/** What led before the parting leads on in the record in which its side is now. */
function ledIn(leading: Leading, parted: readonly { row: FoundMerge; stays: Tree; leaves: Tree }[]): (tree: Tree, kind: string) => string[] {
  const holderOf = new Map(parted.flatMap(({ row, stays, leaves }) => [[stays.root, row.customerId], [leaves.root, row.customerId]]));
  return ({ root }, kind) => (leading.get(holderOf.get(root) ?? root) ?? []).flatMap((led) => (led.kind === kind && led.side !== null ? [led.side] : []));
}

import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { sameValue, type Values } from './merge.fields';
import { MergeMover } from './merge.mover';
import { MergeStore } from './merge.store';
import { arrived, settled, type Tree } from './merge.tree';

/** A record that is part of a tree: where it stands now, and what its own values are. */
export interface StandingSide {
  root: string;
  own: Values;
}

/** What became of the record that stands. */
export interface Landed {
  version: number;
  /** Its changed columns as they were. */
  before: Values;
}

/**
 * News that comes in by the key of one side of a merge. It lands on the record that stands, for that side: what the side says of
 * itself is kept, and shown where this side was picked or where the field was picked as the newest.
 */
@Injectable()
export class Arrivals {
  constructor(
    private readonly store: MergeStore,
    private readonly mover: MergeMover,
  ) {}

  /** Those of these records that are part of a tree, with the standing ones locked. Most never are. */
  async standing(ids: readonly string[]): Promise<Map<string, StandingSide>> {
    const found = await currentWork().query<{ id: string; root: string }>(
      `select c.id, coalesce(c.merged_into_id, c.id) as root from customer c left join customer_side s on s.customer_id = c.id where c.id = any($1::uuid[]) and (c.merged_into_id is not null or s.customer_id is not null)`, [ids]);
    if (found.length === 0) return new Map();
    const trees = await this.locked(found.map(({ root }) => root));
    return new Map(found.flatMap(({ id, root }) => {
      const own = trees.get(root)?.own.get(id);
      return own ? [[id, { root, own: this.store.row(own) }] as const] : [];
    }));
  }

  /** Writes news of sides, columns by name; gives what changed of each record that stands. */
  async take(news: readonly { side: string; values: Values }[]): Promise<Map<string, Landed>> {
    const places = new Map((await currentWork().query<{ id: string; root: string }>('select id, coalesce(merged_into_id, id) as root from customer where id = any($1::uuid[])', [news.map(({ side }) => side)])).map(({ id, root }) => [id, root]));
    const trees = await this.locked([...places.values()]);
    const next = new Map(trees);
    for (const { side, values } of news) {
      const root = places.get(side)!;
      next.set(root, this.store.from(arrived(next.get(root)!, side, this.store.flat(values)), trees.get(root)!));
    }
    await this.store.save([...next.values()]);
    await this.mover.follow([...next.keys()]);
    return this.landed(trees, next);
  }

  private async locked(roots: readonly string[]): Promise<Map<string, Tree>> {
    await currentWork().query('select 1 from customer where id = any($1::uuid[]) order by id for update', [roots]);
    const trees = await this.store.load([...new Set(roots)]);
    return new Map([...trees].map(([root, tree]) => [root, this.store.from(settled(tree), tree)]));
  }

  private async landed(before: ReadonlyMap<string, Tree>, after: ReadonlyMap<string, Tree>): Promise<Map<string, Landed>> {
    const versions = await currentWork().query<{ id: string; version: number }>('select id, version from customer where id = any($1::uuid[])', [[...after.keys()]]);
    return new Map(versions.map(({ id, version }) => {
      const [was, is] = [this.store.row(before.get(id)!.shown), this.store.row(after.get(id)!.shown)];
      return [id, { version, before: Object.fromEntries(Object.keys(is).filter((column) => !sameValue(was[column], is[column])).map((column) => [column, was[column] ?? null])) }];
    }));
  }
}

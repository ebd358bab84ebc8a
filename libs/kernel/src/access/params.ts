import type { Viewer } from './viewer';

const slots = {
  userId: (viewer: Viewer) => viewer.userId,
  ownerId: (viewer: Viewer) => viewer.ownerId,
  teamId: (viewer: Viewer) => viewer.teamIds[0] ?? null,
  teamIds: (viewer: Viewer) => viewer.teamIds,
  treeIds: (viewer: Viewer) => viewer.treeIds,
};
export type Slot = keyof typeof slots;
const casts: Record<Slot, string> = { userId: 'uuid', ownerId: 'uuid', teamId: 'uuid', teamIds: 'uuid[]', treeIds: 'uuid[]' };

/**
 * The values of one statement. A slot stands for a fact of the viewer, so that a compiled statement can serve
 * every viewer with the same plan; a plain value belongs to this call alone.
 */
export class Params {
  private constructor(
    private readonly entries: ({ slot: Slot } | { value: unknown })[],
    private readonly places: Map<Slot, number>,
  ) {}

  static empty(): Params {
    return new Params([], new Map());
  }

  /** A copy to go on from, for statements that share a compiled beginning. */
  copy(): Params {
    return new Params([...this.entries], new Map(this.places));
  }

  slot(name: Slot): string {
    let place = this.places.get(name);
    if (place === undefined) {
      place = this.entries.push({ slot: name });
      this.places.set(name, place);
    }
    return `$${place}::${casts[name]}`;
  }

  add(value: unknown, cast?: string): string {
    const place = this.entries.push({ value });
    return cast ? `$${place}::${cast}` : `$${place}`;
  }

  /** The values with another one in the place of one that was added. */
  valuesWith(place: number, value: unknown, viewer: Viewer): unknown[] {
    const values = this.values(viewer);
    values[place - 1] = value;
    return values;
  }

  get size(): number {
    return this.entries.length;
  }

  values(viewer: Viewer): unknown[] {
    return this.entries.map((entry) => ('slot' in entry ? slots[entry.slot](viewer) : entry.value));
  }
}

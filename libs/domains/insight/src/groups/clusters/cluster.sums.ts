import { FEATURES, type ClusterFit } from './cluster.compute';

interface Who {
  team_id: string | null;
  owner_id: string | null;
  seen: (number | null)[];
}

/** Customers of one group at one place, with the sums of what they are compared by: scaled ones of what is used, plain ones of everything. */
export interface ClusterSum {
  cluster: number;
  team_id: string | null;
  owner_id: string | null;
  customers: number;
  scaled: number[];
  raw: number[];
}

/** Adds up groups by team and owner, so that a board is a filter on sums. */
export class ClusterSums {
  private readonly cells = new Map<string, ClusterSum>();

  constructor(private readonly fit: Pick<ClusterFit, 'used'> & { gap: number }) {}

  add(rows: readonly Who[], label: Uint32Array, points: Float64Array): void {
    const width = this.fit.used.length;
    rows.forEach(({ team_id, owner_id, seen }, i) => {
      const cluster = label[i]! + 1;
      const key = `${cluster} ${team_id ?? ''} ${owner_id ?? ''}`;
      let cell = this.cells.get(key);
      if (!cell) this.cells.set(key, (cell = { cluster, team_id, owner_id, customers: 0, scaled: new Array<number>(width).fill(0), raw: FEATURES.map(() => 0) }));
      cell.customers += 1;
      for (let j = 0; j < width; j += 1) cell.scaled[j]! += points[i * width + j]!;
      seen.forEach((value, j) => (cell.raw[j]! += value ?? this.fit.gap));
    });
  }

  rows(): ClusterSum[] {
    return [...this.cells.values()];
  }
}

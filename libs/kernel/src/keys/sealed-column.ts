import { currentWork, type Work } from '../data/unit-of-work';
import type { Database } from '../data/database';
import type { KeyAgreement } from './key-state';
import type { RotationStep } from './rotations';

/** A column of boxes whose first byte is the version of the installation's key. */
export interface SealedColumn {
  table: string;
  column: string;
  /** Columns that name a row. */
  key: readonly string[];
  /** The same value sealed under the current key; `row` holds the key columns. */
  reseal(row: Readonly<Record<string, unknown>>, box: Buffer): Buffer;
}

/** Seals a whole column anew, piece by piece. */
export function sealedColumn(database: Database, { table, column, key, reseal }: SealedColumn): RotationStep {
  const old = `${column} is not null and get_byte(${column}, 0) <> $1`;
  const put = async (work: Work, row: Record<string, unknown>): Promise<unknown> =>
    work.query(`update ${table} set ${column} = $1 where ${key.map((name, at) => `${name} = $${at + 2}`).join(' and ')}`, [reseal(row, row['box'] as Buffer), ...key.map((name) => row[name])]);
  return {
    name: `${table}.${column}`,
    remaining: async ({ current }: KeyAgreement) => (await database.query<{ count: number }>(`select count(*)::int as count from ${table} where ${old}`, [current]))[0]?.count ?? 0,
    move: async ({ current }, limit) => {
      const work = currentWork();
      const rows = await work.query<Record<string, unknown>>(`select ${key.join(', ')}, ${column} as box from ${table} where ${old} limit $2 for update`, [current, limit]);
      for (const row of rows) await put(work, row);
      return rows.length;
    },
  };
}

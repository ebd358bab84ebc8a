/** Scores of some customers in columns, a place each, in the order of their ids (as text, ascending). Null and NaN are no value. */
export interface ShelfRows {
  ids: readonly string[];
  columns: Readonly<Record<string, ArrayLike<number> | readonly (number | string | null)[]>>;
}

/**
 * A shelf that is being written anew. Rows come in the order of ids, over any number of calls; whoever is not among them leaves the shelf.
 * Every 5,000 rows are one short statement: rows that stay as they are cost no write, imports wait for none of them.
 */
export interface ShelfSheet {
  add(rows: ShelfRows): Promise<void>;
  /** Writes the rest and takes away whoever comes after the last row. */
  close(): Promise<{ rows: number; changed: number }>;
}

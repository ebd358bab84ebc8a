/** The values of the columns that reach looks at, in the order in which the scope names them. */
export type Place = readonly (string | null)[];

/** What a trigger told of one statement: ids where they are few, else the places in which the rows lie. */
export interface Told {
  readonly type: string;
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
  /** Null: the whole row, or a part that is not named. */
  readonly columns: readonly string[] | null;
  /** Fields of the row that another table feeds. */
  readonly fields: readonly string[] | null;
  readonly ids: readonly string[];
  /** Rows that are gone or lie elsewhere now, with their place before. */
  readonly before: readonly (readonly [id: string, ...place: (string | null)[]])[];
  readonly places: readonly Place[] | null;
}

interface Message {
  t: string;
  o: Told['operation'];
  c?: string[] | null;
  f?: string[] | null;
  i?: string | null;
  b?: [string, ...(string | null)[]][] | null;
  p?: (string | null)[][] | null;
}

/** Reads the word of a trigger; null for one that is not understood. */
export function readTold(payload: string): Told | null {
  try {
    const { t, o, c, f, i, b, p } = JSON.parse(payload) as Message;
    return { type: t, operation: o, columns: c ?? null, fields: f ?? null, ids: i ? i.split(',') : [], before: b ?? [], places: p ?? null };
  } catch {
    return null;
  }
}

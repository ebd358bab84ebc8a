import { isId, type Database } from '@dossier/kernel/data';
import type { ShelfRows, ShelfSheet } from './shelf-sheet';

/** Rows in one statement: a few hundred milliseconds, so that nobody waits for it. */
const CHUNK = 5_000;
/** Statements at a time: each has a range of ids to itself. */
const AT_ONCE = 2;
const shelfName = /^customer_[a-z]+$/;

interface Column {
  name: string;
  type: string;
}

/** Rows of one statement; whoever stands between `after` and `upto` and is not among them leaves the shelf. */
interface Chunk {
  ids: readonly string[];
  after: string | null;
  upto: string | null;
  valuesOf: (name: string) => Values;
}

type Values = ArrayLike<number> | readonly (number | string | null)[];

/** Writes a shelf chunk by chunk through its `<table>_keep`; every chunk stands by itself, so a run that is cut short leaves true rows. */
export class ShelfWriter implements ShelfSheet {
  private columns: Promise<readonly Column[]> | null = null;
  private last: string | null = null;
  private rows = 0;
  private changed = 0;

  constructor(
    private readonly database: Database,
    private readonly table: string,
    private readonly tell: (ids: readonly string[]) => Promise<void>,
  ) {
    if (!shelfName.test(table)) throw new Error(`${table} is no shelf`);
  }

  async add({ ids, columns }: ShelfRows): Promise<void> {
    const chunks: Chunk[] = [];
    for (let at = 0; at < ids.length; at += CHUNK) {
      const own = ids.slice(at, at + CHUNK);
      if (own.some((id, place) => !isId(id) || id <= (place === 0 ? (this.last ?? '') : own[place - 1]!))) throw new Error('Rows of a shelf come in the order of ids');
      chunks.push({ ids: own, after: this.last, upto: own.at(-1)!, valuesOf: (name) => partOf(columns[name], at, own.length, name) });
      this.last = own.at(-1)!;
    }
    for (let at = 0; at < chunks.length; at += AT_ONCE) {
      const results = await Promise.allSettled(chunks.slice(at, at + AT_ONCE).map((chunk) => this.keep(chunk)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }
  }

  async close(): Promise<{ rows: number; changed: number }> {
    await this.keep({ ids: [], after: this.last, upto: null, valuesOf: () => [] });
    return { rows: this.rows, changed: this.changed };
  }

  private async keep({ ids, after, upto, valuesOf }: Chunk): Promise<void> {
    const columns = await (this.columns ??= this.columnsOf());
    const params = columns.map(({ name, type }) => listOf(valuesOf(name), type));
    const said = columns.map(({ type }, at) => `$${at + 4}::${type}[]`);
    const [row] = await this.database.query<{ changed: string[] }>(`select ${this.table}_keep($1::uuid, $2::uuid, $3::uuid[], ${said.join(', ')}) as changed`, [after, upto, ids, ...params]);
    this.rows += ids.length;
    this.changed += row!.changed.length;
    if (row!.changed.length > 0) await this.tell(row!.changed);
  }

  private columnsOf(): Promise<Column[]> {
    return this.database.query<Column & Record<string, unknown>>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'customer_id' order by attnum`, [this.table]);
  }
}

function partOf(values: Values | undefined, at: number, length: number, name: string): Values {
  if (values === undefined) throw new Error(`The shelf has a column ${name} that was not given`);
  return Array.prototype.slice.call(values, at, at + length) as (number | string | null)[];
}

const numeric = /^(double precision|real|numeric|bigint|integer|smallint)/;
const whole = /^(bigint|integer|smallint)/;

/** A list as PostgreSQL reads it: numbers are joined as they are, which is far quicker than to quote each. */
function listOf(values: Values, type: string): unknown {
  if (!numeric.test(type)) return Array.from(values as ArrayLike<string | number | null>);
  const isWhole = whole.test(type);
  const parts = new Array<string>(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    parts[at] = typeof value === 'number' && Number.isFinite(value) ? String(isWhole ? Math.round(value) : value) : 'NULL';
  }
  return `{${parts.join(',')}}`;
}

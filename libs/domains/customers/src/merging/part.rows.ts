import type { CustomerPart } from './parts';

type Ask = <R extends Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<R[]>;

interface Column extends Record<string, unknown> {
  name: string;
  type: string;
  refers: string | null;
  /** One value that its check allows, where it is one of a list. */
  allowed: string | null;
  /** No two rows may say the same. */
  unique: boolean;
}

/** What cannot be told from one column alone: checks over several columns, and values that must not be met twice. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customer_identity: { blind_index: `decode(md5(x.row::text), 'hex')`, is_primary: `not exists (select 1 from customer_identity p where p.customer_id = x.customer and p.kind = 'PHONE' and p.is_primary and p.archived_at is null)` },
  // A stop that is over: one in force would have the events of its customer taken off.
  behaviour_stop: { archived_at: 'now()' },
  sales_order: { external_key: 'x.row::text', order_no: 'x.row::text', owner_id: 'c.owner_id', team_id: 'c.team_id' },
};

const VALUES: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()', text: `'x'`, int4: '1', int8: '1', int2: '1', float4: '0.5', float8: '0.5', numeric: '0.5', bool: 'false', jsonb: `'{}'`, date: 'current_date', timestamptz: 'now()', bytea: `'\\x00'`, _text: `'{}'`, _uuid: `'{}'`,
};

/** The columns of a table that must be given. */
const asked = (table: string, ask: Ask): Promise<Column[]> => ask<Column>(
  `select a.attname as name, t.typname as type,
      (select f.confrelid::regclass::text from pg_constraint f where f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum] limit 1) as refers,
      (select substring(pg_get_constraintdef(k.oid) from '''([^'']+)''') from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ '= ANY|= ''' limit 1) as allowed,
      exists (select 1 from pg_index i where i.indrelid = a.attrelid and i.indisunique and not i.indisprimary and a.attnum = any(i.indkey)) as unique
    from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = ''`, [table]);

/** A row of a table that something refers to: one that is there, or one made for it. */
async function someRow(table: string, ask: Ask): Promise<string> {
  const [there] = await ask<{ id: string }>(`select id from ${table} limit 1`);
  if (there) return `'${there.id}'::uuid`;
  const values = await valuesOf(table, { named: new Map([['id', 'gen_random_uuid()']]), sealed: [] }, ask);
  const [made] = await ask<{ id: string }>(`insert into ${table} (${[...values.keys()].join(', ')}) select ${[...values.values()].join(', ')} from (select id as customer, gen_random_uuid() as row from customer limit 1) x returning id`);
  return `'${made!.id}'::uuid`;
}

async function valuesOf(table: string, { named, sealed }: { named: Map<string, string>; sealed: readonly string[] }, ask: Ask): Promise<Map<string, string>> {
  for (const { name, type, refers, allowed, unique } of await asked(table, ask)) {
    if (named.has(name)) continue;
    const value = sealed.includes(name) ? 'x.sealed' : refers === 'customer' ? 'x.customer' : refers ? await someRow(refers, ask) : allowed && type === 'text' ? `'${allowed}'` : unique && type === 'text' ? 'x.row::text' : VALUES[type];
    if (value === undefined) throw new Error(`${table}.${name}: no value for ${type}`);
    named.set(name, value);
  }
  return named;
}

/**
 * A statement that puts one row for each of `$1` (customer), `$2` (side), `$3` (id of the row), `$4` (sealed bytes) into a part, told
 * from the table itself, and gives the ids of those there was room for: so the parts of every area are covered as they come.
 */
export async function insertInto({ table, column = 'customer_id', sideColumn = 'side_id', sealed = [] }: CustomerPart, ask: Ask): Promise<string> {
  const named = await valuesOf(table, { named: new Map([['id', 'x.row'], [column, 'x.customer'], [sideColumn, 'x.side'], ...sealed.slice(0, 1).map((name) => [name, 'x.sealed'] as const), ...Object.entries(SPECIAL[table] ?? {})]), sealed }, ask);
  return `insert into ${table} (${[...named.keys()].join(', ')}) select ${[...named.values()].join(', ')} from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[]) x(customer, side, row, sealed) join customer c on c.id = x.customer on conflict do nothing returning id`;
}

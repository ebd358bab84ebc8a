import { newId } from '@dossier/kernel/data';
import { customerFollowers, customerParts, type CustomerPart } from '../merging/parts';

/** Whatever runs SQL: a unit of work, or the connection of a restore. */
export type Runs = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** What follows from a record and tells nothing of a person: its totals, its place among merged records; the record itself is emptied, its key destroyed apart. */
const STAYING = new Set(['customer', 'customer_key', 'customer_summary', 'customer_merge', 'customer_side']);

const orderOf = ({ table, column = 'customer_id', sideColumn: side = 'side_id', onErase = 'delete' }: CustomerPart): object =>
  typeof onErase === 'string' ? { table, column, side, mode: onErase } : { table, column, side, mode: 'clear', clear: onErase.clear };

/**
 * Takes the rows, keys and derived figures of these records out of the database, and what is said of them elsewhere, in the transaction that is
 * open; gives what was removed, by table. `contacts` are theirs in clear, for whoever can still open them.
 */
export async function eraseRows(run: Runs, ids: readonly string[], contacts: readonly string[] = []): Promise<{ table: string; rows: number }[]> {
  const [spoken] = (await run('select erase_mentions($1::uuid[], $2::text[]) as told', [ids, contacts])) as { told: { table: string; rows: number }[] }[];
  const [done] = (await run('select erase_person($1::uuid[], $2::jsonb) as told', [ids, JSON.stringify(customerParts().map(orderOf))])) as { told: { table: string; rows: number }[] }[];
  for (const table of customerFollowers().keys()) if (!STAYING.has(table)) await run(`delete from ${table} where customer_id = any($1::uuid[])`, [ids]);
  return [...(spoken?.told ?? []), ...(done?.told ?? [])];
}

/** Of these records, those that the database still knows. */
export const STILL_KNOWN = 'select id from customer where id = any($1::uuid[]) and erased_at is null';

/** Forgets again whoever stands on the list, after a restore and before anything else: one transaction, one entry of the trail. Gives how many. */
export async function replayErasures(run: Runs, listed: readonly string[]): Promise<number> {
  const known = ((await run(STILL_KNOWN, [listed])) as { id: string }[]).map(({ id }) => id);
  if (known.length === 0) return 0;
  const entryId = newId();
  await run('begin', []);
  await run(`select set_config('app.user_id', '', true), set_config('app.actor', 'erasures', true), set_config('app.scope', 'ALL', true), set_config('app.request_id', 'restore', true), set_config('app.entry_id', $1, true)`, [entryId]);
  await eraseRows(run, known);
  await run(`insert into audit_entry (id, actor_kind, actor_name, action, outcome, facts, request_id) values ($1, 'JOB', 'erasures', 'replayErasures', 'DONE', $2, 'restore')`, [entryId, JSON.stringify({ forgotten: known.length, listed: 0 })]);
  await run('commit', []);
  return known.length;
}

import { changeDigest, dueHash, entryDigest } from '../seal/line';
import type { Ask } from './faults';

/** Seals looked at by one statement. */
export const WINDOW = 20_000;

export interface Span {
  /** The seal before the first one, and the hash it must bear; null takes the stored one. */
  after: number;
  upTo: number;
  head: string | null;
  /** Rows before this instant may be gone, under a signed statement. */
  keptSince: string;
}

export interface Found {
  rows: number;
  last: number | null;
  gap: number | null;
  broken: number | null;
  gone: number | null;
  edited: number | null;
  backdated: number | null;
}

/*
 * The hashes are made by the server over rows that it has at hand: nothing but what is wrong travels. The row of a seal is
 * found by its key and its time, and so in its month alone.
 */
const statement = `
  with s as materialized (
    select s.*, lag(s.hash, 1, coalesce(decode($3, 'hex'), (select p.hash from audit_seal p where p.sequence = $1 limit 1), decode(repeat('00', 32), 'hex'))) over w as prev,
      lag(s.sequence, 1, $1::bigint) over w as before
    from audit_seal s where s.sequence > $1::bigint and s.sequence <= $2::bigint window w as (order by s.sequence)
  ), judged as materialized (
    select s.sequence, s.sequence <> s.before + 1 as gap, s.hash <> ${dueHash('s.prev', 's')} as broken, s.backdated, s.at, s.digest,
      case when s.entry_id is not null
        then (select ${entryDigest('e')} from audit_entry e where e.id = s.entry_id and e.at = s.at)
        else (select ${changeDigest('c')} from audit_change c where c.id = s.change_id and c.at = s.at) end as found
    from s
  )
  select count(*) as rows, max(sequence) as last, min(sequence) filter (where gap) as gap, min(sequence) filter (where broken) as broken,
    min(sequence) filter (where found is null and at >= $4::timestamptz) as gone, min(sequence) filter (where found <> digest) as edited,
    min(sequence) filter (where backdated) as backdated
  from judged`;

export async function checkWindow(ask: Ask, { after, upTo, head, keptSince }: Span): Promise<Found> {
  const [row] = await ask<Record<keyof Found, string | number | null>>(statement, [after, upTo, head, keptSince]);
  return Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, value === null ? null : Number(value)])) as unknown as Found;
}

import { dueHash } from '../seal/line';
import type { Ask, Fault } from './faults';
import type { Found } from './window';

/** What the chain says about its first wrong place: which kind of hand was there. */
export async function nameFault(ask: Ask, found: Found, head: string | null): Promise<Fault | null> {
  const places = [found.gap, found.broken, found.gone, found.edited, found.backdated].filter((at): at is number => at !== null);
  if (places.length === 0) return null;
  const sequence = Math.min(...places);
  // Seals are missing between two others; the link behind the gap is then broken too.
  if (found.gap === sequence) return { kind: 'DELETED', sequence: (await sealBefore(ask, sequence)) + 1, facts: { seals: true } };
  if (found.broken === sequence) return { ...(await brokenLink(ask, { sequence, head, found })), sequence };
  if (found.gone === sequence) return { ...(await goneRow(ask, sequence)), sequence };
  const facts = await sealFacts(ask, sequence);
  return { kind: found.edited === sequence ? 'EDITED' : 'INSERTED', sequence, facts };
}

async function sealBefore(ask: Ask, sequence: number): Promise<number> {
  const [row] = await ask<{ before: string | null }>('select max(sequence)::text as before from audit_seal where sequence < $1', [sequence]);
  return Number(row?.before ?? 0);
}

/** Which row a seal speaks of. */
async function sealFacts(ask: Ask, sequence: number): Promise<Record<string, unknown>> {
  const [row] = await ask<{ entry: string | null; change: string | null; at: string }>('select entry_id::text as entry, change_id::text as change, at::text from audit_seal where sequence = $1', [sequence]);
  return row ? { ...(row.entry ? { entry: row.entry } : { change: row.change }), at: row.at } : {};
}

const prevOf = `coalesce(decode($2, 'hex'), (select p.hash from audit_seal p where p.sequence = $1::bigint - 1 limit 1), decode(repeat('00', 32), 'hex'))`;

interface Broken {
  sequence: number;
  head: string | null;
  found: Found;
}

/** A seal that does not follow from the one before it: moved, pushed in, closed up after a removal, or written over. */
async function brokenLink(ask: Ask, { sequence, head, found }: Broken): Promise<Omit<Fault, 'sequence'>> {
  const facts = await sealFacts(ask, sequence);
  const [moved] = await ask<{ sequence: string }>(
    `select m.sequence::text from audit_seal m, (select ${prevOf} as prev) p
     where m.sequence > $1::bigint and ${dueHash('p.prev', 'm', '$1::bigint')} in (m.hash, (select n.hash from audit_seal n where n.sequence = $1::bigint limit 1)) order by m.sequence limit 1`,
    [sequence, head],
  );
  if (moved) return { kind: (await belongsAt(ask, sequence, Number(moved.sequence))) ? 'REORDERED' : 'INSERTED', facts: { ...facts, other: Number(moved.sequence) } };
  if (found.gone === sequence) return { kind: 'DELETED', facts };
  if (found.edited === sequence) return { kind: 'EDITED', facts };
  const [shifted] = await ask<{ by: string }>(
    `select d::text as by from generate_series(1, 1000) d, audit_seal n, audit_seal m
     where n.sequence = $1::bigint and m.sequence = $1::bigint + 1 and m.hash = ${dueHash('n.hash', 'm', '(m.sequence + d)')} limit 1`,
    [sequence],
  );
  return shifted ? { kind: 'DELETED', facts: { ...facts, seals: Number(shifted.by) } } : { kind: 'EDITED', facts: { ...facts, seal: true } };
}

/** Two seals have changed places when the first one fits where the other was found; else it fits nowhere and was pushed in. */
async function belongsAt(ask: Ask, first: number, other: number): Promise<boolean> {
  const [row] = await ask<{ fits: boolean }>(
    `select ${dueHash('p.hash', 'n', '$2::bigint')} in (n.hash, m.hash) as fits
     from audit_seal n, audit_seal m, audit_seal p where n.sequence = $1::bigint and m.sequence = $2::bigint and p.sequence = case when $2::bigint - 1 = $1::bigint then $2::bigint else $2::bigint - 1 end limit 1`,
    [first, other],
  );
  if (row?.fits) return true;
  // Contents exchanged and hashes left in place: then the neighbour's hash is the stored one of the first place.
  const [swapped] = await ask<{ fits: boolean }>(
    `select ${dueHash('p.hash', 'n', '$2::bigint')} = m.hash as fits from audit_seal n, audit_seal m, audit_seal p where n.sequence = $1::bigint and m.sequence = $2::bigint and p.sequence = $2::bigint - 1 limit 1`,
    [first, other],
  );
  return swapped?.fits === true;
}

/** The row of a seal is not where the seal says: removed, or its time was changed; two that took each other's time have changed places. */
async function goneRow(ask: Ask, sequence: number): Promise<Omit<Fault, 'sequence'>> {
  const facts = await sealFacts(ask, sequence);
  const [row] = await ask<{ at: string }>(
    `select coalesce((select e.at from audit_entry e where e.id = s.entry_id limit 1), (select c.at from audit_change c where c.id = s.change_id limit 1))::text as at from audit_seal s where s.sequence = $1`,
    [sequence],
  );
  if (!row?.at) return { kind: 'DELETED', facts };
  const [other] = await ask<{ sequence: string }>(
    `select m.sequence::text from audit_seal n, audit_seal m where n.sequence = $1 and m.sequence <> $1 and m.at = $2::timestamptz
       and (exists (select 1 from audit_entry e where e.id = m.entry_id and e.at = n.at) or exists (select 1 from audit_change c where c.id = m.change_id and c.at = n.at)) limit 1`,
    [sequence, row.at],
  );
  return other ? { kind: 'REORDERED', facts: { ...facts, other: Number(other.sequence) } } : { kind: 'EDITED', facts: { ...facts, time: row.at } };
}
